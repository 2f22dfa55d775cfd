import Testing

@testable import Terminal

/// Earlier inputs: walking, suggesting, searching.
struct HistoryWalkTests {
    private static let three = ["one", "two\nlines", "three"]
    private static let calls = ["print(1)", "local x = 1", "Print(2)", "print(1)", "for\n  y\nend"]

    @Test(
        "Up and down walk through whole inputs, and nothing written is lost",
        arguments: [
            KeyCase("<up>", "three|"), KeyCase("<up><up>", "two\nlines|"), KeyCase("<up><up><up>", "two|\nlines"),
            KeyCase("<up><up><up><up>", "one|"), KeyCase("<up><up><up><up><up>", "one|"),
            KeyCase("<up><up><up><up><down>", "two\nlines|"), KeyCase("<C-p><C-n>", "|"), KeyCase("<down>", "|"),
            KeyCase("dra<left><up><down>", "dr|a"), KeyCase("draft<up><down>x", "draftx|"),
            KeyCase("<up>!<up><down>", "three!|"), KeyCase("d<A-p>!<A-p>?<A-n><A-n>", "d|"),
            KeyCase("d<A-p>!<A-p>?<A-n><A-n><A-p><A-p>", "two\nlines?|"),
            KeyCase("<up>!<down><up><C-_>", "three|"), KeyCase("ab<left><up><down><C-_>", "|"),
            KeyCase("<A-p><A-p>", "two\nlines|"), KeyCase("<A-p><A-p><A-p>", "one|"),
            KeyCase("<pgup><pgup><pgup><pgdn>", "two\nlines|"), KeyCase("<pgup><A-n>", "|"),
            KeyCase("a<A-enter>b<A-p>", "three|"), KeyCase("a<A-enter>b<up><home><up><down>", "|a\nb"),
            KeyCase("a<A-enter>b<up><home><up>", "three|"),
        ].map { KeyCase($0.keys, $0.expected, history: three) }
    )
    func walks(_ row: KeyCase) { row.check() }

    @Test(
        "The suggestion is taken as a whole or word by word, only at the end of the text",
        arguments: [
            KeyCase("pr<right>", "print(1)|"), KeyCase("pr<C-f>", "print(1)|"), KeyCase("pr<C-e>", "print(1)|"),
            KeyCase("pr<end>", "print(1)|"), KeyCase("pr<A-f>", "print|"), KeyCase("pr<C-right>", "print|"),
            KeyCase("pr<A-right><A-f>", "print(1|"), KeyCase("pr<A-f><A-f><A-f>", "print(1)|"),
            KeyCase("pr<left><right>", "pr|"), KeyCase("pr<left><C-e>", "pr|"),
            KeyCase("pr<left><C-e><C-e>", "print(1)|"),
            KeyCase("<right>", "|"), KeyCase("P<right>", "Print(2)|"), KeyCase("px<right>", "px|"),
            KeyCase("px<bs><right>", "print(1)|"), KeyCase("pr<right><C-_>", "pr|"),
            KeyCase("fo<right>", "for\n  y\nend|"),
            KeyCase("fo<A-f><A-f>", "for\n  y|"), KeyCase("print(1)<right>", "print(1)|"),
            KeyCase("pr<C-u>l<right>", "local x = 1|"), KeyCase("pr<tab>", "print|"),
            KeyCase("p<right><C-u>P<right>", "Print(2)|"),
            KeyCase("lx<C-_>lo<right>", "local x = 1|"), KeyCase("zz<up><down><C-u>l<end>", "local x = 1|"),
        ].map { KeyCase($0.keys, $0.expected, history: calls) }
    )
    func suggestions(_ row: KeyCase) { row.check() }

    /// A suggestion that would change the last character of the text is none; it is never part of what is submitted.
    @Test func suggestionLimits() {
        var editor = Editor(language: TestLanguage.blocks, history: ["older", "e\u{301}t"])
        #expect(editor.press("e<right>") == .none)
        #expect(editor.marked == "e|")
        editor.press("<bs>o")
        #expect(editor.press("<enter>") == .submit("o"))
    }

    @Test(
        "Incremental search",
        arguments: [
            KeyCase("<C-r>loc<right>", "l|ocal x = 1"), KeyCase("<C-r>print<C-e>", "print(1)|"),
            KeyCase("<C-r>print<C-r><C-e>", "Print(2)|"), KeyCase("<C-r>Print<C-e>", "Print(2)|"),
            KeyCase("<C-r>print<C-r><C-r><C-e>", "print(1)|"), KeyCase("<C-r>print<C-r><C-r><C-r><C-e>", "print(1)|"),
            KeyCase("<C-r>print<C-r><C-s><C-e>", "print(1)|"), KeyCase("ab<left><C-r>print<C-g>", "a|b"),
            KeyCase("ab<C-r>print<esc>", "ab|"), KeyCase("ab<C-r><C-a>", "|ab"),
            KeyCase("<C-r>x =<left>", "local| x = 1"),
            KeyCase("<C-r>loczz<C-e>", "local x = 1|"), KeyCase("ab<C-r>zz<C-e>", "ab|"),
            KeyCase("<C-r>print(2<bs><bs><C-e>", "print(1)|"), KeyCase("<C-r>lo<C-e><up><C-e>", "print(1)|"),
            KeyCase("<C-r>lo<C-e><down>", "Print(2)|"), KeyCase("draft<C-r>lo<C-e><A-n><A-n><A-n><A-n>", "draft|"),
            KeyCase("<C-r>y<C-e>", "for\n  y|\nend"), KeyCase("<C-r><paste:local><C-e>", "local x = 1|"),
            KeyCase("<up><up><up><up>!<C-s>pri<C-e>", "Print(2)|", history: []), KeyCase("<C-s>print<C-e>", "|"),
            KeyCase("<C-r>loc<C-e><C-r><C-r><C-a>", "|local x = 1"), KeyCase("<C-r>loc<bs>", "|"),
            KeyCase("<C-r>loc<C-k>", "|"), KeyCase("<C-r>local<C-o><C-e>", "local x = 1|"),
            KeyCase("<C-r>loc<enter>", "|local x = 1"), KeyCase("<C-r>x<C-e>!<C-_>", "local x = 1|"),
        ].filter { !$0.keys.hasPrefix("<up><up><up><up>!") }.map { KeyCase($0.keys, $0.expected, history: calls) }
    )
    func searches(_ row: KeyCase) { row.check() }

