import FoundationEssentials
import Synchronization
import Testing

@testable import Vimeo

@Suite("Uploads on the wire")
struct UploadTests {
    private func options(_ chunk: Int64, retries: Int = 3) -> UploadOptions {
        var options = UploadOptions()
        options.chunkSize = chunk
        options.retries = retries
        return options
    }

    @Test("A file is created as a video and sent chunk by chunk, without the token")
    func plain() async throws {
        try await UploadBench.run { all in
            let uri = try await all.client.upload(
                file: all.path,
                fields: ["name": .string("Film")],
                options: options(10)
            )
            #expect(uri == "/videos/1001")
            #expect(all.store.stored == all.bytes)
            let creation = try #require(all.api.requests.first)
            #expect(all.api.requests.count == 1)
            #expect(creation.method == "POST")
            #expect(creation.target == "/me/videos?fields=uri,upload")
            #expect(creation["Authorization"] == "Bearer \(Bench.token)")
            #expect(creation["Content-Type"] == "application/json")
            #expect(creation.text == #"{"name":"Film","upload":{"approach":"tus","size":25}}"#)
            let sent = all.uploads.requests
            #expect(sent.map(\.method) == ["PATCH", "PATCH", "PATCH"])
            #expect(sent.map { $0["Upload-Offset"] } == ["0", "10", "20"])
            #expect(sent.map { $0["Content-Length"] } == ["10", "10", "5"])
            #expect(sent.allSatisfy { $0["Tus-Resumable"] == "1.0.0" })
            #expect(sent.allSatisfy { $0["Content-Type"] == "application/offset+octet-stream" })
            #expect(sent.allSatisfy { $0["Authorization"] == nil && !$0.head.contains(Bench.token) })
            #expect(sent.allSatisfy { $0["Accept"]?.contains("vimeo") == false })
        }
    }

    @Test("Both 200 and 201 create a video", arguments: [200, 201])
    func creationStatus(status: Int) async throws {
        let creation = Reply.json(status, #"{"uri":"/videos/7","upload":{"upload_link":"LINK"}}"#)
        try await UploadBench.run(creation: creation) { all in
            let uri = try await all.client.upload(file: all.path)
            #expect(uri == "/videos/7")
        }
    }

    @Test("A large file arrives whole, and the progress never goes back without trouble")
    func large() async throws {
        try await UploadBench.run(size: 10_000_001) { all in
            let seen = Mutex([UploadProgress]())
            _ = try await all.client.upload(file: all.path, options: options(4_000_000)) { progress in
                seen.withLock { $0.append(progress) }
            }
            #expect(all.store.stored == all.bytes)
            let progress = seen.withLock { $0 }
            #expect(progress.allSatisfy { $0.total == 10_000_001 && $0.confirmed <= $0.sent })
            #expect(
                zip(progress, progress.dropFirst()).allSatisfy { $0.sent <= $1.sent && $0.confirmed <= $1.confirmed }
            )
            #expect(progress.count > 38)
            #expect(progress.last == UploadProgress(sent: 10_000_001, confirmed: 10_000_001, total: 10_000_001))
        }
    }

    @Test("After a 502 with half the chunk stored it asks and continues from the server's offset")
    func half() async throws {
        try await UploadBench.run(faults: [nil, .init(reply: .status(502), keep: 4)]) { all in
            _ = try await all.client.upload(file: all.path, options: options(10))
            #expect(all.store.stored == all.bytes)
            #expect(all.uploads.requests.map(\.method) == ["PATCH", "PATCH", "HEAD", "PATCH", "PATCH"])
            #expect(all.uploads.requests[3]["Upload-Offset"] == "14")
            #expect(all.bench.waits == [0.25])
            #expect(all.bench.notices.map(\.kind) == [.retry])
            #expect(all.bench.notices.first?.message.contains("502") == true)
        }
    }

    @Test(
        "An upload survives a connection that breaks in the middle of a chunk, by close and by reset",
        arguments: [Reply.End.close, .reset]
    )
    func broken(end: Reply.End) async throws {
        try await UploadBench.run(faults: [.init(reply: .raw([], end), keep: 7)]) { all in
            _ = try await all.client.upload(file: all.path, options: options(10))
            #expect(all.store.stored == all.bytes)
            #expect(all.uploads.requests.map(\.method) == ["PATCH", "HEAD", "PATCH", "PATCH"])
        }
    }

