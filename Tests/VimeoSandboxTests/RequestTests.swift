import JSONCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite struct RequestTests {
    @Test(
        "A target is taken apart and decoded, in origin and in absolute form",
        arguments: [
            ("/", []), ("/videos/1", ["videos", "1"]), ("/videos/1/", ["videos", "1"]),
            ("/a%20b/c%2Fd", ["a b", "c/d"]),
            ("http://127.0.0.1:1/me?x=1", ["me"]), ("http://host", []), ("//videos", ["", "videos"]), ("*", []),
            ("/a+b", ["a+b"]), ("/x?u=http://a/b", ["x"]),
        ] as [(String, [String])]
    )
    func targets(target: String, segments: [String]) throws {
        #expect(try ServerRequest(method: .GET, target: target).segments == segments)
    }

    @Test("Broken targets are refused with 400", arguments: ["", "videos", "/%", "/%2", "/%zz", "/%ff", "/a?b=%"])
    func refused(target: String) {
        #expect(throws: APIError.self) { try ServerRequest(method: .GET, target: target) }
    }

    @Test("In a query a plus is a space, and the last of equal names counts")
    func query() throws {
        let request = try ServerRequest(method: .GET, target: "/x?a=1+2%2C3&b&a=%2B")
        #expect(request.parameter("a") == "+")
        #expect(request.query[0].value == "1 2,3")
        #expect(request.parameter("b") == "")
        #expect(request.parameter("c") == nil)
    }

    @Test("A form becomes nested fields by dots and by brackets")
    func form() throws {
        let request = try ServerRequest(
            method: .POST,
            target: "/x",
            headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"],
            body: Array("name=A+b&privacy.view=nobody&privacy%5Badd%5D=true".utf8)
        )
        #expect(
            JSONValue.object(try request.fields()) == ["name": "A b", "privacy": ["view": "nobody", "add": "true"]]
        )
    }
}
