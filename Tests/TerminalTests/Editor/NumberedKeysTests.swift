import Testing

@testable import Terminal

/// Numbers, quoting, last arguments and pages.
struct NumberedKeysTests {
    @Test(
        "A number before a key says how often it acts, inside a text of several lines only there",
        arguments: [
            KeyCase("abcdef<A-3><left>", "abc|def"), KeyCase("<A-3>x", "xxx|"), KeyCase("<A-1>2x", "xxxxxxxxxxxx|"),
            KeyCase("abcdef<A-2><bs>", "abcd|"), KeyCase("abcdef<A-9><bs>", "|"), KeyCase("abc<C-a><A-2><C-d>", "|c"),
            KeyCase("a b c d<A-2><A-bs>", "a b |"), KeyCase("a b c d<A-2><A-bs><C-y>", "a b c d|"),
            KeyCase("a b c<A-2><A-b>", "a |b c"), KeyCase("a b<C-a><A-2><A-u>", "A B|"), KeyCase("ab<A-2><C-_>", "|"),
            KeyCase("<A-3><C-g>x", "x|"), KeyCase("<A-3><esc>x", "x|"), KeyCase("<A-0>x", "|"),
            KeyCase("<paste:a\nb\nc\nd><A-2><up>", "a\nb|\nc\nd", history: ["old"]),
            KeyCase("<paste:a\nb\nc\nd><A-9><up>", "a|\nb\nc\nd", history: ["old"]),
            KeyCase("<paste:a\nb><A-<><A-9><up>", "|a\nb", history: ["old"]),
            KeyCase("<A-2><up>", "b|", history: ["a", "b", "c"]), KeyCase("<A-9><up>", "a|", history: ["a", "b", "c"]),
            KeyCase("<A-2><A-p><A-9><A-n>", "|", history: ["a", "b", "c"]),
        ]
    )
    func counts(_ row: KeyCase) { row.check() }

    @Test(
        "Ctrl-V inserts the next key as it is",
        arguments: [
            KeyCase("a<C-v><tab>b", "a\tb|"), KeyCase("<C-v><esc>", "\u{1B}|"), KeyCase("<C-v><C-a>x", "\u{1}x|"),
            KeyCase("<C-v><enter>", "\n|"), KeyCase("<C-v>x", "x|"), KeyCase("<C-v><bs>", "\u{7F}|"),
            KeyCase("<C-v><A-x>", "\u{1B}x|"), KeyCase("<C-v><up>x", "x|"), KeyCase("<C-v><C-v>", "\u{16}|"),
            KeyCase("<C-v><C-c>x", "\u{3}x|"), KeyCase("<C-v><C- >x", "\u{0}x|"), KeyCase("<C-v><tab><C-_>", "|"),
        ]
    )
    func quoting(_ row: KeyCase) { row.check() }

    @Test(
        "Alt-. inserts the last argument of an input, again that of an older one",
        arguments: [
            KeyCase("x <A-.>", "x c|"), KeyCase("x <A-.><A-.>", "x b|"), KeyCase("x <A-.><A-.><A-.>", "x b|"),
            KeyCase("x <A-.>y<A-.>", "x cyc|"), KeyCase("x <A-.><A-.><C-_>", "x c|"),
        ].map { KeyCase($0.keys, $0.expected, history: ["b", " \n", "print c"]) }
    )
    func lastArguments(_ row: KeyCase) { row.check() }

    @Test("Page Up and Page Down go by rows and stay inside a text taller than the window", arguments: [20, 7])
    func pages(columns: Int) {
        for text in [(1...30).map { "line \($0)" }.joined(separator: "\n"), String(repeating: "abcdefgh ", count: 60)] {
            var editor = Editor(language: TestLanguage.blocks, history: ["old"], initialText: text)
            var tops: [String] = []
            repeat {
                let top = editor.shown(columns: columns, rows: 8)[0]
                if top != tops.last { tops.append(top) }
            } while editor.press("<pgup>") != .bell
            #expect(tops.count > 3)
            #expect(editor.shown(columns: columns, rows: 8)[0].hasPrefix("> "))
            #expect(editor.text == text)
            for _ in 0..<200 { editor.press("<pgdn>") }
            #expect(editor.press("<pgdn>") == .bell)
            #expect(editor.text == text)
            #expect(editor.cursor > text.utf8.count - 30)
        }
    }

    /// A pending number is shown, and nothing of a finished text is marked.
    @Test func display() {
        var editor = Editor(language: TestLanguage.blocks, history: [])
        editor.press("a<A-1>2")
        #expect(editor.shown(styled: true) == ["> a▮", "{12 ×}"])
        editor.press("<C-g>")
        #expect(editor.shown(styled: true) == ["> a▮"])
        var cursors: [Int?] = []
        let language = TestLanguage(highlight: { _, cursor in
            cursors.append(cursor)
            return []
        })
        editor = Editor(language: language, history: [])
        editor.press("()")
        _ = editor.shown()
        editor.press("<enter>")
        _ = editor.shown()
        #expect(cursors == [2, nil])
    }
}
