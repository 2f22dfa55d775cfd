import Testing

@testable import LuaKit

/// Which locals the text before the cursor has in scope.
struct LuaCursorLocalsTests {
    @Test(
        "Locals, parameters and loop variables of the blocks around the cursor",
        arguments: [
            ("local a, b <const> = 1, 2 |", ["a", "b"]), ("local a = 1 do local b = 2 end |", ["a"]),
            ("local a = 1 do local b = 2 |", ["a", "b"]), ("local a| ", []), ("local a, b|", []),
            ("function f(x, y) |", ["x", "y"]), ("function f(x, y) end |", []), ("function f(x, |", []),
            ("local function f(x, ...) |", ["f", "x"]), ("local function f() end |", ["f"]),
            ("g(function(x) return function(y) |", ["x", "y"]), ("g(function(x) end, |", []),
            ("function o.p:m(x) |", ["self", "x"]), ("function o.m(x) |", ["x"]),
            ("for i = 1, 3 do |", ["i"]), ("for k, v in pairs(t) do |", ["k", "v"]), ("for k, v in pairs(|", []),
            ("for i = 1, 3 do end |", []), ("for i = 1, 3 do local j = i while x do |", ["i", "j"]),
            ("if x then local a = 1 else |", []), ("if x then local a = 1 elseif |", []),
            ("if x then local a = 1 |", ["a"]), ("if x then local a = 1 else local b = 1 |", ["b"]),
            ("repeat local a = 1 |", ["a"]), ("local a = 1 | local b = 2", ["a"]), ("t = {f = function(x) |", ["x"]),
            ("|", []), ("local function |", []), ("local", []), ("for", []), ("function", []), ("function f(", []),
        ] as [(String, [String])]
    )
    func locals(text: String, names: [String]) {
        let bytes = Array(text.utf8)
        let cursor = bytes.firstIndex(of: UInt8(ascii: "|")) ?? bytes.count
        let source = LuaSource(bytes.filter { $0 != UInt8(ascii: "|") })
        #expect(source.cursor(at: cursor).locals == names)
    }
}
