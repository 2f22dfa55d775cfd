import JSONCore
import Testing

@testable import VimeoSandbox

/// What tests over real sockets share.
protocol ServerTest {}

extension ServerTest {
    /// Runs `body` with a sandbox of its own.
    func with(
        _ options: SandboxOptions = SandboxOptions(),
        _ body: (Sandbox) async throws -> Void
    ) async throws {
        let sandbox = try await Sandbox.start(options)
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(sandbox))
        } catch {
            result = .failure(error)
        }
        await sandbox.shutdown()
        try result.get()
    }

    func get(_ path: String, _ sandbox: Sandbox, _ extra: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(sandbox.accessToken)\r\n\(extra)\r\n"
    }

    /// Makes an upload of `size` bytes and returns the video's URI and the path of the link.
    func create(_ size: Int, _ sandbox: Sandbox) throws -> (uri: String, path: String) {
        let body = #"{"upload":{"approach":"tus","size":\#(size)}}"#
        let client = try RawClient(sandbox.apiRoot)
        try client.send(
            "POST /me/videos HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(sandbox.accessToken)\r\n"
                + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
        let json = try JSONParser.parse(Array(try client.receive().body.utf8))
        let link = try #require(json["upload"]?["upload_link"]?.string)
        #expect(link.hasPrefix(sandbox.uploadRoot + "/files/"))
        return (try #require(json["uri"]?.string), String(link.dropFirst(sandbox.uploadRoot.count)))
    }

    func patch(_ path: String, offset: Int, length: Int, _ extra: String = "") -> String {
        "PATCH \(path) HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: \(offset)\r\n"
            + "Content-Type: application/offset+octet-stream\r\nContent-Length: \(length)\r\n\(extra)\r\n"
    }

    func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
}
