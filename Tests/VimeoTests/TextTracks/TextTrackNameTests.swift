import Testing

@testable import Vimeo

@Suite("Types and languages of text tracks")
struct TextTrackNameTests {
    @Test(
        "Language tags are checked by their form and written as usual",
        arguments: [
            ("en", "en"), ("EN-us", "en-US"), ("zh-hant", "zh-Hant"), ("zh-Hant-tw", "zh-Hant-TW"), ("gsw", "gsw"),
            ("es-419", "es-419"), ("sl-rozaj-biske", "sl-rozaj-biske"), ("de-CH-1901", "de-CH-1901"),
            ("en-x-Mine", "en-x-mine"),
        ]
    )
    func languages(text: String, usual: String) throws {
        #expect(try LanguageTag(text).text == usual)
    }

    @Test(
        "What is not a tag is refused",
        arguments: [
            "", "e", "english", "en_US", "en-", "-en", "en--US", "en US", "12", "e1", "en-toolongpart", "日本", "en\n",
            "en-x-autogen", "EN-X-Autogen",
        ]
    )
    func noLanguages(text: String) {
        let error = #expect(throws: VimeoError.self) { try LanguageTag(text) }
        #expect(error?.kind == .usage)
        #expect(error?.code == "bad_language")
    }

    @Test("There are five types; a name that is nearly one names it")
    func types() throws {
        for type in TextTrackType.allCases { #expect(try TextTrackType(named: type.rawValue) == type) }
        for (text, hint) in [
            ("caption", "captions?"), ("Subtitles", "subtitles?"), ("description", "descriptions?"),
            ("chpaters", "chapters?"),
        ] {
            let error = #expect(throws: VimeoError.self) { try TextTrackType(named: text) }
            #expect(error?.hint?.hasSuffix("did you mean \(hint)") == true)
        }
        let error = #expect(throws: VimeoError.self) { try TextTrackType(named: "") }
        #expect(error?.hint == "valid types: captions, chapters, descriptions, metadata, subtitles")
    }
}