    @Test("An answer that comes while the body is still being sent is read")
    func early() async throws {
        let first = Steps([.raw("HTTP/1.1 409 X\r\nContent-Length: 0\r\n\r\n", .close), .silence])
        let isFirst = Mutex(true)
        try await UploadBench.run(
            size: 12_000_000,
            earlyUpload: { request in
                let isNow = isFirst.withLock { flag in
                    defer { if request.method == "PATCH" { flag = false } }
                    return flag && request.method == "PATCH"
                }
                return isNow ? first.next() : nil
            }
        ) { all in
            _ = try await all.client.upload(file: all.path)
            #expect(all.store.stored == all.bytes)
        }
    }

    @Test("A server that stops answering is asked again")
    func silent() async throws {
        try await UploadBench.run(faults: [.init(reply: .silence, keep: 3)]) { all in
            // Many retries: on a busy machine the proper answers may be late, too.
            var options = options(10, retries: 1000)
            options.timeout = 2
            _ = try await all.client.upload(file: all.path, options: options)
            #expect(all.store.stored == all.bytes)
            // A busy machine may let even the first request time out before it is sent.
            let methods = all.uploads.requests.map(\.method)
            let first = try #require(methods.firstIndex(of: "PATCH"))
            #expect(methods[first...].dropFirst().first == "HEAD")
            #expect(all.bench.notices.first?.message.contains("nothing moved") == true)
        }
    }

    @Test("Giving up says how often it was tried, keeps the reason, and names the unfinished video")
    func givingUp() async throws {
        let faults = Array(repeating: FakeUploads.Fault(reply: .status(500)), count: 10)
        try await UploadBench.run(faults: faults) { all in
            let error = await failure {
                _ = try await all.client.upload(file: all.path, options: options(10, retries: 2))
            }
            #expect(error.kind == .upload)
            #expect(error.message.contains("3 times"))
            #expect(error.message.contains("500"))
            #expect(error.hint?.contains("/videos/1001") == true)
            #expect(error.isTransient)
            #expect(!error.description.contains("/files/abc"))
        }
    }

    @Test("A lost upload starts over with a new video, once, with a notice")
    func gone() async throws {
        try await UploadBench.run(faults: [nil, .init(reply: .status(404))]) { all in
            let error = await failure { _ = try await all.client.upload(file: all.path, options: options(10)) }
            // The store still has the first bytes, so the second upload conflicts, asks, and continues.
            #expect(error.code == "none")
            #expect(all.api.requests.map(\.method) == ["POST", "GET", "POST"])
            #expect(all.bench.notices.contains { $0.kind == .uploadGone && $0.message.contains("/videos/1001") })
            #expect(all.store.stored == all.bytes)
        }
    }

    @Test("An upload that vanishes twice is an error")
    func goneTwice() async throws {
        try await UploadBench.run(uploadScript: { _ in .status(410) }) { all in
            let error = await failure { _ = try await all.client.upload(file: all.path) }
            #expect(error.kind == .upload)
            #expect(error.code == "gone")
            #expect(error.hint == "retry later; what is left of /videos/1001 and /videos/1001 can be deleted")
            #expect(all.api.requests.map(\.method) == ["POST", "GET", "POST", "GET"])
            #expect(all.uploads.requests.count == 2)
        }
    }

    @Test("A redirect of the upload server is not followed", arguments: [301, 302, 307, 308])
    func redirect(status: Int) async throws {
        try await UploadBench.run(uploadScript: { _ in .status(status, [("Location", "/elsewhere")]) }) { all in
            let error = await failure { _ = try await all.client.upload(file: all.path) }
            #expect(error.kind == .upload)
            #expect(error.message.contains("\(status)"))
            #expect(all.uploads.requests.count == 1)
        }
    }

    @Test("A refusal of the upload server is reported in its own words")
    func refusal() async throws {
        try await UploadBench.run(uploadScript: { _ in
            .status(412, [("Tus-Version", "2.0")], body: Array("no such version".utf8))
        }) { all in
            let error = await failure { _ = try await all.client.upload(file: all.path) }
            #expect(error.kind == .upload)
            #expect(error.statusCode == 412)
            #expect(error.message.contains("no such version"))
            #expect(error.message.contains("tus 2.0"))
        }
    }

