import Testing

@testable import LuaKit

struct LuaCursorTargetTests {
    private func target(_ text: String) -> String {
        let (cursor, bytes, offset) = luaCursor(text)
        switch cursor.target {
        case .name(let prefix, let range, let path, let separator):
            #expect(range == offset - prefix.utf8.count..<offset)
            let sign = [LuaCursor.Separator.none: "", .dot: ".", .colon: ":"][separator] ?? ""
            return (path.map(shown) ?? "") + sign + prefix + "|"
        case .key(let prefix, let range, let path):
            #expect(range.upperBound == offset && bytes[range.lowerBound - 1] != 0x5B)
            return "\(shown(path))[\"\(prefix)|"
        case .string(let content, let range):
            #expect(range.upperBound == offset)
            return "\"\(String(decoding: content, as: UTF8.self))| \(range.count)"
        case .attribute(let prefix, let range):
            #expect(range == offset - prefix.utf8.count..<offset)
            return "<\(prefix)|"
        case .none:
            return "-"
        }
    }

    @Test(
        "Names and the chains before them",
        arguments: [
            ("|", "|"), ("pri|", "pri|"), ("pri|nt", "pri|"), ("x = |", "|"), ("f(a, b|", "b|"), ("en|", "en|"),
            ("end|", "end|"),
            ("a.|", "a.|"), ("a.b|", "a.b|"), ("a.b|cd", "a.b|"), ("a.end|", "a.end|"), ("a:|", "a:|"),
            ("a:b|", "a:b|"),
            ("a . b|", "a.b|"), ("a.\n-- c\nb|", "a.b|"), ("a.b[\"c\"][1].d:pre|", "a.b.c[1].d:pre|"),
            ("f().x|", "f().x|"), ("f(1, {2}, 'x').x|", "f().x|"), ("f'x'.y|", "f().y|"), ("f[[x]].y|", "f().y|"),
            ("f{1}.y|", "f().y|"), ("f{1}'x'(2).y|", "f()()().y|"), ("a:b(1):c|", "a.b():c|"), ("a[-2].x|", "a[-2].x|"),
            ("a[0x10].x|", "a[16].x|"), ("a[0xFFFFFFFFFFFFFFFF].x|", "a[-1].x|"), ("a[ [[k]] ].x|", "a.k.x|"),
            ("(\"x\"):up|", "\"\":up|"), ("((\"x\")):up|", "\"\":up|"), ("(a).b|", "a.b|"), ("((a).b).c|", "a.b.c|"),
            ("(a.b(1)).c|", "a.b().c|"), ("x = y.z .. a.b|", "a.b|"), ("return a.b|", "a.b|"), ("a..b|", "b|"),
            ("a.b..c|", "c|"),
            ("a.|.b", "a.|"), ("if a.b then c.d|", "c.d|"), ("function M.a|", "M.a|"), ("function f(x) (g).y|", "g.y|"),
            ("::l:: ab|", "ab|"), ("'x' .. ab|", "ab|"), ("'x'|", "|"), ("[[x]]|", "|"), ("--[[x]]|", "|"),
            ("-- x\n|", "|"),
        ]
    )
    func names(text: String, expected: String) {
        #expect(target(text) == expected)
    }

    @Test(
        "Strings, keys and attributes",
        arguments: [
            ("t[\"pre|", "t[\"pre|"), ("t['pre|", "t[\"pre|"), ("t['pre|fix'] = 1", "t[\"pre|"), ("a.b['|", "a.b[\"|"),
            ("f()['x|", "f()[\"x|"), ("t['a']['b|", "t.a[\"b|"), ("t['a\\x41|", "t[\"aA|"), ("x = \"ab|", "\"ab| 2"),
            ("f('a\\n|b')", "\"a\n| 3"), ("'a\\|n'", "\"a| 2"), ("f'ab|", "\"ab| 2"), ("{ ['ab|", "\"ab| 2"),
            ("(a + b)['x|", "\"x| 1"),
            ("'abc|\nx = 1", "\"abc| 3"), ("'a\\z  |", "\"a| 5"), ("'é|", "\"é| 2"),
            ("local x <|", "<|"), ("local x <co|", "<co|"), ("local x <co|nst>", "<co|"), ("local x, y <c|", "<c|"),
            ("local x <const>, y <c|", "<c|"), ("x < c|", "c|"), ("local x = y < c|", "c|"),
            ("local x = a, y < c|", "c|"),
        ]
    )
    func strings(text: String, expected: String) {
        #expect(target(text) == expected)
    }

    @Test(
        "Places where nothing is completed",
        arguments: [
            "-- ab|", "-- ab|\nc", "--|", "--[[ ab|", "--[[ a|b ]]", "12|", "1|2", "3.|", "0x|", "3x|", "a.1|", "[[ab|",
            "[[a|b]]",
            "[==[a]]|", "é|", "(a or b).c|", "a[i].b|", "a[1.5].b|", "{}.b|", "\"x\":up|", "1 .x|", "local |",
            "local ab|",
            "local function f|", "function f|", "for i|", "goto l|", "::l|", ".|", ":|", "f(x).1|", "(a b).c|",
            "function f(a).x|", "local a, b|", "local a <const>, b|", "for k, v|", "function f(a|", "function f(a, b|",
        ]
    )
    func nothing(text: String) {
        #expect(target(text) == "-")
    }

    @Test("Offsets out of bounds are taken for the nearest one")
    func bounds() {
        let source = LuaSource(Array("ab".utf8))
        #expect(source.cursor(at: 99) == source.cursor(at: 2))
        #expect(source.cursor(at: -1) == source.cursor(at: 0))
    }
}
