import Testing

@testable import Vimeo

@Suite("Pictures on the wire")
struct PictureTests {
    /// Runs a body with an API, a picture host of another origin and an image file.
    private func withPictures(
        api script: @escaping @Sendable (RecordedRequest, _ link: String) -> Reply,
        host hostScript: @escaping TestServer.Script = { _ in .status(200) },
        body: (Client, _ api: TestServer, _ host: TestServer, _ path: String) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("logo.png", pattern(300_000))
        try await TestServer.run(script: hostScript) { host in
            let link = "\(host.root)/put?Signature=hunter2"
            try await withBench(script: { script($0, link) }) { bench, api in
                try await body(bench.client, api, host, path)
            }
        }
    }

    @Sendable private static func answer(_ request: RecordedRequest, _ link: String) -> Reply {
        switch (request.method, request.path) {
        case ("GET", "/videos/1"):
            .json(200, #"{"metadata":{"connections":{"pictures":{"uri":"/videos/1/pictures"}}}}"#)
        case ("POST", "/videos/1/pictures"):
            .json(201, #"{"uri":"/videos/1/pictures/9","link":"\#(link)","active":false}"#)
        case ("PATCH", "/videos/1/pictures/9"): .json(200, #"{"uri":"/videos/1/pictures/9","active":true}"#)
        case ("GET", "/videos/1/pictures/9"): .json(200, #"{"uri":"/videos/1/pictures/9","active":false}"#)
        default: .status(404)
        }
    }

    @Test(
        "A picture is created, sent to its link without the token, and activated",
        arguments: ["/videos/1", "https://www.vimeo.com/1"]
    )
    func active(target: String) async throws {
        try await withPictures(api: Self.answer) { client, api, host, path in
            let response = try await client.uploadPicture(target: target, .file(path), activate: true)
            #expect(JSONValue(json: response.body)?["active"] == .boolean(true))
            #expect(
                api.requests.map { "\($0.method) \($0.target)" } == [
                    "GET /videos/1?fields=metadata.connections.pictures.uri", "POST /videos/1/pictures?fields=uri,link",
                    "PATCH /videos/1/pictures/9",
                ]
            )
            #expect(api.requests.last?.text == #"{"active":true}"#)
            let put = try #require(host.requests.first)
            #expect(host.requests.count == 1)
            #expect(put.method == "PUT")
            #expect(put.target == "/put?Signature=hunter2")
            #expect(put.body == pattern(300_000))
            #expect(put["Authorization"] == nil)
            #expect(!put.head.contains(Bench.token))
            #expect(put["Accept"]?.contains("vimeo") == false)
        }
    }

    @Test(
        "Without activation the picture is read, and a pictures URI needs no asking",
        arguments: ["/videos/1/pictures", "videos/1/pictures"]
    )
    func inactive(target: String) async throws {
        try await withPictures(api: Self.answer) { client, api, _, path in
            let response = try await client.uploadPicture(target: target, .file(path))
            #expect(JSONValue(json: response.body)?["active"] == .boolean(false))
            #expect(api.requests.map(\.method) == ["POST", "GET"])
        }
    }

    @Test("Pictures that are unavailable for a moment are asked for again")
    func unavailable() async throws {
        let first = Steps([.json(503, #"{"error_code":7001}"#), .silence])
        try await withPictures { request, link in
            if request.method == "POST" {
                let reply = first.next()
                if !reply.bytes.isEmpty { return reply }
            }
            return Self.answer(request, link)
        } body: { client, api, _, path in
            _ = try await client.uploadPicture(target: "/videos/1/pictures", .file(path))
            #expect(api.requests.map(\.method) == ["POST", "POST", "GET"])
        }
    }

    @Test("The picture host may fail once; a refusal is an error that does not show the link")
    func host() async throws {
        let script = Steps([.status(500), .status(200)])
        try await withPictures(api: Self.answer, host: { _ in script.next() }) { client, _, host, path in
            _ = try await client.uploadPicture(target: "/videos/1/pictures", .file(path))
            #expect(host.requests.map(\.body) == [pattern(300_000), pattern(300_000)])
        }
        try await withPictures(api: Self.answer, host: { _ in .status(403) }) { client, _, _, path in
            let error = await failure { _ = try await client.uploadPicture(target: "/videos/1/pictures", .file(path)) }
            #expect(error.kind == .upload)
            #expect(error.statusCode == 403)
            #expect(!error.description.contains("hunter2"))
        }
    }

    @Test("A picture that exists but could not be put in use is named")
    func notActivated() async throws {
        try await withPictures(api: { request, link in
            request.method == "PATCH" ? .status(500) : Self.answer(request, link)
        }) { client, _, host, path in
            let error = await failure {
                _ = try await client.uploadPicture(target: "/videos/1", .file(path), activate: true)
            }
            #expect(error.statusCode == 500)
            #expect(error.hint?.hasSuffix("/videos/1/pictures/9 exists, but may not be in use") == true)
            #expect(host.requests.count == 1)
        }
    }

    @Test("The API's refusal is the API's error; an answer without a link is an error", arguments: [404, 200, 201])
    func refused(status: Int) async throws {
        try await withPictures(api: { _, _ in .json(status, "{}") }) { client, _, host, path in
            let error = await failure { _ = try await client.uploadPicture(target: "/videos/1", .file(path)) }
            #expect(error.kind == (status == 404 ? .api : .upload))
            #expect(host.connections == 0)
        }
    }

    @Test(
        "What is not the URI of a resource is refused",
        arguments: ["", "/", "/videos/../me", "https://vimeo.com/me", "/videos/1?x"]
    )
    func badTarget(target: String) async throws {
        try await withPictures(api: Self.answer) { client, api, _, path in
            let error = await failure { _ = try await client.uploadPicture(target: target, .file(path)) }
            #expect(error.code == "bad_uri")
            #expect(api.connections == 0)
        }
    }
}