    @Test(
        "A creating answer that cannot be used is an error, and nothing is sent",
        arguments: [
            "", "{}", "<html>", #"{"uri":"/videos/1"}"#, #"{"uri":"/videos/1","upload":null}"#,
            #"{"upload":{"upload_link":"LINK"}}"#,
            #"{"uri":"/videos/1","upload":{"upload_link":"http://192.0.2.1/x"}}"#,
            #"{"uri":"/videos/1","upload":{"upload_link":"ftp://x"}}"#,
            #"{"uri":"/videos/1","upload":{"upload_link":""}}"#,
            #"{"uri":"/videos/1","upload":{"upload_link":"https://u:p@x/"}}"#,
            #"{"uri":"https://evil.example/","upload":{"upload_link":"LINK"}}"#,
        ]
    )
    func uselessCreation(body: String) async throws {
        try await UploadBench.run(creation: .json(200, body)) { all in
            let error = await failure { _ = try await all.client.upload(file: all.path) }
            #expect(error.kind == (body.hasPrefix("{") ? .upload : .network))
            #expect(error.hint != nil)
            #expect(all.uploads.connections == 0)
        }
    }

    @Test("A refused creation is the API's error and is not repeated", arguments: [400, 403, 500, 503])
    func refusedCreation(status: Int) async throws {
        try await UploadBench.run(creation: .json(status, #"{"error":"No space","error_code":4101}"#)) { all in
            let error = await failure { _ = try await all.client.upload(file: all.path) }
            #expect(error.kind == .api)
            #expect(error.errorCode == 4101)
            #expect(all.api.requests.count { $0.method == "POST" } == 1)
        }
    }

    @Test(
        "After a gateway error, or no answer, to the creating POST, the hint names the video that may have been created"
    )
    func perhapsCreated() async throws {
        func list(_ uri: String, size: Int, created: String, status: String = "in_progress") -> String {
            #"{"uri":"\#(uri)","created_time":"\#(created)","upload":{"status":"\#(status)","size":\#(size)}}"#
        }
        let now = "2023-11-14T22:13:20+00:00"
        let items = [
            list("/videos/1", size: 24, created: now),
            list("/videos/2", size: 25, created: "2023-11-14T22:00:00+00:00"),
            list("/videos/3", size: 25, created: now, status: "complete"), list("/videos/1001", size: 25, created: now),
        ]
        let found = Reply.json(200, #"{"data":[\#(items.joined(separator: ","))]}"#)
        let none = Reply.json(200, #"{"data":[]}"#)
        for creation in [Reply.status(502), .status(503), .status(504), .close] {
            for (status, hint) in [
                (
                    found,
                    "it may be /videos/1001, which was created just now for a file of this size: delete that first"
                ),
                (none, "check /me/videos before you repeat it"),
                (.status(500), "check /me/videos before you repeat it"),
            ] {
                try await UploadBench.run(creation: creation, status: status) { all in
                    let error = await failure { _ = try await all.client.upload(file: all.path) }
                    #expect(error.hint?.hasSuffix(hint) == true, "\(error)")
                    #expect(all.api.requests.map(\.method) == ["POST", "GET"])
                    #expect(all.uploads.connections == 0)
                }
            }
        }
    }

    @Test("An upload into another account is created there, and resumed there; a wrong owner is refused")
    func owner() async throws {
        let faults: [FakeUploads.Fault?] = [nil, .init(reply: .reset)]
        try await UploadBench.run(faults: faults, isJournaled: true) { all in
            var options = options(10, retries: 0)
            options.owner = "users/2"
            let first = options
            _ = await failure { _ = try await all.client.upload(file: all.path, options: first) }
            #expect(all.api.requests.map(\.path) == ["/users/2/videos"])
            let pending = try #require(try await all.client.pendingUploads().first)
            #expect(pending.state == .ready)
            _ = await failure { _ = try await all.client.upload(file: all.path, options: self.options(10)) }
            #expect(all.api.requests.map(\.path) == ["/users/2/videos", "/me/videos"], "not the same upload")
            let uri = try await all.client.upload(file: all.path, options: first)
            #expect(uri == "/videos/1001")
            #expect(all.api.requests.count == 2)
            for owner in ["", "/me", "/users", "/users/2/videos", "/users/../x", "/videos/1", "https://x/users/2"] {
                options.owner = owner
                let wrong = options
                let error = await failure { _ = try await all.client.upload(file: all.path, options: wrong) }
                #expect(error.code == "bad_uri", "\(owner)")
            }
            let version = await failure {
                _ = try await all.client.replace(videoURI: "/videos/1", file: all.path, options: first)
            }
            #expect(version.kind == .usage)
            #expect(all.api.requests.count == 2)
        }
    }

    @Test("Fields go as they are; another approach than tus is refused before any request")
    func fields() async throws {
        try await UploadBench.run { all in
            let link = JSONValue.object(["approach": .string("pull"), "link": .string("https://x")])
            for upload in [link, .string("tus"), .null] {
                let error = await failure {
                    _ = try await all.client.upload(file: all.path, fields: ["upload": upload])
                }
                #expect(error.kind == .usage)
            }
            #expect(all.api.connections == 0)
            let given = JSONValue.object([
                "approach": .string("tus"), "size": .integer(1), "redirect_url": .string("https://x"),
            ])
            _ = try await all.client.upload(file: all.path, fields: ["upload": given], options: options(10))
            #expect(
                all.api.requests.first?.text == #"{"upload":{"approach":"tus","redirect_url":"https://x","size":25}}"#
            )
        }
    }

    @Test("A file that grows while it is sent stops the upload with an error about the file")
    func grown() async throws {
        let path = Mutex("")
        let grow = Mutex(true)
        let store = FakeUploads(size: 25)
        try await UploadBench.run(uploadScript: { request in
            let isFirst = grow.withLock { flag in
                defer { flag = false }
                return flag
            }
            if isFirst { try? Data(pattern(28)).write(to: URL(filePath: path.withLock { $0 })) }
            return store.answer(request)
        }) { all in
            path.withLock { $0 = all.path }
            let error = await failure { _ = try await all.client.upload(file: all.path, options: options(10)) }
            #expect(error.kind == .file)
            #expect(error.code == "changed")
            #expect(error.message.contains("film.mp4"))
            #expect(all.bench.waits.isEmpty)
        }
    }

    @Test("A cancelled upload ends with kind cancelled")
    func cancelled() async throws {
        try await UploadBench.run(uploadScript: { _ in .silence }) { all in
            let client = all.client
            let path = all.path
            let task = Task { await failure { _ = try await client.upload(file: path) } }
            await all.uploads.reached(1)
            task.cancel()
            #expect(await task.value.kind == .cancelled)
            #expect(all.uploads.requests.count == 1)
        }
    }

    @Test(
        "A replaced source is a new version with the file's name, sent the same way",
        arguments: ["/videos/1001", "videos/1001", "https://vimeo.com/1001?share=copy"]
    )
    func replace(video: String) async throws {
        let creation = Reply.json(201, #"{"uri":"/videos/1001/versions/12","upload":{"upload_link":"LINK"}}"#)
        try await UploadBench.run(creation: creation) { all in
            let uri = try await all.client.replace(videoURI: video, file: all.path, options: options(10))
            #expect(uri == "/videos/1001")
            #expect(all.store.stored == all.bytes)
            #expect(all.api.requests.map(\.target) == ["/videos/1001/versions?fields=uri,upload"])
            #expect(all.api.requests.first?.text == #"{"file_name":"film.mp4","upload":{"approach":"tus","size":25}}"#)
            #expect(all.uploads.requests.allSatisfy { $0["Authorization"] == nil })
        }
    }

    @Test(
        "What does not name a video is refused before any request",
        arguments: [
            "", "1e3", "/users/1", "/videos/", "/videos/1/versions", "/videos/../me", "https://example.com/1",
            "https://vimeo.com/channels/1", "https://vimeo.com/x/a/b", "https://vimeo.com/1/a%2e", "https://vimeo.com/",
            "/videos/1?x=y", "/videos/1\n",
        ]
    )
    func badURI(uri: String) async throws {
        try await UploadBench.run { all in
            let error = await failure { _ = try await all.client.replace(videoURI: uri, file: all.path) }
            #expect(error.kind == .usage)
            #expect(error.code == "bad_uri")
            #expect(all.api.connections == 0)
        }
    }
}
