import Testing

@testable import Vimeo

@Suite("JSON values")
struct JSONValueTests {
    @Test("Every kind of value is read, whole numbers with every digit")
    func reading() throws {
        let json = #"{"a":null,"b":true,"c":9223372036854775807,"d":-1.5,"e":"ü\n","f":[1,[]],"g":{}}"#
        let value = try #require(JSONValue(json: Array(json.utf8)))
        #expect(value["a"] == .null)
        #expect(value["b"] == .boolean(true))
        #expect(value["c"] == .integer(.max))
        #expect(value["d"] == .number(-1.5))
        #expect(value["e"] == .string("ü\n"))
        #expect(value["f"] == .array([.integer(1), .array([])]))
        #expect(value["g"] == .object([:]))
        #expect(value["h"] == nil)
    }

    @Test("What is no JSON gives nothing", arguments: ["", "{", "<html>", "{\"a\":1}x", "nul"])
    func broken(text: String) {
        #expect(JSONValue(json: Array(text.utf8)) == nil)
    }

    @Test("Bytes that are no UTF-8 give nothing, and a thousand levels do no harm")
    func hostile() {
        #expect(JSONValue(json: [0x22, 0xFF, 0x22]) == nil)
        _ = JSONValue(json: Array(repeating: UInt8(ascii: "["), count: 100_000))
    }

    @Test("Writing gives sorted keys and reads back the same; NaN is refused")
    func writing() throws {
        let value = JSONValue.object(["b": .integer(.min), "a": .array([.null, .number(0.1), .string("/\"")])])
        let text = try value.encoded()
        #expect(String(decoding: text, as: UTF8.self) == #"{"a":[null,0.1,"/\""],"b":-9223372036854775808}"#)
        #expect(JSONValue(json: text) == value)
        #expect(throws: VimeoError.self) { try JSONValue.number(.nan).encoded() }
    }
}
