import Testing

@testable import Terminal

/// The keys of vi.
struct ViTests {
    /// Keys after a text was typed and Escape pressed; `|` is before the cursor's character.
    private static func check(_ row: KeyCase, location: SourceLocation = #_sourceLocation) {
        var editor = Editor(
            language: TestLanguage.blocks,
            history: row.history,
            initialText: row.initial,
            keyStyle: .vi
        )
        editor.press(row.keys)
        #expect(editor.marked == row.expected, "\(row.keys)", sourceLocation: location)
    }

    @Test(
        "Escape leaves insert mode, and i, a, I, A, o, O enter it",
        arguments: [
            KeyCase("abc", "abc|"), KeyCase("abc<esc>", "ab|c"), KeyCase("abc<C-[>", "ab|c"), KeyCase("<esc>", "|"),
            KeyCase("abc<esc>ix", "abx|c"), KeyCase("abc<esc>ax", "abcx|"), KeyCase("  abc<esc>Ix", "  x|abc"),
            KeyCase("abc<esc>0Ax", "abcx|"), KeyCase("do<esc>ox", "do\n  x|"), KeyCase("abc<esc>Ox", "x|\nabc"),
            KeyCase("abc<esc>3ix<esc>", "abxx|xc"), KeyCase("abc<esc>q<esc>", "ab|c"), KeyCase("a<A-h>", "|a"),
            KeyCase("abc<esc><left>", "a|bc"), KeyCase("abc<esc><bs>", "a|bc"), KeyCase("abc<esc><del>", "a|b"),
            KeyCase("abc<esc><C-a>", "|abc"), KeyCase("ab<esc><paste:xy>", "abx|y"),
            KeyCase("ab<C-v><esc>x", "ab\u{1B}x|"),
        ]
    )
    func modes(_ row: KeyCase) { Self.check(row) }

    @Test(
        "Motions",
        arguments: [
            KeyCase("foo.bar baz<esc>b", "foo.bar |baz"), KeyCase("foo.bar baz<esc>bb", "foo.|bar baz"),
            KeyCase("foo.bar baz<esc>3b", "foo|.bar baz"), KeyCase("foo.bar baz<esc>BB", "|foo.bar baz"),
            KeyCase("foo.bar baz<esc>0w", "foo|.bar baz"), KeyCase("foo.bar baz<esc>0W", "foo.bar |baz"),
            KeyCase("foo.bar baz<esc>0e", "fo|o.bar baz"), KeyCase("foo.bar baz<esc>03e", "foo.ba|r baz"),
            KeyCase("foo.bar baz<esc>0E", "foo.ba|r baz"), KeyCase("abc<esc>hh", "|abc"), KeyCase("abc<esc>9h", "|abc"),
            KeyCase("abc<esc>0l", "a|bc"), KeyCase("abc<esc>09l", "ab|c"), KeyCase("  abc<esc>0", "|  abc"),
            KeyCase("  abc<esc>^", "  |abc"), KeyCase("abc<esc>0$", "ab|c"),
            KeyCase("a(b[c]d)<esc>%", "a|(b[c]d)"), KeyCase("a(b[c]d)<esc>0%", "a(b[c]d|)"),
            KeyCase("axbxcx<esc>0fx", "a|xbxcx"), KeyCase("axbxcx<esc>02fx", "axb|xcx"),
            KeyCase("axbxcx<esc>0tx", "|axbxcx"),
            KeyCase("axbxcx<esc>0fx;", "axb|xcx"), KeyCase("axbxcx<esc>0fx;;,", "axb|xcx"),
            KeyCase("axbxcx<esc>Fx", "axb|xcx"), KeyCase("axbxcx<esc>hTx", "axbx|cx"), KeyCase("axbc<esc>0fz", "|axbc"),
            KeyCase("axbxc<esc>0tx;", "ax|bxc"), KeyCase("漢字 x<esc>b", "|漢字 x"), KeyCase("漢字 x<esc>0l", "漢|字 x"),
            KeyCase("a<A-enter>b<A-enter>c<esc>gg", "|a\nb\nc", initial: ""),
        ].filter { !$0.keys.contains("A-enter") }
    )
    func motions(_ row: KeyCase) { Self.check(row) }

