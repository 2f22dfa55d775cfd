import Testing

@testable import VimeoLua

@Suite("Help as styled lines")
struct HelpTextTests {
    private static func plain(_ lines: [HelpLine]) -> [String] {
        lines.map { $0.map(\.text).joined() }
    }

    @Test(
        "text is broken between words, which stay whole",
        arguments: [
            ("one two three four five six", 20, ["one two three four", "five six"]),
            ("exactly twenty chars then", 20, ["exactly twenty chars", "then"]),
            ("", 20, [""]),
            ("   \n\t ", 20, [""]),
            (String(repeating: "x", count: 45), 20, [String(repeating: "x", count: 45)]),
            ("a " + String(repeating: "y", count: 21), 20, ["a", "yyyyyyyyyyyyyyyyyyyyy"]),
            ("two  blanks\nand a line", 80, ["two blanks and a line"]),
            ("narrow windows count as twenty", 0, ["narrow windows count", "as twenty"]),
            ("narrow windows count as twenty", -5, ["narrow windows count", "as twenty"]),
            ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦 is two characters.", 20, ["👩‍👩‍👧‍👦👩‍👩‍👧‍👦 is two", "characters."]),
        ]
    )
    func wrapping(text: String, width: Int, lines: [String]) {
        #expect(Self.plain(HelpWrapping.wrap([HelpPiece(text)], width: width)) == lines)
    }

    /// A word may be made of pieces of several looks; it is not broken between them.
    @Test func wordsOfSeveralPieces() {
        let pieces = [HelpPiece("see the function "), HelpPiece("vimeo", .code), HelpPiece(", too")]
        let lines = HelpWrapping.wrap(pieces, width: 22)
        #expect(lines == [[HelpPiece("see the function")], [HelpPiece("vimeo", .code), HelpPiece(", too")]])
    }

    @Test("lines after the first are indented")
    func indentation() {
        let lines = HelpWrapping.wrap(
            [HelpPiece("one two three four five")],
            width: 20,
            after: [HelpPiece("term  ", .parameter)],
            indentation: 6
        )
        #expect(Self.plain(lines) == ["term  one two three", "      four five"])
        #expect(lines[0].map(\.role) == [.parameter, .plain])
    }

    @Test(
        "what could move the cursor is replaced",
        arguments: ["a\u{1B}[2Jb", "a\u{7}b", "a\u{202E}b", "a\u{9B}b", "a\u{2066}b", "a\u{0}b"]
    )
    func hostileText(text: String) {
        let entry = HelpEntry(name: text, summary: text, text: "")
        let shown = Self.plain(HelpText.lines(forHits: [entry], width: 80)).joined()
        #expect(
            shown.unicodeScalars.allSatisfy { $0.value >= 0x20 && ![0x7, 0x9B, 0x202E, 0x2066].contains($0.value) }
        )
        #expect(shown.contains("\u{FFFD}"))
    }

    @Test("pages fit the window; only code may be wider", arguments: [40, 60, 80, 200])
    func pagesFit(width: Int) {
        let pages =
            HelpTopic.all.map { HelpText.lines(for: $0, width: width) }
            + LanguageDigest.entries.map { Array(HelpText.lines(for: $0, width: width).dropFirst(2)) }
        for line in pages.joined() where !line.contains(where: { $0.role == .code }) {
            #expect(line.reduce(0) { $0 + $1.text.count } <= width, "\(line)")
        }
    }

    @Test("no line ends with a blank")
    func noTrailingBlanks() {
        for topic in HelpTopic.all {
            let lines = Self.plain(HelpText.lines(for: topic, width: 60))
            #expect(lines.filter { $0.hasSuffix(" ") } == [])
        }
    }

    /// A page has its name, its text in paragraphs, lists and code.
    @Test func topic() {
        let body = """
            One two
            three.

              term  what it is
              other term

                code(1)

                code(2)
            """
        let lines = HelpText.lines(for: HelpTopic(HelpSection(heading: "name: about it", body: body)), width: 80)
        #expect(
            Self.plain(lines) == [
                "name: about it", "", "One two three.", "", "  term        what it is", "  other term", "", "  code(1)",
                "",
                "  code(2)",
            ]
        )
        #expect(lines[0].map(\.role) == [.heading, .dim])
        #expect(lines[4].map(\.role) == [.plain, .parameter, .plain])
        #expect(lines[7] == [HelpPiece("  code(1)", .code)])
    }

    /// A function of Lua shows how it is called, also as a method, and an example.
    @Test func digestEntry() throws {
        let entry = try #require(LanguageDigest.entry("string.rep"))
        let lines = HelpText.lines(for: entry, width: 80)
        #expect(
            Self.plain(lines) == [
                "string.rep(s, n [, sep])", "also s:rep(n [, sep])", "",
                "The string n times in a row, with sep between.", "", "  print((\"ab\"):rep(3, \"-\"))",
            ]
        )
        #expect(lines[0].map(\.role) == [.heading, .parameter])
        #expect(lines[5].map(\.role) == [.code])
    }

    /// A variable has no arguments.
    @Test func variable() throws {
        let entry = try #require(LanguageDigest.entry("math.pi"))
        #expect(HelpText.lines(for: entry, width: 80).first == [HelpPiece("math.pi", .heading)])
    }

    /// Names that are too long stand on a line of their own; few of them do not move all others.
    @Test func hits() {
        let long = String(repeating: "n", count: 40)
        let entries = [
            HelpEntry(name: "short", summary: "about", text: ""), HelpEntry(name: long, summary: "more", text: ""),
        ]
        #expect(
            Self.plain(HelpText.lines(forHits: entries, width: 80)) == [
                "  short" + String(repeating: " ", count: 25) + "about", "  \(long)",
                String(repeating: " ", count: 32) + "more",
            ]
        )
        #expect(Self.plain(HelpText.lines(forHits: [], width: 80)) == ["nothing found"])
    }

    /// Code keeps its own indentation and the empty lines inside it.
    @Test func blocks() {
        #expect(
            HelpBlock.parse("    a\n      b\n\n    c\ntext\n\n  t  x\n\n  u  y\n  $ ls") == [
                .code(["a", "  b", "", "c"]), .paragraph("text"), .items([.init(term: "t", text: "x")]),
                .items([.init(term: "u", text: "y")]), .shell(["$ ls"]),
            ]
        )
        #expect(HelpBlock.parse("\n \n").isEmpty)
    }
}
