import Testing

struct InspectorTests {
    @Test(
        "Values are shown as Lua would write them, keys sorted, subtypes told apart",
        arguments: [
            ("1", "1"), ("1.0", "1.0"), ("-0.0", "-0.0"), ("0/0", "0/0"), ("1/0", "1/0"),
            ("2^53", "9007199254740992.0"),
            ("nil", "nil"), ("true", "true"), ("vimeo.json.null", "null"), ("print", "native function"),
            ("io.stdout", "<file>"), ("(function() local f = io.tmpfile() f:close() return f end)()", "<closed file>"),
            ("vimeo.get", "function vimeo.get(path [, query [, options]])"),
            ("load('return function(a, ...) end', '@f.lua')()", "function (a, ...)  f.lua:1"),
            ("load('return function() end', '=a\\27[2Jb')()", "function ()  a\\u{1b}[2Jb:1"),
            ("vimeo.spawn(print, '')", "<task ready>"),
            ("(function() local t = vimeo.spawn(error, 'no') pcall(t.await, t) return t end)()", "<task failed: no>"),
            ("(function() local t = vimeo.spawn(type, 1) t:await() return t end)()", "<task done>"),
            (
                "(function() local t = vimeo.spawn(vimeo.sleep, 900) vimeo.sleep(0.01) t:cancel() "
                    + "local s = vimeo.inspect(t) pcall(t.await, t) return {s, t} end)()",
                "{ \"<task waiting 0 s>\", <task cancelled> }"
            ),
            ("vimeo.json.decode('{\"a\":[],\"o\":{}}')", "{ a = [], o = {} }"),
            ("setmetatable({1}, {__name = 'a\\27[31mb'})", "a\\u{1b}[31mb { 1 }"),
            ("'caf\\xc3\\xa9 \\xff\\xe2\\x82'", "\"café \\xff\\xe2\\x82\""),
            ("'a\"b\\n'", "\"a\\\"b\\n\""), ("'\\xff\\27['", "\"\\xff\\u{1b}[\""), ("'é'", "\"é\""),
            ("{}", "{}"), ("{1, 2, 'x'}", "{ 1, 2, \"x\" }"),
            (
                "{b = 1, a = 2, [10] = 3, ['x y'] = 4, ['end'] = 5, [true] = 6}",
                "{ [10] = 3, a = 2, b = 1, [\"end\"] = 5, [\"x y\"] = 4, [true] = 6 }"
            ),
            ("(function() local t = {}; t.t = t; return t end)()", "{ t = <cycle, 1 up> }"),
            ("(function() local s = {1}; return {s, s} end)()", "{ { 1 }, { 1 } }"),
            (
                "setmetatable({1}, {__name = 'list', __tostring = error, __index = error, __pairs = error, __len = error})",
                "list { 1 }"
            ),
            ("{{{}}}, {depth = 2}", "{ { {…} } }"),
            ("{1, 2, 3, a = 1}, {items = 2}", "{ 1, … 2 more, a = 1 }"),
            ("{[0] = 'zero', 1, 2, 3, 4, 5, 6}, {items = 4}", "{ 1, 2, 3, … 3 more, [0] = \"zero\" }"),
            ("{1, 2, 3, 4, 5, 6, a = 1, b = 2}, {items = 4}", "{ 1, 2, 3, … 3 more, a = 1, … 1 more }"),
            ("{11, 22, 33, 44}, {width = 12}", "{\n  11, 22,\n  33, 44\n}"),
            ("{11, 22, {1, 2}, 33, a = 1}, {width = 12}", "{\n  11, 22,\n  { 1, 2 },\n  33,\n  a = 1\n}"),
            ("{aaaa = 1, bbbb = 2}, {width = 10}", "{\n  aaaa = 1,\n  bbbb = 2\n}"),
        ]
    )
    func values(expression: String, expected: String) async throws {
        #expect(try await runOffline("return vimeo.inspect(\(expression))") == expected)
    }

    @Test("Very deep and very long values are cut, not a crash")
    func huge() async throws {
        let result = try await runOffline(
            """
            local t = {}
            for i = 1, 100000 do t = {t} end
            return #vimeo.inspect(t, {depth = 1000000}) > 0 and #vimeo.inspect(('x'):rep(1e6)) < 3000
            """
        )
        #expect(result == "true")
    }
}
