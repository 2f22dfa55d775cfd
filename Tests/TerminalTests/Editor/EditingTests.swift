import Testing

@testable import Terminal

/// Keys that move and change text.
struct EditingTests {
    @Test("Each text is read once, however much is asked about it")
    func analysis() {
        var texts: [String] = []
        var language = TestLanguage.blocks
        language.onAnalysis = { texts.append($0) }
        var editor = Editor(language: language, history: [])
        for key in ["d", "o", "<tab>", "<left>", "<right>"] {
            editor.press(key)
            _ = editor.shown()
        }
        editor.press("<enter>")
        #expect(texts == ["d", "do", "do\n"])
    }

    @Test(
        "Typing, deleting and moving go by whole characters",
        arguments: [
            KeyCase("", "|"), KeyCase("abc", "abc|"), KeyCase("a<lt>b", "a<b|"),
            KeyCase("abc<left>", "ab|c"), KeyCase("abc<left><left><left><left>", "|abc"),
            KeyCase("abc<C-b>x", "abx|c"), KeyCase("abc<C-a><C-f>", "a|bc"), KeyCase("abc<home><right>", "a|bc"),
            KeyCase("abc<C-a>x<C-e>y", "xabcy|"), KeyCase("abc<home>x<end>y", "xabcy|"),
            KeyCase("abc<right>", "abc|"), KeyCase("abc<S-left>", "ab|c"),
            KeyCase("abc<bs>", "ab|"), KeyCase("abc<C-h><C-h>", "a|"), KeyCase("<bs>", "|"),
            KeyCase("abc<left><del>", "ab|"), KeyCase("abc<C-a><C-d>", "|bc"), KeyCase("abc<del>", "abc|"),
            KeyCase("e\u{301}x<left><left>", "|e\u{301}x"), KeyCase("e\u{301}<bs>", "|"),
            KeyCase("👨‍👩‍👧x<left><left>", "|👨‍👩‍👧x"), KeyCase("a👨‍👩‍👧<bs>", "a|"), KeyCase("🇩🇪🇫🇷<bs>", "🇩🇪|"),
            KeyCase("👍🏽<C-a><del>", "|"), KeyCase("漢字<left>", "漢|字"),
            KeyCase("e<paste:\u{301}>", "e\u{301}|"), KeyCase("\u{301}<C-a>e", "e\u{301}|"),
            KeyCase("🇫🇷<C-a>🇩🇪", "🇩🇪|🇫🇷"),
            KeyCase("a<A-enter>b<C-a>x", "a\nx|b"), KeyCase("a<A-enter>b<up><end>x", "ax|\nb"),
            KeyCase("a<A-enter>b<left><left>", "a|\nb"), KeyCase("a<A-enter><bs>", "a|"),
            KeyCase("a<A-enter>b<A-<>x", "x|a\nb"), KeyCase("a<A-enter>b<A-<><A->>x", "a\nbx|"),
            KeyCase("a<A-enter>b<C-home>x", "x|a\nb"), KeyCase("a<A-enter>b<C-home><C-end>x", "a\nbx|"),
        ]
    )
    func characters(_ row: KeyCase) { row.check() }

