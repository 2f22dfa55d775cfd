import Testing

@testable import Terminal

/// Tab and the menu.
struct CompletionTests {
    @Test(
        "Tab inserts what is sure and opens a menu for the rest, which narrows while typing",
        arguments: [
            KeyCase("pr<tab>", "print|"), KeyCase("pr<tab><tab>", "print|"), KeyCase("zz<tab>", "zz|"),
            KeyCase("s<tab>", "str|"), KeyCase("x.s<tab>", "x.str|"), KeyCase("s<tab><C-_>", "s|"),
            KeyCase("s<tab><tab>", "str|"), KeyCase("s<tab><enter>", "string|"),
            KeyCase("s<tab><tab><enter>", "strict|"),
            KeyCase("str<tab><tab><enter>", "strict|"), KeyCase("str<tab><down><down><enter>", "strong|"),
            KeyCase("str<tab><right><left><enter>", "string|"), KeyCase("str<tab><up><enter>", "strong|"),
            KeyCase("str<tab><S-tab><S-tab><enter>", "strict|"), KeyCase("str<tab><C-n><C-p><C-p><enter>", "strong|"),
            KeyCase("str<tab><tab><tab><tab><enter>", "string|"), KeyCase("str<tab><tab><esc>", "str|"),
            KeyCase("str<tab><tab><C-g>x", "strx|"), KeyCase("str<tab>i", "stri|"),
            KeyCase("str<tab>ic<tab>", "strict|"), KeyCase("str<tab>i<tab><enter>", "strict|"),
            KeyCase("str<tab>ix<enter>", "strix|"), KeyCase("str<tab>i<bs><tab><tab><enter>", "strong|"),
            KeyCase("str<tab><tab>i<enter>", "strict|"), KeyCase("str<tab>i <enter>", "stri |"),
            KeyCase("str<tab><bs><enter>", "string|"), KeyCase("str<tab><pgdn><enter>", "strict|"),
            KeyCase("str<tab><pgdn><pgdn><pgdn><enter>", "strong|"), KeyCase("str<tab><pgup><enter>", "string|"),
            KeyCase("str<tab><enter><C-_>", "str|"), KeyCase("str<tab><bs>", "st|"), KeyCase("str<tab><C-a>", "|str"),
            KeyCase("a str b<left><left><tab><enter>", "a string| b"), KeyCase("str<tab><C-o>", "str|"),
            KeyCase("str<tab><C-o><enter>", "string|"), KeyCase("str<tab><paste:x>", "strx|"),
        ]
    )
    func tabs(_ row: KeyCase) { row.check() }

    /// No proposal, or one that is already there, rings; taking one does not submit.
    @Test func outcomes() {
        var editor = Editor(language: TestLanguage.blocks, history: [])
        #expect(editor.press("zz<tab>") == .bell)
        #expect(editor.press("<C-u>print<tab>") == .bell)
        #expect(editor.press("<C-u>str<tab>") == .none)
        #expect(editor.press("<C-l>") == .redraw)
        #expect(editor.press("<enter>") == .none)
        #expect(editor.press("<enter>") == .submit("string"))
    }

    @Test(
        "Ranges outside the text or inside a character are made to fit",
        arguments: [
            (-5 ..< -2, "x|é"), (7..<9, "éx|"), (1..<2, "x|"), (0..<1, "x|"), (0..<99, "x|"),
        ]
    )
    func ranges(range: Range<Int>, expected: String) {
        let candidate = EditorCompletion.Candidate(text: "x", label: "x")
        let language = TestLanguage(complete: { _, _ in .init(range: range, candidates: [candidate]) })
        var editor = Editor(language: language, history: [], initialText: "é")
        editor.press("<tab>")
        #expect(editor.marked == expected)
    }

    @Test(
        "A prefix that does not continue the text is not inserted",
        arguments: [
            (["Stone", "Stick"], "st|"), (["stone", "stick"], "st|"), (["stone", "stones"], "stone|"),
            (["a", "b"], "st|"),
        ]
    )
    func prefixes(texts: [String], expected: String) {
        let candidates = texts.map { EditorCompletion.Candidate(text: $0, label: $0) }
        let language = TestLanguage(complete: { _, cursor in .init(range: 0..<cursor, candidates: candidates) })
        var editor = Editor(language: language, history: [], initialText: "st")
        editor.press("<tab>")
        #expect(editor.marked == expected)
    }

    private func editor(
        _ labels: [String],
        details: [String] = [],
        omitted: Int = 0,
        text: String = "x"
    ) -> Editor {
        let candidates = labels.enumerated().map { number, label in
            EditorCompletion.Candidate(
                text: String(label.reversed()),
                label: label,
                detail: details.isEmpty ? "" : details[number]
            )
        }
        let language = TestLanguage(
            complete: { _, cursor in .init(range: cursor..<cursor, candidates: candidates, omitted: omitted) },
            hint: { _, _ in [Frame.Span("hint")] }
        )
        return Editor(language: language, history: [], initialText: text)
    }

    /// The menu fills columns, hides the hint and leaves no trace.
    @Test func grid() {
        var editor = editor(["aa", "bbb", "c", "d", "e"])
        #expect(editor.shown(columns: 13) == ["> x▮", "hint"])
        editor.press("<tab>")
        #expect(editor.shown(columns: 13, styled: true) == ["> x▮", "[aa ]  bbb  c  ", "d    e  "])
        editor.press("<tab><tab><tab>")
        #expect(editor.shown(columns: 13, styled: true) == ["> x▮", "aa   bbb  c  ", "[d  ]  e  "])
        editor.press("<esc>")
        #expect(editor.shown(columns: 13) == ["> x▮", "hint"])
    }

