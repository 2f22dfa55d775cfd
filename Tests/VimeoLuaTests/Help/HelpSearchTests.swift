import Testing

@testable import VimeoLua

@Suite("Search in the help")
struct HelpSearchTests {
    private static let entries = [
        HelpEntry(name: "vimeo.each", summary: "Walks a collection.", text: "Pages of videos and captions."),
        HelpEntry(name: "vimeo.pages", summary: "Walks its pages.", text: "A page at a time."),
        HelpEntry(name: "upload", summary: "Sends a file.", text: "See pages about videos."),
        HelpEntry(name: "pages", summary: "A topic.", text: "Zoë's text."),
        HelpEntry(name: "vimeo.pages2", summary: "Another.", text: ""),
    ]

    @Test(
        "all words have to match; names count more than summaries, those more than texts",
        arguments: [
            ("pages", ["pages", "vimeo.pages", "vimeo.pages2", "vimeo.each", "upload"]),
            ("PAGES", ["pages", "vimeo.pages", "vimeo.pages2", "vimeo.each", "upload"]),
            ("walks", ["vimeo.each", "vimeo.pages"]),
            ("vimeo walks", ["vimeo.each", "vimeo.pages"]),
            ("  walks\tvideos ", ["vimeo.each"]),
            ("walks nothing", []),
            ("zoË", ["pages"]),
            ("", []),
            (" \n ", []),
            ("vimeo.pages2 and much more than there is", []),
        ]
    )
    func search(words: String, names: [String]) {
        #expect(HelpSearch.search(words, in: Self.entries).map(\.name) == names)
    }

    @Test("entries of one rank keep their order")
    func isStable() {
        let entries = (0..<500).map { HelpEntry(name: "name \($0)", summary: "", text: "") }
        #expect(HelpSearch.search("name", in: entries) == entries)
        #expect(HelpSearch.search("name", in: []) == [])
    }
}