    @Test(
        "Word keys move, kill and change words",
        arguments: [
            KeyCase("foo bar<A-b>", "foo |bar"), KeyCase("foo bar<A-b><A-b>", "|foo bar"),
            KeyCase("foo bar<C-left>", "foo |bar"), KeyCase("foo bar<A-left>", "foo |bar"),
            KeyCase("foo bar<C-a><A-f>", "foo| bar"), KeyCase("foo bar<C-a><C-right><C-right>", "foo bar|"),
            KeyCase("foo bar<C-a><A-right>", "foo| bar"), KeyCase("a_1.b2<A-b>", "a_1.|b2"),
            KeyCase("a_1.b2<C-a><A-f>", "a_1|.b2"), KeyCase("größe 漢字<A-b><A-b>", "|größe 漢字"),
            KeyCase("x  (<A-b>", "|x  ("), KeyCase("x  (<C-a><A-f><A-f>", "x  (|"),
            KeyCase("a<A-enter>b<A-b><A-b>", "|a\nb"),
            KeyCase("foo bar<C-w>", "foo |"), KeyCase("foo a.b<C-w>", "foo |"), KeyCase("foo a.b<A-bs>", "foo a.|"),
            KeyCase("foo  <C-w>", "|"), KeyCase("<C-w>", "|"), KeyCase("foo a.b<C-bs>", "foo a.|"),
            KeyCase("foo bar<C-a><A-d>", "| bar"), KeyCase("foo bar<C-a><C-del>", "| bar"),
            KeyCase("foo bar<A-d>", "foo bar|"), KeyCase("foo bar<C-a><A-del>", "| bar"),
            KeyCase("foo bar<C-a><A-u>", "FOO| bar"), KeyCase("FOO bar<C-a><A-l>", "foo| bar"),
            KeyCase("fOO bar<C-a><A-c>", "Foo| bar"), KeyCase("foo bar<C-a><A-f><A-c>", "foo Bar|"),
            KeyCase("straße<C-a><A-u>", "STRASSE|"), KeyCase("foo<A-u>", "foo|"),
            KeyCase("foo bar<A-t>", "bar foo|"), KeyCase("foo bar<A-b><A-t>", "bar foo|"),
            KeyCase("foo bar baz<C-a><A-f><A-t>", "bar foo| baz"), KeyCase("foo<A-t>", "foo|"),
            KeyCase("foo, bar.<A-t>", "bar, foo|."), KeyCase("<A-t>", "|"),
            KeyCase("ab<C-t>", "ba|"), KeyCase("abc<left><C-t>", "acb|"), KeyCase("abc<C-a><right><C-t>", "ba|c"),
            KeyCase("a<C-t>", "|a", initial: ""), KeyCase("ab<C-a><C-t>", "|ab"),
            KeyCase("ab<A-enter><C-t>", "ab\n|"), KeyCase("x漢<C-t>", "漢x|"),
        ].filter { $0.keys != "a<C-t>" }
    )
    func words(_ row: KeyCase) { row.check() }

    @Test(
        "Kills join in their direction and come back",
        arguments: [
            KeyCase("foo bar<C-a><C-k>", "|"), KeyCase("foo bar<A-b><C-k>", "foo |"),
            KeyCase("foo bar<A-b><C-u>", "|bar"), KeyCase("foo bar<C-u><C-y>", "foo bar|"),
            KeyCase("foo bar<C-w><C-w><C-y>", "foo bar|"),
            KeyCase("foo bar<C-a><A-d><A-d><C-y><C-y>", "foo barfoo bar|"),
            KeyCase("foo bar<A-b><C-k><C-u><C-y>", "foo bar|"), KeyCase("foo bar<A-b><C-u><C-k><C-y>", "foo bar|"),
            KeyCase("a<A-enter>b<C-a><C-k><C-y>", "a\nb|"), KeyCase("a<A-enter>b<up><end><C-k>", "a|b"),
            KeyCase("a<A-enter>b<C-a><C-u>", "a|b"), KeyCase("a<A-enter>b<A-<><C-k><C-k><C-k><C-y>", "a\nb|"),
            KeyCase("<C-y>", "|"), KeyCase("a<A-y>", "a|"), KeyCase("<C-k>", "|"),
            KeyCase("one<C-u>two<C-u><C-y>", "two|"), KeyCase("one<C-u>two<C-u><C-y><A-y>", "one|"),
            KeyCase("one<C-u>two<C-u><C-y><A-y><A-y>", "two|"), KeyCase("one<C-u>two<C-u><C-y>x<A-y>", "twox|"),
            KeyCase("one<C-u>two<C-u><C-y><A-y>!<C-y>", "one!one|"),
            KeyCase("ab cd<C-w><left><right><C-w><C-y><A-y>", "cd|"),
            KeyCase("ab cd<C-w><C-a><C-k><C-y>", "ab |"),
        ]
    )
    func kills(_ row: KeyCase) { row.check() }

