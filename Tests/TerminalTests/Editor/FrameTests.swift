import Testing

@testable import Terminal

/// What the editor shows.
struct FrameTests {
    private func editor(_ text: String, history: [String] = []) -> Editor {
        Editor(language: TestLanguage.blocks, history: history, initialText: text)
    }

    @Test(
        "Text wraps at the window's width and no wide character is split",
        arguments: [
            ("", 10, ["> ▮"]), ("abc", 10, ["> abc▮"]), ("abcdefgh", 10, ["> abcdefgh", "▮"]),
            ("abcdefg", 10, ["> abcdefg▮"]), ("abcdefghij", 10, ["> abcdefgh", "ij▮"]),
            ("a\nb", 10, ["> a", ". b▮"]), ("a\n", 10, ["> a", ". ▮"]), ("abc漢", 6, ["> abc", "漢▮"]),
            ("ab漢", 6, ["> ab漢", "▮"]), ("👨‍👩‍👧👍🏽🇩🇪", 6, ["> 👨‍👩‍👧👍🏽", "🇩🇪▮"]), ("e\u{301}x", 4, ["> e\u{301}x", "▮"]),
            ("\tx", 10, [">     x▮"]), ("a\tx", 10, ["> a   x▮"]), ("漢\tx", 10, ["> 漢  x▮"]),
            ("\u{1B}[0m", 10, ["> ^[[0m▮"]), ("\u{7F}\u{0}", 10, ["> ^?^@▮"]), ("\u{202E}", 12, ["> \\u{202e}▮"]),
            ("\u{85}", 10, ["> \\u{85}▮"]), ("\u{200B}\u{2028}", 30, ["> \\u{200b}\\u{2028}▮"]),
            ("\u{301}", 10, ["> \u{25CC}\u{301}▮"]), ("\u{202E}", 4, ["> …▮"]), ("漢", 1, ["…", "▮"]),
            ("ab", 1, ["a", "b", "▮"]), ("ab", 2, ["ab", "▮"]), ("ab", 3, ["…ab", "▮"]), ("ab", 0, ["a", "b", "▮"]),
            ("\u{600}1", 12, ["> \\u{600}1▮"]),
        ]
    )
    func wrapping(text: String, columns: Int, expected: [String]) {
        var editor = editor(text)
        #expect(editor.shown(columns: columns) == expected)
    }

    @Test(
        "The cursor is where the text says",
        arguments: [
            ("abcdefghij<left><left>", 10, ["> abcdefgh", "▮ij"]),
            ("abcdefghij<left><left><left>", 10, ["> abcdefg▮h", "ij"]),
            ("abc漢<left>", 6, ["> abc", "▮漢"]), ("ab<A-enter>cd<left><up>", 10, ["> a▮b", ". cd"]),
            ("ab<C-a>", 10, ["> ▮ab"]), ("abcdefgh<A-enter><left>", 10, ["> abcdefgh", "▮", ". "]),
        ]
    )
    func cursor(keys: String, columns: Int, expected: [String]) {
        var editor = editor("")
        editor.press(keys)
        #expect(editor.shown(columns: columns) == expected)
    }

    /// A prompt that does not fit leaves two columns for the text.
    @Test func narrowPrompt() {
        var editor = editor("abc")
        #expect(editor.shown(columns: 6, prompt: "vimeo> ") == ["vim…ab", "c▮"])
        #expect(editor.shown(columns: 20, prompt: "\u{1B}[1m> ") == ["^[[1m> abc▮"])
    }

    /// A high text scrolls just as far as the cursor needs, and fills the window.
    @Test func scrolling() {
        var editor = editor("1\n2\n3\n4\n5")
        #expect(editor.shown(rows: 3) == [". 3", ". 4", ". 5▮"])
        editor.press("<up><up>")
        #expect(editor.shown(rows: 3) == [". 3▮", ". 4", ". 5"])
        editor.press("<up>")
        #expect(editor.shown(rows: 3) == [". 2▮", ". 3", ". 4"])
        editor.press("<A-<>")
        #expect(editor.shown(rows: 3) == ["> ▮1", ". 2", ". 3"])
        editor.press("<A->>")
        #expect(editor.shown(rows: 1) == [". 5▮"])
        #expect(editor.shown(rows: 0) == [". 5▮"])
        #expect(editor.shown(rows: 4) == [". 2", ". 3", ". 4", ". 5▮"])
        #expect(editor.shown(rows: 9) == ["> 1", ". 2", ". 3", ". 4", ". 5▮"])
        editor.press("<A-<><C-k><C-k><C-k><C-k><C-k><C-k><C-k><C-k><C-k>")
        #expect(editor.shown(rows: 3) == ["> ▮"])
    }

    /// A single line higher than the window scrolls by its rows, also when the width changes.
    @Test func longLine() {
        var editor = editor("abcdefghijklmnopqrst")
        #expect(editor.shown(columns: 6, rows: 2) == ["klmnop", "qrst▮"])
        editor.press("<C-a>")
        #expect(editor.shown(columns: 6, rows: 2) == ["> ▮abcd", "efghij"])
        editor.press("<C-e>")
        #expect(editor.shown(columns: 6, rows: 2) == ["klmnop", "qrst▮"])
        #expect(editor.shown(columns: 40, rows: 2) == ["> abcdefghijklmnopqrst▮"])
    }

