import Testing

@testable import LuaKit

struct LuaLexerTests {
    /// The tokens as `kind:text`, an unfinished one with `…`, separated by blanks.
    private func shown(_ text: String, skipsFirstLine: Bool = false) -> String {
        let bytes = Array(text.utf8)
        return LuaLexer.tokens(of: bytes, skipsFirstLine: skipsFirstLine).map { token in
            let kind =
                switch token.kind {
                case .keyword: "k"
                case .name: "n"
                case .number: "#"
                case .string: "s"
                case .longString: "S"
                case .comment: "c"
                case .longComment: "C"
                case .symbol: "y"
                case .invalid: "!"
                }
            return "\(kind):\(String(decoding: bytes[token.range], as: UTF8.self))\(token.isUnfinished ? "…" : "")"
        }
        .joined(separator: " ")
    }

    @Test(
        "Names, keywords and white space",
        arguments: [
            ("", ""),
            (" \t\r\n\u{0B}\u{0C}", ""),
            ("a _b c3", "n:a n:_b n:c3"),
            ("end ends End", "k:end n:ends n:End"),
            ("goto function", "k:goto k:function"),
            ("functions", "n:functions"),
            ("not nil", "k:not k:nil"),
            ("é", "!:é"),
            ("aéb", "n:a !:é n:b"),
            ("a\u{0}b", "n:a !:\u{0} n:b"),
        ]
    )
    func names(text: String, expected: String) {
        #expect(shown(text) == expected)
    }

    @Test(
        "Symbols are as long as they can be",
        arguments: [
            ("a//b", "n:a y:// n:b"),
            ("<<=", "y:<< y:="),
            (">>>", "y:>> y:>"),
            ("<=>=", "y:<= y:>="),
            ("~=~", "y:~= y:~"),
            ("===", "y:== y:="),
            ("....", "y:... y:."),
            ("a..b", "n:a y:.. n:b"),
            (":::", "y::: y::"),
            ("+-*/%^#&|", "y:+ y:- y:* y:/ y:% y:^ y:# y:& y:|"),
            ("()[]{};,", "y:( y:) y:[ y:] y:{ y:} y:; y:,"),
            ("!=", "!:! y:="),
            ("@$`?\\", "!:@ !:$ !:` !:? !:\\"),
        ]
    )
    func symbols(text: String, expected: String) {
        #expect(shown(text) == expected)
    }

    @Test(
        "Numerals",
        arguments: [
            "0", "42", "3.", ".5", "3.14", "1e5", "1E+5", "1e-5", "3.e1", ".5e0", "0x0", "0XfF", "0x.8", "0xA.",
            "0xA.8p1",
            "0x1P-4", "0x1p+4", "0x1e", "007",
        ]
    )
    func numerals(text: String) {
        #expect(shown(text) == "#:\(text)")
    }

    @Test(
        "Malformed numerals are one token",
        arguments: [
            "3x", "3..2", "1.2.3", "1e", "1e+", "0x", "0x.", "0xg", "0x1p", "0x1p+", "0xp1", "1e5e5", "3_000", "0x1pa",
            "1e5.5",
            "3xyz", "0b1", "1LL", "3..",
        ]
    )
    func malformed(text: String) {
        #expect(shown(text) == "!:\(text)")
    }

    @Test(
        "Where a numeral ends",
        arguments: [
            ("0x1e+1", "#:0x1e y:+ #:1"),
            ("1-1", "#:1 y:- #:1"),
            ("3 ..2", "#:3 y:.. #:2"),
            ("a.1", "n:a #:.1"),
            ("a.b", "n:a y:. n:b"),
        ]
    )
    func numeralEnds(text: String, expected: String) {
        #expect(shown(text) == expected)
    }

    @Test(
        "Short strings",
        arguments: [
            (#""a" 'b'"#, #"s:"a" s:'b'"#),
            (#""it's""#, #"s:"it's""#),
            (#""a\"b""#, #"s:"a\"b""#),
            (#""a\\" b"#, #"s:"a\\" n:b"#),
            (#""\x41\u{7F}\065""#, #"s:"\x41\u{7F}\065""#),
            (#""\x" a"#, #"s:"\x" n:a"#),
            ("\"abc", "s:\"abc…"),
            ("\"abc\nx", "s:\"abc… n:x"),
            ("\"abc\rx", "s:\"abc… n:x"),
            ("'a\\\nb' c", "s:'a\\\nb' n:c"),
            ("'a\\\r\nb' c", "s:'a\\\r\nb' n:c"),
            ("'a\\\n\nb", "s:'a\\\n… n:b"),
            ("'a\\z \n\n b' c", "s:'a\\z \n\n b' n:c"),
            ("'a\\", "s:'a\\…"),
            ("'é\u{1}'", "s:'é\u{1}'"),
            ("'", "s:'…"),
        ]
    )
    func strings(text: String, expected: String) {
        #expect(shown(text) == expected)
    }

    @Test(
        "Long brackets",
        arguments: [
            ("[[a]] b", "S:[[a]] n:b"),
            ("[[a\nb]]", "S:[[a\nb]]"),
            ("[==[a]]]=]]==]", "S:[==[a]]]=]]==]"),
            ("[[a]=]]", "S:[[a]=]]"),
            ("[=[a]==]=]", "S:[=[a]==]=]"),
            ("[[a", "S:[[a…"),
            ("[=[a]]", "S:[=[a]]…"),
            ("[==", "!:[=="),
            ("[=a", "!:[= n:a"),
            ("t[1]", "n:t y:[ #:1 y:]"),
            ("[", "y:["),
            ("[[]]", "S:[[]]"),
            ("[[\\]]x", "S:[[\\]] n:x"),
        ]
    )
    func longBrackets(text: String, expected: String) {
        #expect(shown(text) == expected)
    }

    @Test(
        "Comments",
        arguments: [
            ("-- a\nb", "c:-- a n:b"),
            ("a -- b", "n:a c:-- b"),
            ("--[[a\nb]]c", "C:--[[a\nb]] n:c"),
            ("--[==[ ]] ]==] x", "C:--[==[ ]] ]==] n:x"),
            ("--[==\nx", "c:--[== n:x"),
            ("--[ [\nx", "c:--[ [ n:x"),
            ("--[[a", "C:--[[a…"),
            ("---[[a\nb", "c:---[[a n:b"),
            ("--\rx", "c:-- n:x"),
            ("- -", "y:- y:-"),
        ]
    )
    func comments(text: String, expected: String) {
        #expect(shown(text) == expected)
    }

    @Test("A first line with a hash is a comment only where that is asked for")
    func firstLine() {
        #expect(shown("#!/bin/lua\nx", skipsFirstLine: true) == "c:#!/bin/lua n:x")
        #expect(shown("x\n#y", skipsFirstLine: true) == "n:x y:# n:y")
        #expect(shown("#x") == "y:# n:x")
    }
}
