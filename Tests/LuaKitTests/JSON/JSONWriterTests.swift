import CLua
import Testing

@testable import LuaKit

@Suite("Lua values written as JSON")
struct JSONWriterTests {
    @Test("Lua values have the text that the rules say")
    func values() throws {
        let state = try JSONState()
        let cases: [(expression: String, text: String)] = [
            ("nil", "null"), ("true", "true"), ("false", "false"), ("null", "null"), ("{}", "{}"), ("array({})", "[]"),
            ("{1}", "[1]"), ("{1, 2, 3}", "[1,2,3]"), ("{'a', {}}", "[\"a\",{}]"), ("array({1, 'a'})", "[1,\"a\"]"),
            ("{[1] = 'a', [2] = 'b'}", "[\"a\",\"b\"]"), ("{[3] = 3, [2] = 2, [1] = 1}", "[1,2,3]"),
            ("{null, null}", "[null,null]"),
            ("{a = 1, b = {c = {true, false}}}", "{\"a\":1,\"b\":{\"c\":[true,false]}}"), ("{['1'] = 1}", "{\"1\":1}"),
            ("{[''] = 1}", "{\"\":1}"), ("{a = null}", "{\"a\":null}"), ("{a = array({})}", "{\"a\":[]}"),
            ("'a/b'", "\"a/b\""),
            (
                "'\\0\\1\\b\\t\\n\\f\\r\\27\\31\"\\\\\\127'",
                "\"\\u0000\\u0001\\b\\t\\n\\f\\r\\u001b\\u001f\\\"\\\\\u{7F}\""
            ),
            ("'é日😀\u{2028}'", "\"é日😀\u{2028}\""), ("1 << 63", "-9223372036854775808"), ("{[2^53|0] = 1} and 1", "1"),
            ("{[1.0] = 'x'}", "[\"x\"]"), ("setmetatable({a = 1}, {__index = {b = 2}})", "{\"a\":1}"),
            ("setmetatable({1}, {__len = function() return 5 end, __pairs = function() error('no') end})", "[1]"),
            ("{b = 1, a = 2, ab = 3, B = 4, ['é'] = 5, [''] = 6}", "{\"\":6,\"B\":4,\"a\":2,\"ab\":3,\"b\":1,\"é\":5}"),
            ("(function() local t = {1} return {t, t, {t}} end)()", "[[1],[1],[[1]]]"),
            (
                "(function() local t = {} for i = 1, 100 do t[i] = i end for i = 100, 4, -1 do t[i] = nil end return t end)()",
                "[1,2,3]"
            ),
        ]
        for (expression, text) in cases {
            #expect((try? state.encode(expression)) == text, "\(expression)")
        }
    }