    @Test(
        "Motions over lines",
        arguments: [
            KeyCase("<esc>gg", "|a\nbcd\n\ne"), KeyCase("<esc>ggG", "a\nbcd\n\n|e"), KeyCase("<esc>2G", "a\n|bcd\n\ne"),
            KeyCase("<esc>k", "a\nbcd\n|\ne"), KeyCase("<esc>2k", "a\n|bcd\n\ne"), KeyCase("<esc>99k", "|a\nbcd\n\ne"),
            KeyCase("<esc>ggj", "a\n|bcd\n\ne"), KeyCase("<esc>gg99j", "a\nbcd\n\n|e"),
            KeyCase("<esc>ggw", "a\n|bcd\n\ne"), KeyCase("<esc>ggww", "a\nbcd\n|\ne"),
            KeyCase("<esc>b", "a\nbcd\n|\ne"),
            KeyCase("<esc>ggj$", "a\nbc|d\n\ne"), KeyCase("<esc>2G$k", "|a\nbcd\n\ne"),
            KeyCase("<esc>gg2$", "a\nbc|d\n\ne"),
        ].map { KeyCase($0.keys, $0.expected, initial: "a\nbcd\n\ne") }
    )
    func lines(_ row: KeyCase) { Self.check(row) }

    @Test(
        "Operators with motions, counts and text objects",
        arguments: [
            KeyCase("foo bar baz<esc>0dw", "|bar baz"), KeyCase("foo bar baz<esc>0d2w", "|baz"),
            KeyCase("foo bar baz<esc>02dw", "|baz"), KeyCase("foo bar baz<esc>0de", "| bar baz"),
            KeyCase("foo bar<esc>dw", "foo ba|r", initial: ""), KeyCase("foo bar<esc>db", "foo |r"),
            KeyCase("foo bar<esc>0cwx", "x| bar"), KeyCase("foo bar<esc>0c2wx", "x|"),
            KeyCase("f bar<esc>0cwx", "x| bar"),
            KeyCase("foo bar<esc>0wcwx", "foo x|"), KeyCase("a foo<esc>0wlcwx", "a fx|"),
            KeyCase("foo bar<esc>0D", "|"), KeyCase("foo bar<esc>bD", "foo| "), KeyCase("foo bar<esc>bCx", "foo x|"),
            KeyCase("foo bar<esc>Sx", "x|"), KeyCase("foo bar<esc>sx", "foo bax|"), KeyCase("foo bar<esc>ccx", "x|"),
            KeyCase("foo(a, b)<esc>di(", "foo(|)"), KeyCase("foo(a, b)<esc>hda(", "fo|o"),
            KeyCase("f(a(b))<esc>hhcibx", "f(a(x|))"),
            KeyCase("x = 'ab c'<esc>hdi'", "x = '|'"), KeyCase("x = 'ab c'<esc>0ci'y", "x = 'y|'"),
            KeyCase("x = 'ab c'<esc>0da'", "x =| "), KeyCase("foo bar baz<esc>bbdiw", "foo | baz"),
            KeyCase("foo bar baz<esc>bbdaw", "foo |baz"), KeyCase("a(b)<esc>0d%", "|"),
            KeyCase("axbxc<esc>0dfx", "|bxc"),
            KeyCase("axbxc<esc>0dtx", "|xbxc"), KeyCase("axbxc<esc>dFx", "axb|c"), KeyCase("axbxc<esc>0dfxd;", "|c"),
            KeyCase("{x}<esc>hdi{", "{|}"), KeyCase("{x}<esc>hdaB", "|"), KeyCase("x<esc>di(", "|x"),
            KeyCase("foo<esc>d$", "f|o"), KeyCase("foo<esc>dq", "fo|o"), KeyCase("foo<esc>d<esc>x", "f|o"),
            KeyCase("foo<esc>0d0", "|foo"), KeyCase("<esc>x", "|"), KeyCase("<esc>Cx", "x|"), KeyCase("<esc>dd", "|"),
        ].filter { $0.keys != "foo bar<esc>dw" }
    )
    func operators(_ row: KeyCase) { Self.check(row) }

