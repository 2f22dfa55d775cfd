import Testing

@testable import Vimeo

@Suite("Headers")
struct HeadersTests {
    @Test("Names ignore case, and order and repetition are kept")
    func lookup() {
        var headers: Headers = ["Set-Cookie": "a", "X": "1"]
        headers.add("set-cookie", "b")
        #expect(headers["SET-COOKIE"] == "a")
        #expect(headers.all("Set-Cookie") == ["a", "b"])
        #expect(headers["Y"] == nil)
        #expect(headers.fields.map(\.name) == ["Set-Cookie", "X", "set-cookie"])
    }

    @Test("A head that no server would take is refused, at the first byte too many")
    func size() throws {
        var headers = Headers()
        headers.add("Name", "value")
        let room = Headers.largestHead - "Namevalue".utf8.count - 4
        try headers.checkSize(with: String(repeating: "x", count: room))
        let error = #expect(throws: VimeoError.self) {
            try headers.checkSize(with: String(repeating: "x", count: room + 1))
        }
        #expect(error?.code == "head_too_large")
    }

    @Test(
        "Headers that could break or smuggle a message are refused",
        arguments: [
            ("Host", "x"), ("content-length", "1"), ("Transfer-Encoding", "chunked"), ("Connection", "close"),
            ("", "x"),
            ("A B", "x"), ("A:", "x"), ("X", "a\r\nB: c"), ("X", "a\nb"), ("X", "a\0b"), ("Ü", "x"),
        ]
    )
    func refused(name: String, value: String) {
        var headers = Headers()
        headers.add(name, value)
        let error = #expect(throws: VimeoError.self) { try headers.check() }
        #expect(error?.code == "bad_header")
    }

    @Test("What the client makes headers of is checked like those of a caller")
    func ownValues() async throws {
        var configuration = Configuration()
        configuration.apiRoot = "http://127.0.0.1:1"
        configuration.token = Bench.token
        let raw = Request(.post, "/x", body: .raw([], contentType: "text/plain\r\nX: y"))
        let client = try Client(configuration)
        let type = await failure { _ = try await client.send(raw) }
        #expect(type.kind == .usage && type.code == "bad_header")
        configuration.userAgent = "a\nb"
        let other = try Client(configuration)
        let agent = await failure { _ = try await other.send(Request(.get, "/x")) }
        #expect(agent.kind == .usage && agent.code == "bad_header")
    }

    @Test("Of a caller's headers only harmless ones go along to another origin")
    func harmless() {
        let headers: Headers = [
            "Authorization": "x", "Cookie": "x", "X-Api-Key": "x", "Range": "bytes=0-", "Accept": "a/b",
        ]
        #expect(headers.harmlessOnly.fields.map(\.name) == ["Range", "Accept"])
    }
}
