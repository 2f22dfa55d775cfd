import Testing

@testable import LuaKit

struct LuaSourceTests {
    private func source(_ text: String) -> LuaSource { LuaSource(Array(text.utf8)) }

    @Test(
        "Text that more lines can complete",
        arguments: [
            "x = [[", "--[[ a", "--[==[ ]]", "'a\\", "'a\\z  \n ", "f(", "{", "t[", "function f()", "do", "if x",
            "if x then",
            "if x then else", "if x then a() elseif y then", "while x", "while x do", "for i = 1, 2", "for i = 1, 2 do",
            "for k in pairs(t)", "repeat x()", "repeat x() until", "x =", "a +", "a and", "not", "a,", "a.", "a:",
            "local",
            "local x =", "local x <", "local x <const", "local a, b <close", "goto", "::", "::a", "::a:: ::", "a ..",
            "#", "a >",
            "a <", "x = 1 -", "f(function() end", "x = { -- }", "return function() while true do end",
        ]
    )
    func incomplete(text: String) {
        #expect(source(text).isIncomplete)
    }

    @Test(
        "Text that is complete, or that no line can mend",
        arguments: [
            "", "  \n", "x", "-- a", "--[[ a ]]", "x = [[ a ]]", "f()", "f{}", "function f() end", "do end",
            "if x then end",
            "while x do end", "for i = 1, 2 do end", "repeat until x", "return", "break", "local x", "local x <const>",
            "local a, b <close>", "goto a", "::a::", "::a:: ::b::", "...", "a;", "x = 'abc", "print(\"abc",
            "x = 'abc\n(", "'a\\n",
            "end", "x = 1 end (", ")", "( ]", "@ (", "3x (", "repeat end (", "if x then until (", "do end end do",
        ]
    )
    func complete(text: String) {
        #expect(!source(text).isIncomplete)
    }

    @Test(
        "Locals of the chunk itself",
        arguments: [
            ("", ""),
            ("x = 1", ""),
            ("local a", "a"),
            ("local a, b = 1, 2", "a b"),
            ("local a local a", "a a"),
            ("local a <const>, b <close>, c <odd>, d", "a<const> b<close> c<odd> d"),
            ("local function f(p) local q end", "f"),
            ("local f = function(p) local q = 1 return q end local g", "f g"),
            ("local t = { f = function() local q end, { local_ = 1 } } local u", "t u"),
            ("do local a end local b", "b"),
            ("if x then local a elseif y then local b else local c end local d", "d"),
            ("while x do local a end for i = 1, 2 do local b end local c", "c"),
            ("for k, v in pairs(t) do local b end", ""),
            ("repeat local a until a local b", "b"),
            ("while (function() local z return 1 end)() do local y end local x", "x"),
            ("local s = 'local q' -- local r\nlocal t = [[local u]]", "s t"),
            ("local a = x < y local b = a > x", "a b"),
            ("function g() local a end local b", "b"),
            ("local a = 1; local b = a; a = b", "a b"),
            ("goto l local a ::l:: local b", "a b"),
            ("local", ""),
            ("local a,", "a"),
            ("local a <const", "a"),
            ("local function", ""),
            ("local 1", ""),
            ("end local a", "a"),
            ("local a = f(local b", "a"),
        ]
    )
    func locals(text: String, expected: String) {
        let shown = source(text).declaredLocals.map { $0.name + ($0.attribute.map { "<\($0)>" } ?? "") }
        #expect(shown.joined(separator: " ") == expected)
    }

    @Test("A local's range is that of its name")
    func localRange() {
        #expect(source("local a, bc <const>").declaredLocals.map(\.range) == [6..<7, 9..<11])
    }

    @Test(
        "Names that may be variables",
        arguments: [
            ("a.b.c", "a"),
            ("a:m(b)", "a b"),
            ("a.b[c]", "a c"),
            ("{ k = v, [w] = 1; l = 2 }", "v w"),
            ("{ f = function() x = 1; y = 2 end }", "x y"),
            ("x, y = 1, 2", "x y"),
            ("goto l ::l:: a()", "a"),
            ("::l:: x = y ::m::", "x y"),
            ("a..b", "a b"),
            ("'q' -- r\n s", "s"),
            ("f(a == b, c)", "a b c f"),
        ]
    )
    func names(text: String, expected: String) {
        #expect(source(text).names.sorted().joined(separator: " ") == expected)
    }

    @Test(
        "Where a chunk's final return begins, and chunks without one",
        arguments: [
            ("return", 0), ("return 1;", 0), ("local a = 1 return a, function() local b end", 12), ("", nil),
            ("do return end", nil), ("function f() return 1 end", nil), ("if x then return end", nil),
            ("return function() if x then return end end", 0), ("x = 'return'", nil), ("return 1 local x", nil),
        ]
    )
    func finalReturn(text: String, expected: Int?) {
        #expect(source(text).finalReturn == expected)
    }

    @Test(
        "Chunks that end with a semicolon, and others",
        arguments: [("x;", true), ("x; -- c", true), ("x", false), ("", false), ("x -- ;", false), ("x ';'", false)]
    )
    func endsWithSemicolon(text: String, expected: Bool) {
        #expect(source(text).endsWithSemicolon == expected)
    }

    @Test("The 22 keywords are those of Lua 5.4")
    func keywords() {
        #expect(LuaSource.keywords.count == 22)
        #expect(LuaSource.isKeyword("goto"))
        #expect(!LuaSource.isKeyword("self"))
        #expect(!LuaSource.isKeyword("+"))
    }
}