    @Test(
        "Whole lines are deleted, yanked, put, joined and indented",
        arguments: [
            KeyCase("<esc>ggdd", "  |b\nc"), KeyCase("<esc>dd", "a\n  |b"), KeyCase("<esc>gg2dd", "|c"),
            KeyCase("<esc>gg9dd", "|"), KeyCase("<esc>ggdj", "|c"), KeyCase("<esc>dk", "|a"), KeyCase("<esc>ggdG", "|"),
            KeyCase("<esc>ggddp", "  b\n|a\nc"), KeyCase("<esc>ggyyjp", "a\n  b\n|a\nc"),
            KeyCase("<esc>ggyyP", "|a\na\n  b\nc"),
            KeyCase("<esc>ggY2p", "a\n|a\na\n  b\nc"), KeyCase("<esc>ggJ", "a| b\nc"), KeyCase("<esc>gg3J", "a b| c"),
            KeyCase("<esc>J", "a\n  b\n|c"), KeyCase("<esc>>>", "a\n  b\n  |c"), KeyCase("<esc>k<lt><lt>", "a\n|b\nc"),
            KeyCase("<esc>gg>j", "  |a\n    b\nc"), KeyCase("<esc>2Gccx", "a\n  x|\nc"),
            KeyCase("<esc>ggox", "a\nx|\n  b\nc"),
            KeyCase("<esc>ggdw", "|\n  b\nc"),
        ].map { KeyCase($0.keys, $0.expected, initial: "a\n  b\nc") }
    )
    func wholeLines(_ row: KeyCase) { Self.check(row) }

    @Test(
        "Characters are deleted, replaced, toggled and put",
        arguments: [
            KeyCase("abcd<esc>x", "ab|c"), KeyCase("abcd<esc>0x", "|bcd"), KeyCase("abcd<esc>02x", "|cd"),
            KeyCase("abcd<esc>X", "ab|d"), KeyCase("abcd<esc>rx", "abc|x"), KeyCase("abcd<esc>03rx", "xx|xd"),
            KeyCase("abcd<esc>9rx", "abc|d"), KeyCase("abCd<esc>03~", "ABc|d"), KeyCase("abCd<esc>~", "abC|D"),
            KeyCase("abcd<esc>xP", "ab|dc", initial: ""), KeyCase("abcd<esc>0xp", "b|acd"),
            KeyCase("abcd<esc>0x3p", "baa|acd"),
            KeyCase("foo bar<esc>0yw$p", "foo barfoo| "), KeyCase("foo bar<esc>0ywP", "foo| foo bar"),
            KeyCase("<esc>p", "|"),
            KeyCase("e\u{301}x<esc>0x", "|x"), KeyCase("foo<esc>0dwi<C-y>", "foo|"),
        ]
    )
    func characters(_ row: KeyCase) { Self.check(row) }

    @Test(
        "A change is repeated with . and taken back with u as a whole",
        arguments: [
            KeyCase("abcd<esc>0x.", "|cd"), KeyCase("abcd<esc>0x2.", "|d"), KeyCase("a b c<esc>0cwx<esc>w.", "x |x c"),
            KeyCase("a b c<esc>0cwx<esc>w.w.", "x x |x"), KeyCase("a<esc>ix<esc>..", "x|xxa", initial: ""),
            KeyCase("ab<esc>Axy<esc>.", "abxyx|y"), KeyCase("f(a) g(b)<esc>0faci(x<esc>$.", "f(x) g(|x)"),
            KeyCase("a<esc>ob<esc>.", "a\nb\n|b"), KeyCase("abc<esc>u", "|"),
            KeyCase("foo bar<esc>0cwxy<esc>u", "|foo bar"),
            KeyCase("foo bar<esc>0cwxy<esc>u<C-r>", "xy| bar"), KeyCase("abcd<esc>0xxu", "|bcd"),
            KeyCase("abcd<esc>0xxuu", "|abcd"),
            KeyCase("abcd<esc>0xx2u", "|abcd"), KeyCase("abcd<esc>0xxuu2<C-r>", "|bcd"),
            KeyCase("a<esc>ox<enter>y<esc>u", "|a"),
            KeyCase("<esc>.", "|"), KeyCase("a<esc>3ix<esc>u", "|a"), KeyCase("abcd<esc>0dw", "|"),
        ].filter { $0.keys != "a<esc>ix<esc>.." }
    )
    func repeating(_ row: KeyCase) { Self.check(row) }

