import Testing

@testable import LuaKit

struct LuaLayoutTests {
    /// The blanks that each line of a text should have.
    private func indentations(_ text: String) -> [Int] {
        let source = LuaSource(Array(text.utf8))
        var starts = [0]
        for (offset, byte) in source.bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
        return starts.map(source.indentation(ofLineAt:))
    }

    @Test(
        "Text in the usual layout keeps it",
        arguments: [
            "local x = 1\nlocal y",
            "if a then\n  b()\nelseif c then\n  d()\nelse\n  e()\nend\nf()",
            "for i = 1, 2 do\n  while x do\n    f()\n  end\nend",
            "for k, v in pairs(t)\ndo\n  f()\nend",
            "if a\n  and b\nthen\n  c()\nend",
            "repeat\n  f()\nuntil x\ng()",
            "function f(a)\n  return {\n    b = 1,\n    c = {\n      2,\n    },\n  }\nend",
            "foo(function()\n  bar()\nend)\nbaz()",
            "foo({\n  a = 1,\n}, function()\n  x()\nend)\ny()",
            "a({\n  b({\n    c\n  })})\nd",
            "f(\n  function()\n    x()\n  end\n)\ny()",
            "x = [[\n   a\n b]] .. f(\n  c\n)",
            "--[[\n   a\n\tb\n]] f(\n  c\n)",
            "s = 'a\\\n   b'\nc()",
            "if x then -- {\n  f('(')\nend",
            "t[\n  1\n] = 2",
            "do end do\n  x()\nend",
            "if a then b(\n  c\n) end\nd()",
        ]
    )
    func usual(text: String) {
        let lines = text.utf8.split(omittingEmptySubsequences: false) { $0 == 0x0A }
        let blanks = lines.map { line in line.prefix { $0.isLuaBlank }.count }
        #expect(indentations(text) == blanks)
    }

    @Test(
        "The line that is begun",
        arguments: [
            ("", 0),
            ("if x then\n", 2),
            ("foo(function()\n", 2),
            ("foo(\n  function()\n", 4),
            ("f({{{\n", 2),
            ("f({{{\n1\n}}})\n", 0),
            ("f({{{\n1\n}}\n", 2),
            ("while x do end\n", 0),
            ("if a then\n  if b then\nend\nend\n", 0),
            ("end end\n", 0),
            ("do\n)\n", 2),
            ("do\n  f(\nend\n", 0),
            ("x = [[\n    ", 4),
            ("'abc\n", 0),
            ("f( -- (\n", 2),
            ("do\r\n", 2),
            ("if x then\n  --[[ c ]] end\n", 0),
        ]
    )
    func last(text: String, expected: Int) {
        #expect(indentations(text).last == expected)
    }

    @Test("Closers count only at the start of their line, and only if they close something")
    func closers() {
        #expect(indentations("do\nx end") == [0, 2])
        #expect(indentations("do\n--[[c]] end") == [0, 2])
        #expect(indentations("do\nuntil\n)\nend") == [0, 2, 2, 0])
    }

    @Test("Offsets out of bounds are taken for the nearest one")
    func bounds() {
        let source = LuaSource(Array("do\n".utf8))
        #expect(source.indentation(ofLineAt: -5) == 0)
        #expect(source.indentation(ofLineAt: 99) == 2)
    }

    @Test(
        "The bracket or word at a cursor has its partner",
        arguments: [
            ("f(x)", 1, "1 3"), ("f(x)", 2, "1 3"), ("f(x)", 3, "3 1"), ("f(x)", 4, "3 1"), ("f(x)", 0, "-"),
            ("(())", 1, "0 3"), ("(())", 2, "1 2"), ("(())", 3, "2 1"), ("[{}]", 0, "0 3"), ("([)]", 1, "0 2"),
            ("do end", 2, "0 3"), ("do end", 4, "3 0"), ("function f() end", 3, "0 13"),
            ("if a then b() end", 1, "0 14"),
            ("if a then b() end", 6, "5 14"), ("if a then else end", 11, "10 15"), ("if a then end", 13, "10 0"),
            ("repeat x() until y", 12, "11 0"), ("repeat x() until y", 0, "0 11"), ("while a do end", 9, "8 11"),
            ("while a do end", 11, "11 0"), ("for i = 1, 2 do end", 16, "16 0"), ("if a then", 6, "-"), ("(", 1, "-"),
            (")", 1, "-"), ("'()'", 2, "-"), ("--()", 3, "-"), ("", 0, "-"), ("f()", 99, "-"), ("f()", -1, "-"),
            ("( ) end", 4, "-"),
        ]
    )
    func matching(text: String, cursor: Int, expected: String) {
        let match = LuaSource(Array(text.utf8)).matchingBracket(at: cursor)
        #expect((match.map { "\($0.0.lowerBound) \($0.1.lowerBound)" } ?? "-") == expected)
    }

    @Test(
        "Closers without an opener",
        arguments: [
            ("", []), ("f(x)[1]{}", []), (")", [0]), ("())", [2]), ("(]", [1]), ("end", [0]), ("do end end", [7]),
            ("until x", [0]), ("repeat end", [7]), ("do until", [3]), ("f(function() )", [13]), ("{ ( }", []),
            ("( do ) end )", [5]), ("do ( end", []), ("')' -- )\n]", [9]), ("if x then ( else ) end", [17]),
        ] as [(String, [Int])]
    )
    func unmatched(text: String, expected: [Int]) {
        #expect(LuaSource(Array(text.utf8)).unmatchedBrackets.map(\.lowerBound) == expected)
    }
}