    @Test(
        "Undo takes back step by step, redo makes again",
        arguments: [
            KeyCase("abc<C-_>", "|"), KeyCase("abc<C-/>", "|"), KeyCase("abc<C-_><A-_>", "abc|"),
            KeyCase("abc<C-_><A-/>", "abc|"), KeyCase("abc<left>x<C-_>", "ab|c"), KeyCase("abc<left>x<C-_><C-_>", "|"),
            KeyCase("abc<bs><bs><C-_>", "ab|"), KeyCase("abc<bs><C-_>", "abc|"),
            KeyCase("foo bar<C-w><C-_>", "foo bar|"), KeyCase("foo<C-u><C-y><C-_>", "|"),
            KeyCase("a<paste:b\nc>d<C-_>", "ab\nc|"), KeyCase("a<paste:b\nc>d<C-_><C-_>", "a|"),
            KeyCase("abc<C-_>x<A-_>", "x|"), KeyCase("<C-_>", "|"), KeyCase("<A-_>", "|"),
            KeyCase("do<enter>x<C-_>", "do\n  |"), KeyCase("do<enter>x<C-_><C-_>", "do|"),
            KeyCase("do<enter>end<C-_>", "do\n  |"), KeyCase("do<enter>end<C-_><A-_>", "do\nend|"),
            KeyCase("foo<C-a><A-u><C-_>", "|foo"), KeyCase("ab<C-t><C-_>", "ab|"),
            KeyCase("x<C-_><A-_><C-_><A-_>", "x|"), KeyCase("e<paste:\u{301}><C-_>", "e|"),
            KeyCase("one<C-u>two<C-u><C-y><A-y><C-_>", "two|"),
        ]
    )
    func undo(_ row: KeyCase) { row.check() }

    @Test(
        "Lines begin, indent and move back as the language says",
        arguments: [
            KeyCase("do<enter>", "do\n  |"), KeyCase("do<C-j>x", "do\n  x|"), KeyCase("do<C-m>x", "do\n  x|"),
            KeyCase("x<A-enter>", "x\n|"), KeyCase("do<A-enter>", "do\n  |"), KeyCase("do<S-enter>", "do\n  |"),
            KeyCase("do x<left><A-enter>", "do \n  |x"), KeyCase("do  x<left><left><left><A-enter>", "do\n  |x"),
            KeyCase("do<enter>do<enter>x", "do\n  do\n    x|"),
            KeyCase("do<enter>end", "do\nend|"), KeyCase("do<enter>en", "do\n  en|"),
            KeyCase("{<enter>}", "{\n}|"), KeyCase("do<enter>else", "do\nelse|"),
            KeyCase("do<enter>elsei", "do\n  elsei|"), KeyCase("do<enter>elseif", "do\nelseif|"),
            KeyCase("do<enter>endpoint", "do\n  endpoint|"), KeyCase("do<enter>end x", "do\nend x|"),
            KeyCase("do<enter>x end", "do\n  x end|"), KeyCase("do<enter>  end", "do\nend|"),
            KeyCase("do<enter>    x", "do\n      x|"), KeyCase("do<enter>ed<left>n", "do\n  en|d"),
            KeyCase("do<enter><paste:end>", "do\n  end|"), KeyCase("do<enter>do<enter>end", "do\n  do\n  end|"),
            KeyCase("do<enter><bs>", "do\n|"), KeyCase("do<enter><bs><bs>", "do|"),
            KeyCase("   <bs>", "  |"), KeyCase("    <bs>", "  |"), KeyCase(" <bs>", "|"), KeyCase("x   <bs>", "x  |"),
            KeyCase("<paste:\t><bs>", "|"), KeyCase("<paste: \t><bs>", " |"),
            KeyCase("<tab>", "  |"), KeyCase("<tab><tab>x", "    x|"), KeyCase("<C-i>", "  |"),
            KeyCase("x<C-a><tab>", "  |x"), KeyCase("x<A-enter><tab>", "x\n  |"),
            KeyCase("<paste:a\r\nb\rc>", "a\nb\nc|"), KeyCase("<paste:do\n  x>", "do\n  x|"), KeyCase("<paste:>", "|"),
        ]
    )
    func lines(_ row: KeyCase) { row.check() }

    @Test(
        "Up and down keep the column, by width",
        arguments: [
            KeyCase("abcd<A-enter>ef<up>", "ab|cd\nef"),
            KeyCase("abcd<A-enter>e<A-enter>fghi<up><up>", "abcd|\ne\nfghi"),
            KeyCase("abcd<A-enter>e<A-enter>fghi<up>", "abcd\ne|\nfghi"),
            KeyCase("abcd<A-enter>e<A-enter>fghi<up><up><down><down>", "abcd\ne\nfghi|"),
            KeyCase("abcd<A-enter>e<A-enter>fghi<C-p><left><C-p>", "|abcd\ne\nfghi"),
            KeyCase("漢字<A-enter>abc<up>", "漢|字\nabc"), KeyCase("漢字<A-enter>abcd<up>", "漢字|\nabcd"),
            KeyCase("<paste:\tx\nabcd><up>", "\t|x\nabcd"), KeyCase("<paste:\tx\nabc><up>", "|\tx\nabc"),
            KeyCase("abc<A-enter>漢字<A-<><right><right><right><down>", "abc\n漢|字"),
            KeyCase("abc<A-enter>def<A-<><C-n>", "abc\n|def"), KeyCase("a<up>", "a|"), KeyCase("a<down>", "a|"),
        ]
    )
    func columns(_ row: KeyCase) { row.check() }