    @Test("What has no form in JSON is an error that names its class and path")
    func errors() throws {
        let state = try JSONState()
        let cases: [(expression: String, code: LuaError.Code, message: String)] = [
            ("function() end", .jsonType, "a function has no form in JSON"),
            ("{a = {b = {1, 2, function() end}}}", .jsonType, "a function has no form in JSON at a.b[3]"),
            ("{null, {x = 0/0}}", .jsonRange, "NaN has no form in JSON at [2].x"),
            ("{['two words'] = {1/0}}", .jsonRange, "an infinite number has no form in JSON at [\"two words\"][1]"),
            ("{-1/0}", .jsonRange, "an infinite number has no form in JSON at [1]"),
            ("{a = {1, nil, 3}}", .jsonKeys, "a sparse array has 2 elements up to index 3 at a"),
            ("{[2] = 1}", .jsonKeys, "a sparse array has 1 element up to index 2"),
            ("{a = {[0] = 1}}", .jsonKeys, "a table has the integer key 0, but the keys of an array start at 1 at a"),
            ("{[-5] = 1}", .jsonKeys, "a table has the integer key -5, but the keys of an array start at 1"),
            ("{1, x = 1}", .jsonKeys, "a table has both string and integer keys"),
            ("{data = {{x = 1, 5}}}", .jsonKeys, "a table has both string and integer keys at data[1]"),
            ("{[1.5] = 1}", .jsonKeys, "a table has a float as a key"),
            ("{[true] = 1}", .jsonKeys, "a table has a boolean as a key"),
            ("{a = {[{}] = 1}}", .jsonKeys, "a table has a table as a key at a"),
            ("{[null] = 1}", .jsonKeys, "a table has a light userdata as a key"),
            ("{[function() end] = 1}", .jsonKeys, "a table has a function as a key"),
            ("array({x = 1})", .jsonKeys, "a table marked as an array has a string key"),
            ("{a = array({1, [3] = 3})}", .jsonKeys, "a sparse array has 2 elements up to index 3 at a"),
            ("array({[true] = 1})", .jsonKeys, "a table has a boolean as a key"),
            ("(function() local t = {} t.a = {t} return t end)()", .jsonCycle, "a table contains itself at a[1]"),
            ("(function() local t = {} t[1] = t return t end)()", .jsonCycle, "a table contains itself at [1]"),
            (
                "(function() local t, u = {}, {} t.u = u u.t = t return {x = t} end)()", .jsonCycle,
                "a table contains itself at x.u.t"
            ),
            (
                "{['a\\0\"\\\\b'] = function() end}", .jsonType,
                "a function has no form in JSON at [\"a\\u{0}\\\"\\\\b\"]"
            ),
        ]
        for sorted in [false, true] {
            for (expression, code, message) in cases {
                let error = #expect(throws: LuaError.self, "\(expression)") {
                    try state.encode(expression, .init(sortKeys: sorted))
                }
                #expect(error?.code == code)
                #expect(error?.message == message)
                #expect(error?.position == nil)
                lua_settop(state.lua, 1)
            }
        }
    }

    @Test("A mixed table is refused whatever key the table gives first")
    func mixedKeys() throws {
        let state = try JSONState()
        for expression in [
            "{a = 1, [7] = 2}", "{[7] = 2, a = 1}", "{1, 2, 3, b = 1}", "{a = 1, b = 2, c = 3, [100] = 1}",
            "{a = 1, [true] = 2}",
        ] {
            let error = #expect(throws: LuaError.self) { try state.encode(expression) }
            #expect(error?.code == .jsonKeys)
            lua_settop(state.lua, 1)
        }
    }

    @Test("Coroutines, userdata and light userdata other than null are refused")
    func otherTypes() throws {
        let state = try JSONState()
        lua_newthread(state.lua)
        #expect(throws: LuaError.self) { try state.write() }
        lua_newuserdatauv(state.lua, 0, 0)
        #expect(throws: LuaError.self) { try state.write() }
        lua_pushlightuserdata(state.lua, UnsafeMutableRawPointer(bitPattern: 8))
        #expect(throws: LuaError.self) { try state.write() }
    }

    @Test("Pretty text has one item to a line, two blanks for each level, and no lines in empty containers")
    func pretty() throws {
        let state = try JSONState()
        let text = try state.encode(
            "{a = {1, {}, array({}), {b = 'x'}}, c = {}, d = 2}",
            .init(pretty: true, sortKeys: true)
        )
        #expect(
            text == """
                {
                  "a": [
                    1,
                    {},
                    [],
                    {
                      "b": "x"
                    }
                  ],
                  "c": {},
                  "d": 2
                }
                """
        )
        #expect(try state.encode("{}", .init(pretty: true)) == "{}")
        #expect(try state.encode("{1}", .init(pretty: true)) == "[\n  1\n]")
        #expect(try state.encode("{a = 1}", .init(pretty: true)) == "{\n  \"a\": 1\n}")
        #expect(try state.encode("1", .init(pretty: true)) == "1")
    }

    @Test("Keys are sorted by bytes at every level, however many there are")
    func sortedKeys() throws {
        let state = try JSONState()
        let text = try state.encode(
            "(function() local t = {} for i = 1, 2000 do t['k' .. i] = {z = i, a = {y = 1, x = 2}} end return t end)()"
        )
        let keys = (1...2000).map { "k\($0)" }.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        let expected = keys.map { "\"\($0)\":{\"a\":{\"x\":2,\"y\":1},\"z\":\($0.dropFirst())}" }.joined(separator: ",")
        #expect(text == "{\(expected)}")
    }

    @Test("512 tables inside each other are written, 513 are an error")
    func depth() throws {
        let state = try JSONState()
        func nested(_ depth: Int) -> String {
            "(function() local t = {} for i = 2, \(depth) do t = {a = t} end return t end)()"
        }
        #expect(try state.encode(nested(512)).utf8.count == 511 * 6 + 2)
        let error = #expect(throws: LuaError.self) { try state.encode(nested(513)) }
        #expect(error?.code == .jsonDepth)
        #expect(error?.path.hasPrefix("a.a.a") == true)
    }

    @Test("The index of the value may count from either end of the stack")
    func indices() throws {
        let state = try JSONState()
        try state.evaluate("{1}")
        try state.evaluate("'x'")
        #expect(try JSONWriter.write(2, of: state.lua) == Array("[1]".utf8))
        #expect(try JSONWriter.write(-2, of: state.lua) == Array("[1]".utf8))
        #expect(try JSONWriter.write(-1, of: state.lua) == Array("\"x\"".utf8))
        #expect(lua_gettop(state.lua) == 3)
    }
}
