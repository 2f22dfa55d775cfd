import Synchronization
import Testing

@testable import Vimeo

@Suite("Calls about videos on the wire")
struct VideoCallTests {
    @Test("It polls a few fields until the video is transcoded, and gives the whole video")
    func wait() async throws {
        let script = Steps([
            .json(
                200,
                #"{"status":"uploading","upload":{"status":"in_progress"},"transcode":{"status":"in_progress"}}"#
            ),
            .json(500, "{}"), .json(200, #"{"status":"transcoding","transcode":{"status":"in_progress"}}"#),
            .json(
                200,
                #"{"status":"uploading","upload":{"status":"in_progress"},"transcode":{"status":"complete"}}"#
            ),
            .json(200, #"{"status":"available","transcode":{"status":"complete"}}"#),
            .json(200, #"{"data":[{"uri":"/videos/1/versions/2","upload":{"status":"complete"}}]}"#),
            .json(200, #"{"uri":"/videos/1","name":"N"}"#),
        ])
        try await withBench(configure: { $0.retries = 0 }, script: { _ in script.next() }) { bench, api in
            let response = try await bench.client.waitForTranscode(videoURI: "/videos/1")
            #expect(JSONValue(json: response.body)?["name"] == .string("N"))
            #expect(bench.waits == [1, 1.5, 2.25, 3.375])
            let poll = "/videos/1?fields=uri,status,upload.status,transcode.status"
            let versions = "/videos/1/versions?fields=uri,upload.status,transcode.status&per_page=100"
            #expect(api.requests.map(\.target) == [poll, poll, poll, poll, poll, versions, "/videos/1"])
        }
    }

    private static func version(_ number: Int, _ upload: String, _ transcode: String) -> String {
        #"{"uri":"/videos/1/versions/\#(number)","upload":{"status":"\#(upload)"},"transcode":{"status":"\#(transcode)"}}"#
    }

    @Test(
        "While a video is available, its new version is waited for; those without their file are not",
        arguments: ["complete", "error"]
    )
    func waitForVersion(end: String) async throws {
        let old = Self.version(2, "complete", "error") + "," + Self.version(3, "in_progress", "in_progress")
        let available = Reply.json(200, #"{"status":"available","transcode":{"status":"complete"}}"#)
        let script = Steps([
            available, .json(200, #"{"data":[\#(old),\#(Self.version(4, "complete", "in_progress"))]}"#),
            available, .json(200, #"{"data":[\#(old),\#(Self.version(4, "complete", end))]}"#),
            .json(200, #"{"uri":"/videos/1","name":"N"}"#),
        ])
        try await withBench(script: { _ in script.next() }) { bench, api in
            if end == "error" {
                let error = await failure { _ = try await bench.client.waitForTranscode(videoURI: "/videos/1") }
                #expect(error.code == "transcoding_error")
            } else {
                let response = try await bench.client.waitForTranscode(videoURI: "/videos/1")
                #expect(JSONValue(json: response.body)?["name"] == .string("N"))
            }
            #expect(bench.waits == [1])
        }
    }

    @Test("A token that may not see the versions waits for the video alone", arguments: [403, 404])
    func waitWithoutVersions(status: Int) async throws {
        let script = Steps([
            .json(200, #"{"status":"available","transcode":{"status":"complete"}}"#), .json(status, "{}"),
            .json(200, #"{"uri":"/videos/1","name":"N"}"#),
        ])
        try await withBench(script: { _ in script.next() }) { bench, api in
            _ = try await bench.client.waitForTranscode(videoURI: "/videos/1")
            #expect(bench.waits.isEmpty)
        }
    }

    @Test("The timeout counts by a clock that is never set; after it there is an error")
    func timeout() async throws {
        let clock = Mutex(0.0)
        let script = Reply.json(200, #"{"status":"transcoding","transcode":{"status":"in_progress"}}"#)
        try await withBench(configure: { configuration in
            configuration.timing.uptime = { clock.withLock { $0 } }
            configuration.timing.sleep = { seconds in clock.withLock { $0 += seconds } }
        }) { _ in
            script
        } body: { bench, api in
            let error = await failure {
                _ = try await bench.client.waitForTranscode(videoURI: "/videos/1", timeout: 60)
            }
            #expect(error.kind == .timeout)
            #expect(clock.withLock { $0 } == 60)
            #expect(api.requests.count == 11)
        }
    }

    @Test("An API that does not answer cannot hold it longer than the timeout", arguments: [0, 1, 2])
    func silence(answered: Int) async throws {
        let answers = [
            Reply.json(200, #"{"status":"available","transcode":{"status":"complete"}}"#), .json(200, #"{"data":[]}"#),
        ]
        let script = Steps(answers.prefix(answered) + [.silence])
        try await withBench(configure: { $0.timing.uptime = Timing.system.uptime }) { _ in
            script.next()
        } body: { bench, api in
            let start = Timing.system.uptime()
            let error = await failure {
                _ = try await bench.client.waitForTranscode(videoURI: "/videos/1", timeout: 0.5, grace: 0.1)
            }
            #expect(error.kind == .timeout && error.code == "transcode")
            // Half of what the client waits for an answer.
            #expect(Timing.system.uptime() - start < 60)
            #expect(api.requests.count <= answered + 1)
        }
    }

    @Test("A failure that passes is met again after a while, also with the last request")
    func lastRequest() async throws {
        let available = Reply.json(200, #"{"status":"available","transcode":{"status":"complete"}}"#)
        let versions = Reply.json(200, #"{"data":[]}"#)
        let script = Steps([
            available, versions, .json(500, "{}"), available, versions, .json(200, #"{"name":"N"}"#),
        ])
        try await withBench(configure: { $0.retries = 0 }, script: { _ in script.next() }) { bench, _ in
            let response = try await bench.client.waitForTranscode(videoURI: "/videos/1")
            #expect(JSONValue(json: response.body)?["name"] == .string("N"))
            #expect(bench.waits == [1])
        }
    }

    @Test("An API that stays unavailable ends the waiting after a minute", arguments: [0, 1])
    func unavailable(retries: Int) async throws {
        let clock = Mutex(0.0)
        try await withBench(configure: { configuration in
            configuration.retries = retries
            configuration.timing.uptime = { clock.withLock { $0 } }
            configuration.timing.sleep = { seconds in clock.withLock { $0 += seconds } }
        }) { _ in
            .json(503, "{}")
        } body: { bench, _ in
            let error = await failure { _ = try await bench.client.waitForTranscode(videoURI: "/videos/1") }
            #expect(error.message.hasPrefix("waiting for /videos/1 has failed for "))
            #expect(error.isTransient && error.statusCode == 503)
            let elapsed = clock.withLock { $0 }
            #expect(60..<75 ~= elapsed)
        }
    }

    @Test("A transcode that failed, a video that is gone and an invalid call are errors")
    func waitErrors() async throws {
        let script = Steps([.json(200, #"{"status":"transcoding_error"}"#), .json(404, "{}")])
        try await withBench(script: { _ in script.next() }) { bench, _ in
            let client = bench.client
            #expect(await failure { _ = try await client.waitForTranscode(videoURI: "/videos/1") }.kind == .upload)
            #expect(await failure { _ = try await client.waitForTranscode(videoURI: "/videos/1") }.code == "not_found")
            #expect(await failure { _ = try await client.waitForTranscode(videoURI: "/me") }.code == "bad_uri")
            let late = await failure { _ = try await client.waitForTranscode(videoURI: "/videos/1", timeout: 0) }
            #expect(late.kind == .usage)
        }
    }

    @Test("A pull sends the link and the size, and gives the video's URI")
    func pull() async throws {
        try await withBench(script: { _ in .json(201, #"{"uri":"/videos/7"}"#) }) { bench, api in
            let uri = try await bench.client.pull(
                link: "https://example.com/v.mp4?a=b",
                fields: ["name": .string("N"), "upload": .object(["size": .integer(5)])],
                size: 9
            )
            #expect(uri == "/videos/7")
            #expect(api.requests.first?.target == "/me/videos?fields=uri")
            #expect(
                api.requests.first?.text
                    == #"{"name":"N","upload":{"approach":"pull","link":"https://example.com/v.mp4?a=b","size":9}}"#
            )
        }
    }

    @Test("A pull into another account is created there")
    func pullOwner() async throws {
        try await withBench(script: { _ in .json(201, #"{"uri":"/videos/7"}"#) }) { bench, api in
            let link = "https://example.com/v.mp4"
            _ = try await bench.client.pull(link: link, owner: "/users/2")
            #expect(api.requests.map(\.target) == ["/users/2/videos?fields=uri"])
            let error = await failure { _ = try await bench.client.pull(link: link, owner: "/videos/2") }
            #expect(error.kind == .usage && api.requests.count == 1)
        }
    }

    /// The error of a pull with an upload object of the caller's own.
    private func pullFailure(_ client: Client, _ link: String, upload: JSONValue? = nil, size: Int64? = nil) async
        -> VimeoError
    {
        await failure {
            let fields: JSONObject = upload.map { ["upload": $0] } ?? [:]
            _ = try await client.pull(link: link, fields: fields, size: size)
        }
    }

    @Test("A pull of nothing that Vimeo could fetch is refused before any request")
    func badPull() async throws {
        try await withBench(script: { _ in .json(200, "{}") }) { bench, api in
            let client = bench.client
            for link in ["", "v.mp4", "ftp://x/y", "file:///etc/passwd", "https://", "https://u:p@x/y"] {
                #expect(await pullFailure(client, link).kind == .usage, "\(link)")
            }
            let link = "https://example.com/v.mp4"
            #expect(await pullFailure(client, link, size: 0).kind == .usage)
            let tus = JSONValue.object(["approach": .string("tus")])
            #expect(await pullFailure(client, link, upload: tus).kind == .usage)
            #expect(await pullFailure(client, link, upload: .string("pull")).kind == .usage)
            #expect(api.connections == 0)
            #expect(await pullFailure(client, link).code == "protocol")
            let away = try client.derived { $0.apiRoot = "https://api.vimeo.com" }
            #expect(await pullFailure(away, "http://127.0.0.1/v.mp4").message.contains("this machine"))
        }
    }

    @Test("The quota is the object of the account; without one the token or its app may not upload")
    func quota() async throws {
        let script = Steps([
            .json(200, #"{"upload_quota":{"space":{"free":5}}}"#), .json(200, #"{"upload_quota":null}"#),
        ])
        try await withBench(script: { _ in script.next() }) { bench, api in
            let quota = try await bench.client.quota()
            #expect(UploadQuota(quota).space == 5)
            #expect(api.requests.first?.target == "/me?fields=upload_quota")
            let none = await failure { _ = try await bench.client.quota() }
            #expect(none.kind == .auth)
            #expect(none.message.contains("the token or its app may not upload"))
        }
    }
}
