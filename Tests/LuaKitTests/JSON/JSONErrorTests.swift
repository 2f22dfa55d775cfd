import CLua
import Testing

@testable import LuaKit

@Suite("What errors of JSON say")
struct JSONErrorTests {
    @Test("Errors of reading name the path, the line and the column")
    func messages() throws {
        let state = try JSONState()
        let cases: [(text: String, message: String)] = [
            ("", "empty text where a JSON value was expected (line 1, column 1)"),
            ("  ", "expected a value, found the end of the text (line 1, column 3)"),
            ("\u{FEFF}{}", "a byte order mark is not allowed before JSON (line 1, column 1)"),
            ("{} x", "nothing may follow the value, but there is 'x' (line 1, column 4)"),
            (
                "{\"data\":[1,2,{\"user\":{\"name\":nil}}]}",
                "expected null, found 'i' at data[3].user.name (line 1, column 31)"
            ),
            ("{\n  \"a\": [\n    1,\n    x\n  ]\n}", "expected a value, found 'x' at a[2] (line 4, column 5)"),
            ("{\"é\":\"日\u{1}\"}", "byte 0x01 must be escaped inside a string at [\"é\"] (line 1, column 8)"),
            ("{\"a\":1,\"b\"}", "expected ':' after the key, found '}' (line 1, column 11)"),
            ("{\"a\":{\"b\":1,c}}", "expected a key in quotes, found 'c' at a (line 1, column 13)"),
            (
                "[[],[{}],[1,{\"k\":[0,01]}]]",
                "a number must not start with 0 and another digit at [3][2].k[2] (line 1, column 21)"
            ),
            (
                "{\"a b\":{\"\":{\"1x\":{\"end\\n\":?}}}}",
                "expected a value, found '?' at [\"a b\"][\"\"][\"1x\"][\"end\\n\"] (line 1, column 27)"
            ),
            (
                "{\"a\":{\"x\":\"}]\\\"\",\"y\":[\"{\"]},\"b\":1e999}",
                "the number is too large for a float at b (line 1, column 33)"
            ),
            ("[1 2]", "expected ',' or ']', found '2' at [1] (line 1, column 4)"),
            ("{\"a\":\"\\q\"}", "'q' after a backslash is not a JSON escape at a (line 1, column 7)"),
            ("{\"a\":\"b", "the text ends inside a string at a (line 1, column 8)"),
            ("[\"\\ud800\"]", "the first half of a surrogate pair stands alone at [1] (line 1, column 3)"),
            ("[\"\\udc00\"]", "the second half of a surrogate pair stands alone at [1] (line 1, column 3)"),
            ("[\"\\u12x4\"]", "expected four hexadecimal digits after \\u, found 'x' at [1] (line 1, column 7)"),
        ]
        for (text, message) in cases {
            #expect(state.error(Array(text.utf8))?.message == message)
        }
        let bytes = Array("{\"a\":[\"".utf8) + [0xFF] + Array("\"]}".utf8)
        #expect(state.error(bytes)?.description == "byte 0xFF is not valid UTF-8 here at a[1] (line 1, column 8)")
    }

    @Test("A depth of 512 is read and written, 513 is an error that names the path, for arrays and objects")
    func depth() throws {
        let state = try JSONState()
        func arrays(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        func objects(_ depth: Int) -> [UInt8] {
            Array(
                (String(repeating: "{\"a\":", count: depth - 1) + "{}" + String(repeating: "}", count: depth - 1)).utf8
            )
        }
        for text in [arrays(512), objects(512)] {
            #expect(try state.rewritten(text) == String(decoding: text, as: UTF8.self))
        }
        let array = state.error(arrays(513))
        #expect(array?.code == .jsonDepth)
        #expect(array?.position?.offset == 512)
        #expect(array?.path.hasPrefix("[1][1][1]") == true)
        #expect(array?.path.contains("…") == true)
        let object = state.error(objects(513))
        #expect(object?.code == .jsonDepth)
        #expect(object?.path == "a" + String(repeating: ".a", count: 11) + "…" + String(repeating: ".a", count: 6))
        #expect(state.error(Array(repeating: UInt8(ascii: "["), count: 1_000_000))?.code == .jsonDepth)
        // The limit counts levels, not containers.
        let wide = "[" + Array(repeating: "[[]]", count: 1000).joined(separator: ",") + "]"
        #expect(try state.rewritten(Array(wide.utf8)) == wide)
    }

    @Test("A long key in a path is cut, an error in it is not about the key before")
    func keysInPaths() throws {
        let state = try JSONState()
        let long = String(repeating: "k", count: 5000)
        let error = state.error(Array("{\"\(long)\":[x]}".utf8))
        #expect(error?.path == "[\"\(String(repeating: "k", count: 64))…\"][1]")
        #expect(state.error(Array("{\"a\":1,\"b\u{1}\":2}".utf8))?.path == "")
        #expect(state.error(Array("[{\"a\":1,\"b\\x\":2}]".utf8))?.path == "[1]")
    }

    @Test("After an error the same state reads on as if nothing had been")
    func stateStaysUsable() throws {
        let state = try JSONState()
        for _ in 0..<300 {
            _ = state.error(Array("[[{\"a\":[1,2,{\"b\":\"x\",".utf8))
            #expect(try state.rewritten(Array("[[1]]".utf8)) == "[[1]]")
        }
    }

    @Test("A Lua stack that cannot grow is an error, not a crash")
    func fullStack() throws {
        let state = try JSONState()
        var free: Int32 = 1_000_000
        while free > 0 {
            if lua_checkstack(state.lua, free) != 0 { lua_settop(state.lua, lua_gettop(state.lua) + free) }
            free /= 2
        }
        lua_settop(state.lua, -14)
        #expect(
            state.error(Array("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]".utf8))?.code == .stack
        )
        #expect(state.error(Array(repeating: 0x20, count: 1000))?.code == .stack)
    }
}
