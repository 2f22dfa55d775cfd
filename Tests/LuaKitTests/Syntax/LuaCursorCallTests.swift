import Testing

@testable import LuaKit

struct LuaCursorCallTests {
    /// `callee#argument`, then the literals, then the table constructors with what is typed in them and their keys.
    private func call(_ text: String) -> String {
        guard let call = luaCursor(text).cursor.call else { return "-" }
        var parts = ["\(shown(call.callee))#\(call.argument)" + (call.isMethod ? " method" : "")]
        for (argument, literal) in call.literals.sorted(by: { $0.key < $1.key }) {
            parts.append("\(argument):\(literal)")
        }
        for level in call.tableKeys {
            let position = if case .value(let key) = level.position { "\(key)=" } else { "key" }
            parts.append("{\(position)" + level.present.sorted().map { " \($0)" }.joined() + "}")
        }
        return parts.joined(separator: " ")
    }

    @Test(
        "The innermost call and the argument in it",
        arguments: [
            ("f(|", "f#0"), ("f(|)", "f#0"), ("f(a|", "f#0"), ("f(a,|", "f#1"), ("f(a, b, c|", "f#2"),
            ("f(|a, b)", "f#0"),
            ("f()|", "-"), ("|f()", "-"), ("f(g(1, 2), |", "f#1"), ("f(g(1, |", "g#1"), ("f({1, 2}, |", "f#1"),
            ("f((a, |", "f#0"), ("f(1, (|", "f#1"), ("f(t[1, |", "f#0"), ("a.b.c(|", "a.b.c#0"),
            ("a:b(|", "a.b#0 method"),
            ("a.b(1):c(x, |", "a.b().c#1 method"), ("(\"x\"):rep(|", "\"\".rep#0 method"), ("f(1)(2, |", "f()#1"),
            ("f\n(|", "f#0"),
            ("f(a -- ,\n|", "f#0"), ("f(',', |", "f#1 0:,"), ("f(a, -- b|", "f#1"), ("f([[a|", "f#0"),
            ("vimeo.map(list, function(x) vimeo.get(|", "vimeo.get#0"), ("map(list, function(x) |", "-"),
            ("map(list, function(x) return x end, |", "map#2"), ("map(function(a, |", "-"), ("function f(a, |", "-"),
            ("function m.f(|", "-"), ("local function f(|", "-"), ("f(function() if x then |", "-"),
            ("(a or b)(|", "-"),
            ("f((a or b)(|", "-"), ("f(a[i].b(|", "-"), ("if (|", "-"), ("return (|", "-"), ("x = { a = |", "-"),
            ("while f(|", "f#0"), ("f(function() end)(|", "f()#0"), ("f(x) g(|", "g#0"),
            ("function f(x) (g or h)(|", "-"), ("function f(x) (g)(|", "g#0"),
        ]
    )
    func calls(text: String, expected: String) {
        #expect(call(text) == expected)
    }

    @Test(
        "Calls with a string or a table instead of parentheses",
        arguments: [
            ("f\"a|", "f#0"), ("f'|", "f#0"), ("f[[a|", "f#0"), ("a:b'|", "a.b#0 method"), ("f{|", "f#0 {key}"),
            ("f{a = |", "f#0 {a= a}"),
            ("g(f'|", "f#0"), ("g(1, f{|", "f#0 {key}"), ("f'a' '|", "f()#0"), ("return '|", "-"), ("f'a'|", "-"),
            ("f('|", "f#0"), ("f(t['|", "f#0"), ("f('a' .. '|", "f#0"),
        ]
    )
    func shortCalls(text: String, expected: String) {
        #expect(call(text) == expected)
    }

    @Test(
        "Literal arguments before the cursor",
        arguments: [
            ("f('a', |", "f#1 0:a"), ("f('a', [[b]], |", "f#2 0:a 1:b"), ("f(x, 'b', |", "f#2 1:b"),
            ("f('a' .. 'b', |", "f#1"),
            ("f('\\x41\\n', |", "f#1 0:A\n"), ("f('a'|", "f#0"), ("f('a', |'b')", "f#1 0:a"), ("f(1, nil, |", "f#2"),
            ("vimeo.get(\"/me/videos\", {|", "vimeo.get#1 0:/me/videos {key}"),
        ]
    )
    func literals(text: String, expected: String) {
        #expect(call(text) == expected)
    }

    @Test(
        "Table constructors around the cursor",
        arguments: [
            ("f({|", "f#0 {key}"), ("f({a|", "f#0 {key}"), ("f({a = 1, |", "f#0 {key a}"),
            ("f({a = 1; b|", "f#0 {key a}"),
            ("f({a = |", "f#0 {a= a}"), ("f({a = b.c|", "f#0 {a= a}"), ("f({a = 'x|", "f#0 {a= a}"),
            ("f({['a'] = |", "f#0 {a= a}"),
            ("f({['a b'] = 1, |", "f#0 {key a b}"), ("f({['a|", "f#0 {key}"), ("f({[|", "f#0 {=}"),
            ("f({[x] = |", "f#0 {=}"),
            ("f({[1] = |", "f#0 {=}"), ("f({'a|", "f#0 {=}"), ("f({1|", "f#0 {=}"), ("f({a.b|", "f#0 {=}"),
            ("f({a |", "f#0 {=}"),
            ("f({a + b|", "f#0 {=}"), ("f({a = {b = {|", "f#0 {a= a} {b= b} {key}"),
            ("f({a = {b = 1, |", "f#0 {a= a} {key b}"),
            ("f({{|", "f#0 {=} {key}"), ("f({a = {}, |", "f#0 {key a}"), ("f({a = g{x = 1}, b = |", "f#0 {b= a b}"),
            ("f({a = (|", "f#0 {a= a}"), ("f({a = function() end, |", "f#0 {key a}"), ("f({a = function() |", "-"),
            ("f({|, b = 1})", "f#0 {key b}"), ("f({|b = 1})", "f#0 {key b}"), ("f({b|c = 1, d = 2})", "f#0 {key d}"),
            ("f({a = |, b = {c = 1}})", "f#0 {a= a b}"), ("f({a = {|}, b = 1})", "f#0 {a= a b} {key}"),
            ("f({a = 1, |\nx = 2", "f#0 {key a}"),
            ("f({a == |", "f#0 {=}"), ("f({a = b = |", "f#0 {a= a}"), ("f({'x', 'y', |", "f#0 {key}"),
            ("f(1, {a = 1}, {|", "f#2 {key}"),
            ("f({-|-[[ x ]] })", "f#0 {=}"),
        ]
    )
    func tables(text: String, expected: String) {
        #expect(call(text) == expected)
    }
}
