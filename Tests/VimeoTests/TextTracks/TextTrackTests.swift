import Testing

@testable import Vimeo

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("Text tracks on the wire")
struct TextTrackTests {
    private static let webVTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHi\n"

    /// Runs a body with an API, a host of another origin for the bytes, and a file.
    private func withTracks(
        _ content: String = webVTT,
        name: String = "f.vtt",
        api script: @escaping @Sendable (RecordedRequest, _ link: String) -> Reply = answer,
        host hostScript: @escaping TestServer.Script = { _ in .status(200) },
        events: EventLog = EventLog(),
        body: (Client, _ api: TestServer, _ host: TestServer, _ path: String) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file(name, Array(content.utf8))
        try await TestServer.run(script: hostScript) { host in
            let link = "\(host.root)/put?Signature=hunter2"
            try await withBench(configure: { $0.onTransfer = { events.add($0) } }) {
                script($0, link)
            } body: { bench, api in
                try await body(bench.client, api, host, path)
            }
        }
    }

    @Sendable private static func answer(_ request: RecordedRequest, _ link: String) -> Reply {
        switch (request.method, request.path) {
        case ("POST", "/videos/1/texttracks"): .json(201, #"{"uri":"/videos/1/texttracks/9","link":"\#(link)"}"#)
        case ("PATCH", "/videos/1/texttracks/9"): .json(200, #"{"uri":"/videos/1/texttracks/9","active":true}"#)
        case ("GET", "/videos/1/texttracks/9"): .json(200, #"{"uri":"/videos/1/texttracks/9","active":false}"#)
        default: .status(404)
        }
    }

    @Test("A track is created, sent to its link without the token, and activated")
    func active() async throws {
        let events = EventLog()
        try await withTracks(events: events) { client, api, host, path in
            let response = try await client.uploadTextTrack(
                videoURI: "/videos/1",
                type: "captions",
                language: "en-us",
                .file(path),
                active: true
            )
            #expect(JSONValue(json: response.body)?["active"] == .boolean(true))
            #expect(
                api.requests.map { "\($0.method) \($0.target)" } == [
                    "POST /videos/1/texttracks?fields=uri,link", "PATCH /videos/1/texttracks/9",
                ]
            )
            #expect(api.requests[0].text == #"{"language":"en-US","name":"f.vtt","type":"captions"}"#)
            #expect(api.requests[1].text == #"{"active":true}"#)
            let put = try #require(host.requests.first)
            #expect(put.method == "PUT")
            #expect(put.text == Self.webVTT)
            #expect(put["Content-Type"] == "text/vtt")
            #expect(put["Authorization"] == nil)
            #expect(!put.head.contains(Bench.token))
            let size = Self.webVTT.utf8.count
            #expect(
                events.words == [
                    "began texttrack f.vtt 0/\(size)", "moved \(size) 0/\(size)", "moved \(size) \(size)/\(size)",
                    "ended \(size)",
                ]
            )
        }
    }

    @Test("SubRip is sent as WebVTT; without activation the track is read")
    func subRip() async throws {
        try await withTracks("1\r\n00:00:01,000 --> 00:00:02,000\r\nHi\r\n", name: "f.srt") { client, api, host, path in
            let response = try await client.uploadTextTrack(
                videoURI: "videos/1",
                type: "subtitles",
                language: "de",
                .file(path),
                name: "Deutsch"
            )
            #expect(JSONValue(json: response.body)?["active"] == .boolean(false))
            #expect(api.requests.map(\.method) == ["POST", "GET"])
            #expect(api.requests[0].text.contains(#""name":"Deutsch""#))
            #expect(host.requests.first?.text == Self.webVTT)
        }
    }

    @Test("What is wrong with the call or the file is found before any request")
    func refused() async throws {
        try await withTracks("no captions") { client, api, _, path in
            func code(_ uri: String, _ type: String, _ language: String, _ path: String) async -> VimeoError.Code {
                await failure {
                    _ = try await client.uploadTextTrack(videoURI: uri, type: type, language: language, .file(path))
                }.code
            }
            #expect(await code("/users/1", "captions", "en", path) == "bad_uri")
            #expect(await code("/videos/1", "caption", "en", path) == "bad_type")
            #expect(await code("/videos/1", "captions", "english", path) == "bad_language")
            #expect(await code("/videos/1", "captions", "en", "\(path).none") == "no_file")
            #expect(await code("/videos/1", "captions", "en", path) == "captions")
            #expect(truncate(path, off_t(CaptionFile.largest + 1)) == 0)
            #expect(await code("/videos/1", "captions", "en", path) == "too_large")
            #expect(api.connections == 0)
        }
    }

    @Test("The host may fail once; a refusal does not show the link and names the empty track")
    func host() async throws {
        let script = Steps([.status(500), .status(200)])
        let events = EventLog()
        try await withTracks(host: { _ in script.next() }) { client, _, host, path in
            _ = try await client.uploadTextTrack(videoURI: "/videos/1", type: "captions", language: "en", .file(path))
            #expect(host.requests.map(\.text) == [Self.webVTT, Self.webVTT])
        }
        try await withTracks(host: { _ in .status(403) }, events: events) { client, _, _, path in
            let error = await failure {
                _ = try await client.uploadTextTrack(
                    videoURI: "/videos/1",
                    type: "captions",
                    language: "en",
                    .file(path)
                )
            }
            #expect(error.kind == .upload)
            #expect(error.statusCode == 403)
            #expect(error.hint?.contains("/videos/1/texttracks/9") == true)
            #expect(!error.description.contains("hunter2"))
            #expect(events.words.last == "failed forbidden")
        }
    }

    @Test("The API's refusal is the API's error, and no byte moves", arguments: [403, 200, 201])
    func api(status: Int) async throws {
        try await withTracks(api: { _, _ in .json(status, "{}") }) { client, _, host, path in
            let error = await failure {
                _ = try await client.uploadTextTrack(
                    videoURI: "/videos/1",
                    type: "captions",
                    language: "en",
                    .file(path)
                )
            }
            #expect(error.kind == (status == 403 ? .api : .upload))
            #expect(host.connections == 0)
        }
    }
}
