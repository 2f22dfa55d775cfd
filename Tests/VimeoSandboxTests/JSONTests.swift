import Testing

@testable import VimeoSandbox

@Suite struct JSONTests {
    @Test(
        "What is valid is read and written the same",
        arguments: [
            "null", "true", "[]", "{}", "0", "-1", "9223372036854775807", "-9223372036854775808", "1.5", "[1,[2,{}]]",
            #"{"b":1,"a":{"c":null}}"#, #""é🚢""#, #""\"\\\n\t\u0001""#, #""/""#,
        ]
    )
    func roundTrip(text: String) throws {
        #expect(String(decoding: try JSONReader.read(Array(text.utf8)).bytes, as: UTF8.self) == text)
    }

    @Test(
        "What is invalid is refused",
        arguments: [
            "", " ", "{", "[", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "-",
            "1e", "1e999", "nul", "truex", "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"",
            "\"\\udc00\"", "\"\n\"", "1 2", "NaN", "'a'", "[1]]", "\u{FEFF}1",
        ]
    )
    func refused(text: String) {
        #expect(throws: JSONReader.Failure.self) { try JSONReader.read(Array(text.utf8)) }
    }

    @Test("Bytes that are no UTF-8 are refused")
    func notUTF8() {
        for bytes: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]] {
            #expect(throws: JSONReader.Failure.self) { try JSONReader.read([0x22] + bytes + [0x22]) }
        }
    }

    @Test("Depth is limited, at the limit and not before")
    func depth() throws {
        let limit = JSONReader.depthLimit
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        _ = try JSONReader.read(nested(limit))
        #expect(throws: JSONReader.Failure.self) { try JSONReader.read(nested(limit + 1)) }
        #expect(throws: JSONReader.Failure.self) { try JSONReader.read([UInt8](repeating: 0x5B, count: 1_000_000)) }
    }

    @Test("Escapes and surrogate pairs become characters, and the last of equal keys wins in the first one's place")
    func escapesAndKeys() throws {
        #expect(try JSONReader.read(Array(#""\ud83d\udea2\u00e9\/""#.utf8)) == "🚢é/")
        let object = try JSONReader.read(Array(#"{"a":1,"b":2,"a":3}"#.utf8))
        #expect(String(decoding: object.bytes, as: UTF8.self) == #"{"a":3,"b":2}"#)
    }

    @Test("An integer beyond 64 bits becomes a float, others keep every digit")
    func integers() throws {
        #expect(try JSONReader.read(Array("9223372036854775808".utf8)) == .double(9_223_372_036_854_775_808))
        #expect(try JSONReader.read(Array("9007199254740993".utf8)) == .int(9_007_199_254_740_993))
    }

    @Test("Setting a member keeps its place, merging goes down into objects")
    func objects() {
        var object: JSONObject = ["a": 1, "b": ["c": 1, "d": 2]]
        object["a"] = 2
        object.merge(["b": ["d": 3], "e": .null])
        #expect(JSON.object(object).bytes == Array(#"{"a":2,"b":{"c":1,"d":3},"e":null}"#.utf8))
        object["b"] = nil
        #expect(object["b"] == nil)
    }
}