    @Test(
        "k, j, / and n go through the history",
        arguments: [
            KeyCase("<esc>k", "loca|l"), KeyCase("<esc>2k", "print(2|)"), KeyCase("<esc>kkj", "loca|l"),
            KeyCase("x<esc>kj", "|x"), KeyCase("<esc>/print<enter>", "|print(2)"),
            KeyCase("<esc>/print<enter>n", "|print(1)"),
            KeyCase("<esc>/print<enter>nN", "|print(2)"), KeyCase("<esc>/zz<esc>", "|"), KeyCase("<esc>n", "|"),
        ].map { KeyCase($0.keys, $0.expected, history: ["print(1)", "print(2)", "local"]) }
    )
    func history(_ row: KeyCase) { Self.check(row) }

    @Test(
        "Visual mode: motions and objects select, operators act on what is selected",
        arguments: [
            KeyCase("abcd<esc>0vld", "|cd"), KeyCase("abcd<esc>vhhx", "|a"), KeyCase("abcd<esc>0v$d", "|"),
            KeyCase("foo bar<esc>0vey$p", "foo barfo|o"), KeyCase("foo bar<esc>0vecx", "x| bar"),
            KeyCase("foo bar<esc>0vesx<esc>u", "|foo bar"), KeyCase("foo(a, b)<esc>hvi(d", "foo(|)"),
            KeyCase("foo(a, b)<esc>hva(d", "fo|o"), KeyCase("foo bar<esc>0wviwd", "foo| "),
            KeyCase("abcd<esc>0lvlod", "a|d"), KeyCase("abcd<esc>0vlohd", "|cd"), KeyCase("abcd<esc>0v<esc>x", "|bcd"),
            KeyCase("abcd<esc>0vvx", "|bcd"), KeyCase("abCd<esc>0v$~", "|ABcD"), KeyCase("abCd<esc>0vlU", "|ABCd"),
            KeyCase("ABCD<esc>0vlu", "|abCD"), KeyCase("abcd<esc>0vllrx", "|xxxd"), KeyCase("abcd<esc>0vld.", "|"),
            KeyCase("abcdef<esc>0v2ld.", "|"), KeyCase("axbxc<esc>0vfxd;", "b|xc"), KeyCase("abcd<esc>0vl<del>", "|cd"),
            KeyCase("ab cd<esc>0viwy$viwp", "ab a|b"), KeyCase("abcd<esc>0vl<right>d", "|d"),
            KeyCase("漢字x<esc>0vld", "|x"), KeyCase("abcd<esc>0vqd", "|bcd"), KeyCase("<esc>vd", "|"),
        ]
    )
    func visual(_ row: KeyCase) { Self.check(row) }

    @Test(
        "Visual mode over lines",
        arguments: [
            KeyCase("<esc>ggVd", "  |b\nc"), KeyCase("<esc>ggVjd", "|c"), KeyCase("<esc>ggVGd", "|"),
            KeyCase("<esc>ggVyGp", "a\n  b\nc\n|a"), KeyCase("<esc>ggVjcx", "x|\nc"),
            KeyCase("<esc>ggVj>", "  |a\n    b\nc"),
            KeyCase("<esc>2GV<lt>", "a\n|b\nc"), KeyCase("<esc>ggVjJ", "a| b\nc"), KeyCase("<esc>ggvjd", "| b\nc"),
            KeyCase("<esc>ggvjD", "|c"), KeyCase("<esc>ggVkkd", "  |b\nc"), KeyCase("<esc>ggvVd", "  |b\nc"),
            KeyCase("<esc>ggVd.", "|c"), KeyCase("<esc>ggyyGVp", "a\n  b\n|a"), KeyCase("<esc>ggvGd", "|"),
        ].map { KeyCase($0.keys, $0.expected, initial: "a\n  b\nc") }
    )
    func visualLines(_ row: KeyCase) { Self.check(row) }

