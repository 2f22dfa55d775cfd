import Testing

@testable import vimeo_lua

/// Where the caret of an error goes.
struct CulpritTests {
    @Test(
        "It is under the use that the message is about, not under another with the same name",
        arguments: [
            ("local x = nil; x.y = 3", "attempt to index a nil value (local 'x')", "                 ^"),
            ("local f = 1 return f, f()", "attempt to call a number value (local 'f')", "                      ^"),
            (
                "a = {} a.b.c = 1 + a.d", "attempt to perform arithmetic on a nil value (field 'd')",
                "                     ^"
            ),
            ("t.x, x = t.x.y", "attempt to index a nil value (field 'x')", "           ^"),
            ("x.x()", "attempt to index a nil value (global 'x')", "^"),
            ("print(t[\"x\"].y)", "attempt to index a nil value (field 'x')", "        ^^^"),
            ("s:nope(nope)", "attempt to call a nil value (method 'nope')", "  ^^^^"),
            ("return 'a' .. b, b", "attempt to concatenate a nil value (global 'b')", "              ^"),
            ("n = n and #t.n", "attempt to get length of a nil value (field 'n')", "             ^"),
            ("for i = 1, 'x' do end", "'for' limit must be a number", "^^^"),
            ("", "attempt to call a nil value (global 'x')", ""),
            ("y()", "attempt to call a nil value (global 'x')", ""),
            ("x()", "no quotes", ""),
            ("x()", "'", ""),
        ]
    )
    func places(line: String, message: String, expected: String) {
        let line = line.replacing("local x = nil; x", with: "local x = nil;   x")
        let range = Culprit(in: line).range(for: message)
        let carets =
            range.map {
                String(repeating: " ", count: $0.lowerBound) + String(repeating: "^", count: $0.count)
            } ?? ""
        #expect(carets == expected)
    }

    @Test("Of several equal tokens the one at which the text fails")
    func syntax() {
        let culprit = Culprit(in: "x = = 1")
        #expect(culprit.range(forSyntax: "unexpected symbol near '='") { $0 >= 5 } == 4..<5)
        #expect(culprit.range(forSyntax: "unexpected symbol near '='") { _ in false } == 2..<3)
        #expect(culprit.range(forSyntax: "'=' expected near <eof>") { _ in true } == 2..<3)
    }
}