    /// The suggestion is dimmed behind the cursor, its first line only, and gone when the input ends.
    @Test func ghost() {
        var editor = editor("", history: ["print(1)\nend", "\u{1B}x", "a\nb"])
        #expect(editor.shown(styled: true) == ["> ▮"])
        editor.press("pr")
        #expect(editor.shown(styled: true) == ["> pr{▮int(1)…}"])
        #expect(editor.shown(columns: 6, styled: true) == ["> pr{▮in}", "{t(1)…}"])
        #expect(editor.shown(columns: 4, styled: true) == ["> pr", "{▮int(}", "{1)…}"])
        editor.press("<left>")
        #expect(editor.shown(styled: true) == ["> p▮r"])
        editor.press("<C-e><enter>")
        #expect(editor.shown(styled: true) == ["> pr▮"])
        editor.press("<C-u>a")
        #expect(editor.shown(styled: true) == ["> a{▮…}"])
        editor.press("<C-r>")
        #expect(editor.shown(styled: true) == ["{(search) }'': a▮"])
    }

    /// After the input ended the cursor stands behind the text.
    @Test func finished() {
        var editor = editor("f(\nx(")
        editor.press("<A-<><enter>")
        #expect(editor.shown() == ["> f(", ". x(▮"])
    }

    /// The hint is one row below the text, cut at the window's width.
    @Test func hint() {
        var editor = editor("f(")
        #expect(editor.shown(columns: 12, styled: true) == ["> f(▮", "hint: a", "number, a{ …}"])
        #expect(editor.shown(columns: 40) == ["> f(▮", "hint: a number, a string"])
        #expect(editor.shown(rows: 1) == ["> f(▮"])
        editor.press("<C-r>")
        #expect(editor.shown() == ["(search) '': f(▮"])
    }

    /// The search shows the query, the entry with the match, and that nothing matches.
    @Test func search() {
        var editor = editor("draft", history: ["local x\nprint(x)", "漢字"])
        editor.press("<C-r>prin")
        #expect(editor.shown(columns: 30, styled: true) == ["{(search) }'prin': local x", ". [▮prin]t(x)"])
        editor.press("z")
        #expect(editor.shown(columns: 40, styled: true)[0] == "{(search) }'prinz': no match local x")
        editor.press("<bs>tttttttttttt")
        #expect(editor.shown(columns: 20)[0] == "(search) '…tttt':…lo")
        editor.press("<C-g>")
        #expect(editor.shown() == ["> draft▮"])
    }

    /// Styles reach the characters they cover; ranges beyond the text or inside a character do no harm.
    @Test func highlight() {
        let red = Style(color: .red)
        let bold = Style(isBold: true)
        let language = TestLanguage(highlight: { _, cursor in
            [
                .init(-5..<1, red), .init(1..<2, red), .init(3..<4, bold), .init(5..<99, red), .init(6..<7, bold),
                .init(200..<300, red), .init(4..<4, bold), .init((cursor ?? 0)..<(cursor ?? 0), red),
            ]
        })
        var editor = Editor(language: language, history: [], initialText: "ab漢cd\te\n\u{1}f")
        let frame = editor.frame(prompt: [], continuation: [], columns: 20, rows: 5)
        #expect(
            frame.rows == [
                [
                    Frame.Span("ab", red), Frame.Span("漢"), Frame.Span("c", red), Frame.Span("d", bold),
                    Frame.Span("  e", red),
                ],
                [Frame.Span("^A", .dimmed), Frame.Span("f", red)],
            ]
        )
    }

    /// Only what the window can show is asked for its style, wherever the cursor is in a long text.
    @Test func highlightFarDown() {
        let language = TestLanguage(highlight: { text, _ in [.init(0..<text.utf8.count, .reversed)] })
        let text = String(repeating: "x\n", count: 500)
        var editor = Editor(language: language, history: [], initialText: text)
        #expect(editor.shown(rows: 3, styled: true) == [". [x]", ". [x]", ". ▮"])
        editor.press("<A-<>")
        #expect(editor.shown(rows: 3, styled: true) == ["> [▮x]", ". [x]", ". [x]"])
    }

    /// Any keys in any window give a sound frame and a cursor between characters.
    @Test func anything() {
        let alphabet = [
            "a", "漢", "\u{301}", "👍🏽", "🇩🇪", "(", " ", "<tab>", "<enter>", "<A-enter>", "<bs>", "<del>", "<left>",
            "<right>",
            "<up>", "<down>", "<C-k>", "<C-u>", "<C-w>", "<C-y>", "<A-y>", "<C-t>", "<A-t>", "<A-u>", "<A-c>", "<C-_>",
            "<A-_>", "<C-r>", "<C-s>", "<esc>", "<A-b>", "<A-f>", "<C-a>", "<C-e>", "<paste:do\tx\n\u{1B}[2J>", "end",
            "s",
            "\u{200D}", "<A-p>", "<A-n>", "do", "<S-tab>",
        ]
        var state: UInt64 = 1
        var editor = editor("", history: ["string", "e\u{301}\nstr", "👨‍👩‍👧\tdo"])
        for step in 0..<6000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let random = Int(state >> 33)
            editor.press(alphabet[random % alphabet.count])
            _ = editor.shown(columns: random / 64 % 30, rows: random / 2048 % 8)
            let buffer = editor.document.buffer
            #expect(buffer.boundary(atOrBefore: buffer.cursor) == buffer.cursor)
            #expect(buffer.lineStarts == TextBuffer(buffer.text).lineStarts)
            if step % 200 == 199 { editor.replaceText("") }
        }
    }
}
