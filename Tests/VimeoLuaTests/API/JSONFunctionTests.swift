import Testing

struct JSONFunctionTests {
    @Test(
        "encode, decode, null and array keep what they were given",
        arguments: [
            ("return vimeo.json.encode({b = 1, a = {1, 2.0}}, {sort_keys = true})", #"{"a":[1,2.0],"b":1}"#),
            ("return vimeo.json.encode(vimeo.json.array{})", "[]"),
            ("return vimeo.json.encode({})", "{}"),
            ("return vimeo.json.encode(vimeo.json.decode('[[], {}]'))", "[[],{}]"),
            ("return vimeo.json.encode(vimeo.json.null)", "null"),
            ("return vimeo.json.decode('9007199254740993')", "9007199254740993"),
            ("return vimeo.json.decode('{\"a\": null}').a", "nil"),
            ("return vimeo.json.decode('{\"a\": null}', {null = 'keep'}).a == vimeo.json.null", "true"),
            ("return vimeo.json.decode('[null]')[1] == vimeo.json.null", "true"),
            ("return vimeo.json.encode({1}, {pretty = true})", "[\n  1\n]"),
            ("return vimeo.json.encode{value = 1}", #"{"value":1}"#),
        ]
    )
    func roundTrips(code: String, expected: String) async throws {
        #expect(try await runOffline(code) == expected)
    }

    @Test(
        "tostring of a decoded table is JSON on a short line",
        arguments: [
            ("{\"b\": 1, \"a\": [1, 2.5], \"c\": {}, \"d\": null}", #"{"a":[1,2.5],"b":1,"c":{}}"#), ("[]", "[]"),
            ("[\"\(String(repeating: "x", count: 200))\"]", "[\"\(String(repeating: "x", count: 97))…"),
        ]
    )
    func text(json: String, expected: String) async throws {
        #expect(try await runOffline("return tostring(vimeo.json.decode([=[\(json)]=]))") == expected)
    }

    @Test("Errors name the path")
    func paths() async throws {
        #expect(try await failure("vimeo.json.encode{data = {{}, {name = 0/0}}}").contains("data[2].name"))
        #expect(try await failure("vimeo.json.decode('{\"a\": [1, tru]}')").contains("a[2]"))
    }
}