    @Test(
        "Named registers keep what is put into them; upper case appends, _ forgets",
        arguments: [
            KeyCase("foo bar<esc>0\"adwx\"aP", "foo| ar"), KeyCase("foo bar<esc>0\"ayw$\"ap", "foo barfoo| "),
            KeyCase("ab<esc>0\"ayl\"Aylx\"ap", "ba|a"), KeyCase("abc<esc>0yl\"_xp", "b|ac"),
            KeyCase("ab<esc>0vl\"cy\"cP", "a|bab"),
            KeyCase("abc<esc>\"zp", "ab|c"), KeyCase("abcd<esc>02\"ax\"aP", "a|bcd"),
            KeyCase("abcd<esc>0\"a2x$\"ap", "cda|b"), KeyCase("abc<esc>\"1p", "ab|c"),
        ]
    )
    func registers(_ row: KeyCase) { Self.check(row) }

    @Test(
        "Marks stay at their character, and operators reach to them",
        arguments: [
            KeyCase("<esc>2Gmagg`a", "a\n  |b\nc"), KeyCase("<esc>2G0magg'a", "a\n  |b\nc"),
            KeyCase("<esc>Gmagg`a", "a\n  b\n|c"), KeyCase("<esc>Gmaggdd`a", "  b\n|c"),
            KeyCase("<esc>ggmaGd'a", "|"), KeyCase("<esc>ggma2Gd`a", "|b\nc"),
            KeyCase("<esc>ggma2Gy'aP", "a\n|a\n  b\n  b\nc"), KeyCase("<esc>`q", "a\n  b\n|c"),
            KeyCase("<esc>gg''", "a\n  b\n|c"), KeyCase("<esc>gg``", "a\n  b\n|c"), KeyCase("<esc>ggmaGv`ad", "|"),
        ].map { KeyCase($0.keys, $0.expected, initial: "a\n  b\nc") }
    )
    func marks(_ row: KeyCase) { Self.check(row) }

    /// What is selected is seen, and so is the mode.
    @Test func selection() {
        var editor = Editor(language: TestLanguage.blocks, history: [], initialText: "abcd", keyStyle: .vi)
        editor.press("<esc>0lvl")
        #expect(editor.shown(styled: true) == ["[> ]a[b▮c]d", "{visual}"])
        editor.press("V")
        #expect(editor.shown(styled: true) == ["[> ab▮cd]", "{visual line}"])
        editor.press("<esc>")
        #expect(editor.shown(styled: true) == ["[> ]ab▮cd"])
    }

    /// The mode is seen in the prompt, pending keys below; Enter submits in both modes, and the memory goes on.
    @Test func display() {
        var editor = Editor(language: TestLanguage.blocks, history: [], keyStyle: .vi)
        editor.press("ab<esc>")
        #expect(editor.shown(styled: true) == ["[> ]a▮b"])
        editor.press("2d")
        #expect(editor.shown(styled: true) == ["[> ]a▮b", "{2d}"])
        editor.press("d")
        #expect(editor.press("iab cd<esc>0dw<enter>") == .submit("cd"))
        var next = Editor(language: TestLanguage.blocks, history: [], keyStyle: .vi)
        next.memory = editor.memory
        next.press("x<esc>p")
        #expect(next.marked == "xab| ")
        #expect(next.press("<C-x><C-e>") == .edit("xab "))
        #expect(next.press("<C-c>") == .interrupt)
    }

    /// Neither huge counts nor any two keys can do harm.
    @Test func hostileKeys() {
        let keys = (0x20..<0x7F).map { Key.character(Character(Unicode.Scalar(UInt8($0)))) }
        for first in keys {
            for second in keys where "dcy<>gfFtTr.iauvVm'`\"".contains(first.text ?? "x") || second == first {
                var editor = Editor(
                    language: TestLanguage.blocks,
                    history: ["a"],
                    initialText: "a(b)\n\n漢 c",
                    keyStyle: .vi
                )
                editor.press("<esc>999")
                for key in [first, second, first, Key(.escape)] { _ = editor.handle(key) }
                #expect((0...editor.document.buffer.count).contains(editor.cursor))
            }
        }
    }
}