    /// Enter in a search submits what is complete and otherwise only takes it.
    @Test func enterInSearch() {
        var editor = Editor(language: TestLanguage.blocks, history: ["do x", "print(1)"])
        #expect(editor.press("<C-r>pri<enter>") == .submit("print(1)"))
        #expect(editor.press("<C-r>do<enter>") == .none)
        #expect(editor.marked == "|do x")
        #expect(editor.press("<C-r><bs>") == .bell)
        #expect(editor.press("<C-r>zz<C-r>") == .bell)
        #expect(editor.press("<C-l>") == .redraw)
        #expect(editor.press("<C-c>") == .interrupt)
        #expect(editor.shown() == ["> do x▮"])
    }

    @Test(
        "Up shows only what begins with the text before the cursor",
        arguments: [
            KeyCase("pr<up>", "print(1)|"), KeyCase("pr<up><up>", "print(0)|"), KeyCase("pr<up><up><up>", "print(0)|"),
            KeyCase("pr<up><up><down>", "print(1)|"), KeyCase("pr<up><down>", "pr|"), KeyCase("x<up>", "x|"),
            KeyCase("print(1)<up>", "print(1)|"), KeyCase("print<home><up>", "local|"), KeyCase("l<up>", "local|"),
            KeyCase("prz<left><up>", "print(1)|"), KeyCase("prz<left><up><down>", "pr|z"), KeyCase(" <up>", "local|"),
            KeyCase("pr<up><left><up>", "print(0)|"), KeyCase("pr<A-p>", "local|"), KeyCase("pr<pgup>", "local|"),
            KeyCase("P<up>", "P|"), KeyCase("pr<up><C-u>p<down>", "pr|"), KeyCase("<up>", "local|"),
        ].map { KeyCase($0.keys, $0.expected, history: ["print(0)", "print(1)", "local"]) }
    )
    func prefixes(_ row: KeyCase) { row.check() }

    /// A search shows what more it would find, and says when it finds no more.
    @Test func searchRows() {
        let history = (1...7).map { "print(\($0))" } + ["for\n  print(8)\nend"]
        var editor = Editor(language: TestLanguage.blocks, history: history)
        #expect(editor.press("<C-r>pri") == .none)
        #expect(editor.shown(columns: 30).suffix(4) == ["print(7)", "print(6)", "print(5)", "print(4)"])
        editor.press("<C-r>")
        #expect(
            editor.shown(columns: 30) == [
                "(search) 'pri': ▮print(7)", "print(6)", "print(5)", "print(4)", "print(3)",
            ]
        )
        for _ in 0..<6 { #expect(editor.press("<C-r>") == .none) }
        #expect(editor.shown(columns: 30) == ["(search) 'pri': ▮print(1)"])
        #expect(editor.press("<C-r>") == .bell)
        #expect(editor.shown(columns: 30) == ["(search) 'pri': ▮print(1)", "no older match"])
        #expect(editor.press("<C-s>") == .none)
        #expect(editor.shown(columns: 30, rows: 2) == ["(search) 'pri': ▮print(2)", "print(3)"])
        editor.press("<C-g>")
        #expect(editor.shown() == ["> ▮"])
    }

    /// What was changed in an entry is found; what it was before is not.
    @Test func searchSeesChanges() {
        var editor = Editor(language: TestLanguage.blocks, history: ["one", "two"])
        editor.press("<up><up>!<C-r>e!<C-e>")
        #expect(editor.marked == "one!|")
        editor.press("<A-n><A-n>draft<C-r>!<C-e>?")
        #expect(editor.marked == "one!?|")
    }

    @Test(
        "Search without a capital letter ignores case",
        arguments: [
            ("abc", "B", nil), ("aBc", "b", 1..<2), ("aBc", "B", 1..<2), ("", "a", nil), ("a", "", nil),
            ("xÄy", "ä", 1..<3), ("xäy", "Ä", nil), ("漢字", "字", 3..<6), ("aab", "ab", 1..<3), ("ab", "abc", nil),
        ] as [(String, String, Range<Int>?)]
    )
    func smartCase(text: String, query: String, expected: Range<Int>?) {
        #expect(text.firstRange(of: query) == expected)
    }
}
