import FoundationEssentials
import Testing

@testable import JSONCore

@Suite struct JSONTests {
    @Test(
        "What is valid is read and written the same",
        arguments: [
            "null", "true", "[]", "{}", "0", "-1", "9223372036854775807", "-9223372036854775808", "1.5", "[1,[2,{}]]",
            #"{"b":1,"a":{"c":null}}"#, #""é🚢""#, #""\"\\\n\t\u0001""#, #""/""#,
        ]
    )
    func roundTrip(text: String) throws {
        #expect(String(decoding: try JSONParser.parse(Array(text.utf8)).bytes(), as: UTF8.self) == text)
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
        #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(Array(text.utf8)) }
    }

    @Test("Bytes that are no UTF-8 are refused")
    func notUTF8() {
        for bytes: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]] {
            #expect(throws: JSONParser.Failure.self) { try JSONParser.parse([0x22] + bytes + [0x22]) }
        }
    }

    @Test("Depth is limited, at the limit and not before")
    func depth() throws {
        let limit = JSONParser.depthLimit
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        _ = try JSONParser.parse(nested(limit))
        #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(nested(limit + 1)) }
        #expect(throws: JSONParser.Failure.self) { try JSONParser.parse([UInt8](repeating: 0x5B, count: 1_000_000)) }
    }

    @Test("Escapes and surrogate pairs become characters, and the last of equal keys wins in the first one's place")
    func escapesAndKeys() throws {
        #expect(try JSONParser.parse(Array(#""\ud83d\udea2\u00e9\/""#.utf8)) == "🚢é/")
        let object = try JSONParser.parse(Array(#"{"a":1,"b":2,"a":3}"#.utf8))
        #expect(String(decoding: object.bytes(), as: UTF8.self) == #"{"a":3,"b":2}"#)
    }

    @Test("An integer beyond 64 bits becomes a float, others keep every digit")
    func integers() throws {
        #expect(try JSONParser.parse(Array("9223372036854775808".utf8)) == .number(9_223_372_036_854_775_808))
        #expect(try JSONParser.parse(Array("9007199254740993".utf8)) == .integer(9_007_199_254_740_993))
    }

    @Test("Setting a member keeps its place, merging goes down into objects")
    func objects() {
        var object: JSONObject = ["a": 1, "b": ["c": 1, "d": 2]]
        object["a"] = 2
        object.merge(["b": ["d": 3], "e": .null])
        #expect(JSONValue.object(object).bytes() == Array(#"{"a":2,"b":{"c":1,"d":3},"e":null}"#.utf8))
        object["b"] = nil
        #expect(object["b"] == nil)
    }

    @Test("Objects with the same members in another order are equal, and sorted keys give the same bytes")
    func order() {
        let one: JSONValue = ["b": 1, "a": [["d": true, "c": .null]]]
        let other: JSONValue = ["a": [["c": .null, "d": true]], "b": 1]
        #expect(one == other)
        #expect(one != ["b": 1])
        #expect(one.bytes(sortedKeys: true) == other.bytes(sortedKeys: true))
        #expect(String(decoding: one.bytes(), as: UTF8.self) == #"{"b":1,"a":[{"d":true,"c":null}]}"#)
    }

    @Test("Numbers without a JSON form are written as null, and can be told")
    func notFinite() {
        let value: JSONValue = [1.5, .number(.nan), ["a": .number(.infinity)]]
        #expect(String(decoding: value.bytes(), as: UTF8.self) == #"[1.5,null,{"a":null}]"#)
        #expect(!value.isFinite)
        #expect(JSONValue.array([1.5, ["a": "NaN"]]).isFinite)
    }

    @Test("A whole number may be written as a text, and what is missing is null")
    func accessors() {
        let value: JSONValue = ["size": "25", "count": 3, "name": JSONValue(nil as String?), "on": true]
        #expect(value["size"]?.integer == 25)
        #expect(value["count"]?.integer == 3)
        #expect(value["name"] == .null)
        #expect(value["on"]?.boolean == true)
        #expect(value["x"]?["y"] == nil)
    }

    @Test(
        "What changes a terminal or ends a line is escaped",
        arguments: [
            ("", #""""#), ("a\"b\\", #""a\"b\\""#), ("\n\r\t\u{0}\u{1B}\u{7F}", #""\n\r\t\u0000\u001b\u007f""#),
            ("\u{85}\u{2028}\u{202E}", #""\u0085\u2028\u202e""#), ("\u{E0041}", #""\udb40\udc41""#),
            ("漢字 👨‍👩‍👧 é", #""漢字 👨‍👩‍👧 é""#), ("\r\n", #""\r\n""#),
            (String(decoding: [0x61, 0xFF, 0xC3] as [UInt8], as: UTF8.self), "\"a\u{FFFD}\u{FFFD}\""),
        ]
    )
    func escaping(text: String, json: String) {
        #expect(String(decoding: JSONValue.string(text).bytes(), as: UTF8.self) == json)
        #expect(JSONValue(json: Array(json.utf8)) == .string(text))
    }

    @Test("Any JSON value goes through a decoder and an encoder")
    func coding() throws {
        let value: JSONValue = ["b": [1, 1.5, "é", true, .null], "a": [:], "c": .integer(.max)]
        #expect(try JSONDecoder().decode(JSONValue.self, from: Data(value.bytes())) == value)
        #expect(JSONValue(json: Array(try JSONEncoder().encode(value))) == value)
    }
}