    @Test(
        "Keys without a meaning change nothing and ring",
        arguments: [
            "<C-o>", "<A-x>", "<C-q>", "<C-x>q", "<A-z>", "<S-tab>", "<A-up>", "<C-v><up>", "<A-tab>", "<C-del><A-y>",
            "<A-İ>", "<C-x><C-x>", "<up>", "<down>", "<A-p>", "<pgdn>", "<C-k>", "<C-y>", "<C-_>", "<del>", "<C-d>",
        ]
    )
    func bells(keys: String) {
        var editor = Editor(language: TestLanguage.blocks, history: [], initialText: "abc")
        #expect(editor.press(keys) == .bell)
        #expect(editor.marked == "abc|")
    }

    @Test(
        "Keys that the driver has to act on",
        arguments: [
            ("", "<C-d>", Editor.Outcome.endOfInput), ("x", "<C-c>", .interrupt), ("x", "<C-z>", .suspend),
            ("x", "<C-l>", .redraw), ("x", "<C-x><C-e>", .edit("x")), ("x", "<A-e>", .edit("x")),
            ("x", "<enter>", .submit("x")), ("", "<enter>", .submit("")), ("do", "<enter>", .none),
            ("do\nend", "<A-<><enter>", .submit("do\nend")), ("x", "<A-enter>", .none), ("x", "<esc>", .none),
            ("x", "<C-g>", .none), ("x", "<C-x><C-c>", .interrupt), ("x", "<C-x><C-g>", .none), ("x", "<C-d>", .bell),
            ("", "<del>", .bell), ("", "<bs>", .bell), ("x", "<paste:y\n>", .none),
        ]
    )
    func outcomes(text: String, keys: String, expected: Editor.Outcome) {
        var editor = Editor(language: TestLanguage.blocks, history: [], initialText: text)
        #expect(editor.press(keys) == expected)
    }

    /// With text waiting behind it, Tab is a tab and nothing indents; Enter still submits what is complete.
    @Test func typedAhead() {
        var editor = Editor(language: TestLanguage.blocks, history: [])
        #expect(editor.press("do<enter>x<tab>y<enter>end<enter>", hasMoreInput: true) == .submit("do\nx\ty\nend"))
        editor = Editor(language: TestLanguage.blocks, history: [])
        #expect(editor.press("do<enter>    x<enter>  end", hasMoreInput: true) == .none)
        #expect(editor.marked == "do\n    x\n  end|")
    }

    /// What another editor gave back replaces all of the text in one step.
    @Test func replacing() {
        var editor = Editor(language: TestLanguage.blocks, history: [], initialText: "a")
        editor.press("b")
        editor.replaceText("x\r\ny")
        #expect(editor.marked == "x\ny|")
        editor.press("<C-_>")
        #expect(editor.marked == "ab|")
    }

    /// A paste of 100,000 lines, in one piece or byte by byte, is handled in linear time and stays editable.
    @Test func hugePaste() {
        let text = String(repeating: "print(1) -- 漢字\n", count: 100_000)
        var editor = Editor(language: TestLanguage.blocks, history: ["print(1) x"])
        editor.press("<paste:\(text)>")
        editor.press("<up>x<A-<>y")
        #expect(editor.text.utf8.count == text.utf8.count + 2)
        #expect(editor.document.buffer.lineStarts.count == 100_001)
        #expect(editor.shown(rows: 3).count == 3)
        var queued = Editor(language: TestLanguage.blocks, history: [])
        var burst = KeyBurst()
        for _ in 0..<100_000 { burst.add(KeyNotation.keys("ab<enter>")) }
        for key in burst.joined { _ = queued.handle(key) }
        #expect(queued.document.buffer.lineStarts.count == 100_000)
    }
}
