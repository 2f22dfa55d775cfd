import JSONCore
import Testing

@testable import VimeoSandbox

@Suite struct FieldFilterTests {
    private let video: JSONValue = [
        "uri": "/videos/1", "upload": ["status": "complete", "size": 3], "app": .null,
        "sizes": [["width": 1, "link": "a"], ["width": 2, "link": "b"]],
    ]

    @Test(
        "Fields are chosen by name, dots go down through objects and arrays, unknown ones are left out",
        arguments: [
            ("uri", #"{"uri":"/videos/1"}"#),
            ("app,uri", #"{"uri":"/videos/1","app":null}"#),
            ("upload.status", #"{"upload":{"status":"complete"}}"#),
            ("upload.status,upload", #"{"upload":{"status":"complete","size":3}}"#),
            ("sizes.width", #"{"sizes":[{"width":1},{"width":2}]}"#),
            (" uri , nothing ", #"{"uri":"/videos/1"}"#),
            ("app.name", #"{"app":null}"#),
            ("error", "{}"),
            ("upload.nothing.more", #"{"upload":{}}"#),
        ]
    )
    func filter(fields: String, expected: String) throws {
        let filter = try #require(FieldFilter(fields))
        #expect(String(decoding: filter.apply(to: video).bytes(), as: UTF8.self) == expected)
    }

    @Test("A parameter that names nothing filters nothing", arguments: ["", ",", ".", ",,."])
    func empty(fields: String) {
        #expect(FieldFilter(fields) == nil)
    }

    @Test("A name of a hundred thousand parts is harmless")
    func deep() {
        #expect(FieldFilter(Array(repeating: "a", count: 100_000).joined(separator: ".")) == nil)
    }
}
