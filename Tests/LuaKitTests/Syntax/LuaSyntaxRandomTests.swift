import Testing

@testable import LuaKit

/// A small generator that gives the same numbers each time.
private struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func roll(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
    }
}

struct LuaSyntaxRandomTests {
    private static let snippets = [
        "local a <const>, b = 1, { x = 1, [\"y z\"] = function(q) local r = q return r end } f{a = 1}'x'",
        "for i = 1, 10 do if i % 2 == 0 then goto c end print(i) ::c:: end\nrepeat local u = 1 until u > 0",
        "vimeo.map(list, function(x) return vimeo.get(\"/me/videos\", { query = { per_page = 0x1p4 }, ['k'] = {} }) end)",
        "s = 'a\\z \n b\\x41\\u{48}' .. [==[ long ]] ]==] --[[ c ]] --[=[ d\n]=] -- e\nt['x'][-1].y:z(\"\\\n\", (('q')):w())",
        "if x then local z elseif y then z = 1 else z = 2 end while (f or g)(t[i]) do break end return a.b, ...;",
    ]

    private static let words =
        LuaWord.allCases.map { Array($0.rawValue.utf8) }
        + ["a", "'x'", "1", "[[", "]]", "\n", "--", "\"", "\\"].map { Array($0.utf8) }

    /// Asks everything at every offset, and checks what must hold for any text.
    private func check(_ bytes: [UInt8]) {
        let source = LuaSource(bytes)
        var end = 0
        for token in source.tokens {
            #expect(token.range.lowerBound >= end && !token.range.isEmpty)
            #expect(bytes[end..<token.range.lowerBound].allSatisfy { $0.isLuaSpace })
            end = token.range.upperBound
        }
        #expect(bytes[end...].allSatisfy { $0.isLuaSpace })
        _ = source.isIncomplete
        _ = source.finalReturn
        #expect(source.declaredLocals.allSatisfy { source.names.contains($0.name) })
        #expect(source.unmatchedBrackets.allSatisfy { range in source.tokens.contains { $0.range == range } })
        for offset in 0...bytes.count {
            #expect(source.indentation(ofLineAt: offset) >= 0)
            if let (one, other) = source.matchingBracket(at: offset) {
                #expect(one != other && one.lowerBound <= offset && offset <= one.upperBound)
            }
            switch source.cursor(at: offset).target {
            case .name(_, let range, _, _), .key(_, let range, _), .string(_, let range), .attribute(_, let range):
                #expect(range.upperBound == offset)
            case .none: break
            }
        }
    }

    @Test("Random bytes")
    func bytes() {
        var dice = Dice(seed: 1)
        for _ in 0..<150 { check((0..<dice.roll(60)).map { _ in UInt8(dice.roll(256)) }) }
    }

    @Test("Random sequences of words and pieces of tokens")
    func sequences() {
        var dice = Dice(seed: 2)
        for _ in 0..<300 {
            check(
                Array(
                    (0..<dice.roll(25)).map { _ in Self.words[dice.roll(Self.words.count)] }.joined(separator: [0x20])
                )
            )
        }
    }

    @Test("Real text that is cut off, or has bytes removed, replaced and inserted", arguments: snippets)
    func mutations(snippet: String) {
        let bytes = Array(snippet.utf8)
        check(bytes)
        var dice = Dice(seed: 3)
        for _ in 0..<40 {
            let start = dice.roll(bytes.count)
            var changed = Array(bytes[start...].prefix(dice.roll(bytes.count) + 1))
            for _ in 0..<dice.roll(6) where !changed.isEmpty {
                let place = dice.roll(changed.count)
                switch dice.roll(3) {
                case 0: changed.remove(at: place)
                case 1: changed[place] = bytes[dice.roll(bytes.count)]
                default: changed.insert(contentsOf: Self.words[dice.roll(Self.words.count)], at: place)
                }
            }
            check(changed)
        }
    }

    @Test(
        "Large texts, balanced and not",
        arguments: [
            ("f({a=", ""), ("f({", "})"), ("(", ")"), ("((", ")"), ("[", ")"), ("f(", ""), ("a.b(1)[2]:c'x'{}", ""),
            ("do ", "end "),
            ("end ", ""), ("local a <const> = {1, 2}\n", ""), ("function f() ", ")"), ("[=", ""), ("--[==", ""),
            ("]=]", ""),
            ("'\\z", ""), ("local a, ", ""), ("::a::", ""), ("if x then (", "else "), ("f({x={}, ", ""), ("{[", "]="),
            ("", "a"),
            ("local a <const>, ", ""), ("[[", ""), ("(a).b", ""), ("((a)", ".b)"), ("while f(", "do "), ("\"a\" ", ""),
        ]
    )
    func large(head: String, tail: String) {
        let bytes = Array((String(repeating: head, count: 10_000) + String(repeating: tail, count: 10_000)).utf8)
        let source = LuaSource(bytes)
        _ = source.isIncomplete
        _ = source.finalReturn
        _ = source.names
        _ = source.declaredLocals
        #expect(source.unmatchedBrackets.count <= source.code.count)
        for offset in [bytes.count, bytes.count / 2] {
            _ = source.cursor(at: offset)
            _ = source.indentation(ofLineAt: offset)
            _ = source.matchingBracket(at: offset)
        }
    }
}
