import Testing

@testable import Terminal

/// Text is broken between words.
struct RowWrappingTests {
    private func wrapped(_ text: String, _ columns: Int, limit: Int = .max) -> [String] {
        [Frame.Span(text)].wrapped(to: columns, limit: limit).map { $0.map(\.text).joined() }
    }

    @Test(
        "Words stay whole, blanks at a break are dropped, others stay",
        arguments: [
            ("one two three", 7, ["one two", "three"]), ("one  two", 20, ["one  two"]),
            ("  one two", 7, ["  one", "two"]),
            ("one   two", 5, ["one", "two"]), ("", 5, [""]), ("   ", 5, [""]),
            ("abcdefgh ij", 5, ["abcde", "fgh", "ij"]),
            ("漢字 漢字", 5, ["漢字", "漢字"]), ("漢", 1, ["…"]), ("a\u{1B}b c", 4, ["a^[b", "c"]),
        ]
    )
    func words(text: String, columns: Int, rows: [String]) {
        #expect(wrapped(text, columns) == rows)
    }

    @Test(
        "What is too much ends after a whole word",
        arguments: [
            ("one two three four", 7, 2, ["one two", "three …"]), ("one two three", 9, 1, ["one two …"]),
            ("one two", 7, 1, ["one two"]), ("one two three", 5, 1, ["one …"]), ("abcdefgh ij", 5, 1, ["abcd…"]),
            ("a b", 1, 1, ["…"]), ("one", 5, 0, []),
        ]
    )
    func limit(text: String, columns: Int, limit: Int, rows: [String]) {
        #expect(wrapped(text, columns, limit: limit) == rows)
    }

    @Test("No word of a message is broken at any width", arguments: [20, 40, 80, 200])
    func messages(columns: Int) {
        let text =
            "requests are shown as they are sent, with the time they took, until :trace off switches that off again"
        let lines = TerminalText.wrapped(text, columns: columns, indentation: 2)
        #expect(lines.allSatisfy { TextWidth.of($0) <= columns })
        #expect(lines.flatMap { $0.split(separator: " ") } == text.split(separator: " "))
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("  ") })
    }

    @Test("Words may be made of several styles")
    func styles() {
        let row = [Frame.Span("f("), Frame.Span("long", Style(isBold: true)), Frame.Span(", b)  text")]
        let rows = row.wrapped(to: 9)
        #expect(rows.map { $0.map(\.text).joined() } == ["f(long,", "b)  text"])
        #expect(rows[0][1] == Frame.Span("long", Style(isBold: true)))
    }

    @Test("A hint takes several rows, never half a word", arguments: [20, 40, 80, 200])
    func hints(columns: Int) {
        let text =
            "vimeo.get(path [, query [, options]])  Reads what is at a path, and returns a response with its body."
        let language = TestLanguage(hint: { _, _ in [Frame.Span(text)] })
        var editor = Editor(language: language, history: [], initialText: "f(")
        let rows = editor.shown(columns: columns, rows: 24).dropFirst()
        #expect((1...3).contains(rows.count))
        let words = Set(text.split(separator: " ").map(String.init) + ["…"])
        #expect(rows.flatMap { $0.split(separator: " ") }.allSatisfy { words.contains(String($0)) })
    }
}