    /// Details stand beside the labels when there is one column.
    @Test func details() {
        var editor = editor(["a", "bb"], details: ["first", "a long second\none"])
        editor.press("<tab>")
        #expect(editor.shown(columns: 22, styled: true) == ["> x▮", "[a ]  {first}", "bb  {a long second one}"])
        #expect(editor.shown(columns: 20, styled: true) == ["> x▮", "[a ]  {first}", "bb  {a long second …}"])
        editor.press("<tab>")
        #expect(
            editor.shown(columns: 20, styled: true) == [
                "> x▮", "a   {first}", "[bb]  {a long second …}", "{a long second one}",
            ]
        )
        // Where there is no room beside the labels, all the room is theirs.
        #expect(editor.shown(columns: 8, styled: true) == ["> x▮", "a   [bb]", "{a long}", "{second …}"])
    }

    /// Long lists are shown page by page, and what is said about the selected one stands below.
    @Test(arguments: [20, 40, 80, 200])
    func pages(columns: Int) {
        var editor = editor((0..<400).map { "name\($0)" }, details: (0..<400).map { "it is the number \($0) of them" })
        editor.press("<tab>")
        let first = editor.shown(columns: columns, rows: 24)
        #expect(first[1].hasPrefix("name0"))
        #expect(first.contains { $0.hasPrefix("… ") && $0.hasSuffix(" more") })
        #expect(first.suffix(2).joined(separator: " ").contains("number 0"))
        #expect(!first.contains { $0.contains("nam…") })
        editor.press("<pgdn>")
        let second = editor.shown(columns: columns, rows: 24, styled: true)
        #expect(!second.joined().contains("name0 "))
        #expect(second.joined().contains("["))
        editor.press("<pgup>")
        #expect(editor.shown(columns: columns, rows: 24) == first)
    }

    /// In a grid the arrows move by rows and columns.
    @Test(arguments: [("<down>", 3), ("<down><down>", 0), ("<up>", 3), ("<right><down>", 4), ("<right><right><up>", 2)])
    func rows(keys: String, place: Int) {
        var editor = editor(["aa", "bb", "cc", "dd", "ee"])
        editor.press("<tab>")
        _ = editor.shown(columns: 10)
        editor.press(keys)
        #expect(editor.menu?.selected == place)
    }

    /// Globals are paler than locals and fields.
    @Test func dimmed() {
        let candidates = [
            EditorCompletion.Candidate(text: "xa", label: "xa"),
            EditorCompletion.Candidate(text: "xb", label: "xb", isDim: true),
        ]
        let language = TestLanguage(complete: { _, cursor in .init(range: 0..<cursor, candidates: candidates) })
        var editor = Editor(language: language, history: [], initialText: "x")
        editor.press("<tab>")
        #expect(editor.shown(columns: 10, styled: true) == ["> x▮", "[xa]  {xb}"])
    }

    /// What closes a candidate is put behind it, except for what is there; then there is nothing more to do.
    @Test(
        "A taken candidate is closed",
        arguments: [
            ("", "xy\"]|"), ("\"", "xy\"]|"), ("\"]", "xy\"]|"), (")", "xy\"]|)"), ("\"])", "xy\"]|)"),
        ]
    )
    func closing(rest: String, expected: String) {
        let candidate = EditorCompletion.Candidate(text: "xy", label: "xy", closing: "\"]")
        let language = TestLanguage(complete: { _, cursor in .init(range: 0..<cursor, candidates: [candidate]) })
        var editor = Editor(language: language, history: [], initialText: "x" + rest)
        editor.press("<C-a><right>")
        #expect(editor.press("<tab>") == .none)
        #expect(editor.marked == expected)
    }

    /// The menu scrolls in the rows that are free, and says how many it does not show.
    @Test func scrolling() {
        var editor = editor((0..<30).map { "name\($0)" }, omitted: 5)
        editor.press("<tab>")
        #expect(editor.shown(columns: 10, rows: 4, styled: true) == ["> x▮", "[name0 ]", "name1 ", "{… 33 more}"])
        editor.press("<down><down>")
        #expect(editor.shown(columns: 10, rows: 4, styled: true) == ["> x▮", "name1 ", "[name2 ]", "{… 32 more}"])
        editor.press("<up>")
        #expect(editor.shown(columns: 10, rows: 4, styled: true) == ["> x▮", "[name1 ]", "name2 ", "{… 32 more}"])
        editor.press("<up><up>")
        #expect(editor.shown(columns: 10, rows: 4, styled: true) == ["> x▮", "name28", "[name29]", "{… 5 more}"])
        #expect(editor.shown(columns: 10, rows: 30).count == 11)
        #expect(editor.shown(columns: 10, rows: 2, styled: true) == ["> x▮", "[name29]"])
        #expect(editor.shown(columns: 10, rows: 1) == ["> x▮"])
        #expect(editor.shown(columns: 4, rows: 2, styled: true) == ["> x▮", "[name]"])
    }

    /// A text as high as the window gives up a row for the menu.
    @Test func fullWindow() {
        var editor = editor(["a", "b"], text: "1\n2\n3")
        editor.press("<tab>")
        #expect(editor.shown(columns: 10, rows: 3, styled: true) == [". 2", ". 3▮", "[a]  b"])
        editor.press("<C-g>")
        #expect(editor.shown(columns: 10, rows: 3) == [". 2", ". 3▮", "hint"])
    }
}
