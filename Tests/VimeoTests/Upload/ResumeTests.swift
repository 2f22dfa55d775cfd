import FoundationEssentials
import Platform
import Synchronization
import Testing

@testable import Vimeo

@Suite("Resuming uploads")
struct ResumeTests {
    /// Stores the first chunk and part of the second, and then nothing but errors, `times` times.
    private static func broken(times: Int = 1) -> [FakeUploads.Fault?] {
        [nil, .init(reply: .reset, keep: 7)] + Array(repeating: .init(reply: .status(500)), count: times - 1)
    }

    /// The error of a first call that does not get through.
    private func interrupted(_ all: UploadBench) async -> VimeoError {
        await failure { _ = try await all.client.upload(file: all.path, options: all.options(retries: 0)) }
    }

    @Test("The same call resumes at the server's offset, with the same video, and leaves nothing behind")
    func resumes() async throws {
        try await UploadBench.run(faults: Self.broken(), isJournaled: true) { all in
            let error = await interrupted(all)
            #expect(error.kind == .upload)
            #expect(error.hint?.contains("the same call resumes the upload to /videos/1001") == true)
            #expect(try all.journal.names().count == 1)
            let uri = try await all.client.upload(file: all.path, options: all.options())
            #expect(uri == "/videos/1001")
            #expect(all.store.stored == all.bytes)
            #expect(all.api.requests.count == 1)
            #expect(all.uploads.requests.map(\.method) == ["PATCH", "PATCH", "HEAD", "PATCH"])
            #expect(all.uploads.requests.last?["Upload-Offset"] == "17")
            #expect(all.bench.notices.map(\.kind) == [.uploadResumed])
            #expect(try FileManager.default.contentsOfDirectory(atPath: all.journal.folder) == [])
        }
    }

    @Test("What is called before an upload is created is not called where one is resumed")
    func onCreate() async throws {
        let sizes = Mutex<[Int64]>([])
        try await UploadBench.run(faults: Self.broken(), isJournaled: true) { all in
            var options = all.options(retries: 0)
            options.onCreate = { size in sizes.withLock { $0.append(size) } }
            let watched = options
            _ = await failure { _ = try await all.client.upload(file: all.path, options: watched) }
            #expect(sizes.withLock { $0 } == [25])
            _ = try await all.client.upload(file: all.path, options: watched)
            #expect(sizes.withLock { $0 } == [25])
        }
    }

    @Test("Before the first byte goes out the entry is there, without the token")
    func written() async throws {
        let seen = Mutex<[String]>([])
        let folder = try TemporaryFolder()
        let files = JournalFiles(folder: folder.path)
        let store = FakeUploads(size: 25)
        try await UploadBench.run(
            configure: { $0.journalFolder = folder.path },
            uploadScript: { request in
                let name = (try? files.names())?.first ?? ""
                let text = String(decoding: (try? files.read(name)) ?? [], as: UTF8.self)
                seen.withLock { $0.append(text) }
                return store.answer(request)
            }
        ) { all in
            _ = try await all.client.upload(file: all.path, options: all.options())
            let texts = seen.withLock { $0 }
            #expect(texts.count == 3)
            let entry = try JournalEntry(Array(texts[0].utf8))
            #expect(entry.uri == "/videos/1001")
            #expect(entry.size == 25)
            #expect(entry.confirmed == 0)
            #expect(entry.created == 1_700_000_000)
            #expect(entry.path.hasSuffix("/film.mp4"))
            #expect(texts.allSatisfy { !$0.contains(Bench.token) })
        }
    }

    @Test(
        "The offset is saved again, but not more often than every few seconds; a clock that is set back does not matter"
    )
    func offsets() async throws {
        let clock = Mutex(0.0)
        let now = Mutex(1_700_000_000)
        try await UploadBench.run(size: 100, faults: Array(repeating: nil, count: 9), isJournaled: true) {
            $0.timing.uptime = { clock.withLock { $0 } }
            $0.timing.now = {
                now.withLock { now in
                    now -= 1_000_000
                    return now
                }
            }
        } body: { all in
            let offsets = Mutex<[Int64]>([])
            let journal = all.journal
            _ = try await all.client.upload(file: all.path, options: all.options()) { progress in
                guard progress.sent == progress.confirmed, progress.sent < 100 else { return }
                let name = (try? journal.names())?.first ?? ""
                let entry = (try? journal.read(name)).flatMap { try? JournalEntry($0) }
                offsets.withLock { $0.append(entry?.confirmed ?? -1) }
                clock.withLock { $0 += 1.5 }
            }
            // Each is looked at just before it may be written.
            #expect(offsets.withLock { $0 } == [0, 0, 20, 20, 40, 40, 60, 60, 80])
            #expect(all.bench.notices.isEmpty)
        }
    }

    @Test("An upload that is complete at the server needs no more than a question")
    func complete() async throws {
        try await UploadBench.run(faults: [.init(reply: .reset, keep: 25)], isJournaled: true) { all in
            var options = all.options(retries: 0)
            options.chunkSize = 25
            let first = options
            _ = await failure { _ = try await all.client.upload(file: all.path, options: first) }
            let uri = try await all.client.upload(file: all.path, options: all.options())
            #expect(uri == "/videos/1001")
            #expect(all.uploads.requests.map(\.method) == ["PATCH", "HEAD"])
            #expect(all.api.requests.count == 1)
            let names = try all.journal.names()
            #expect(names.isEmpty)
        }
    }

    @Test("What fails after the last byte leaves a complete upload: the same call sends nothing, and forgets it then")
    func failsAfterwards() async throws {
        try await UploadBench.run(isJournaled: true) { all in
            let refusal = VimeoError(.auth, "no")
            var waiting = all.options()
            waiting.onComplete = { _ in throw refusal }
            let options = waiting
            for _ in 0..<2 {
                let error = await failure { _ = try await all.client.upload(file: all.path, options: options) }
                #expect(error.kind == .auth)
                #expect(error.hint == "the upload to /videos/1001 is complete; the same call sends nothing again")
            }
            let uri = try await all.client.upload(file: all.path, options: all.options())
            #expect(uri == "/videos/1001")
            #expect(all.api.requests.map(\.method) == ["POST"])
            #expect(all.uploads.requests.map(\.method) == ["PATCH", "PATCH", "PATCH", "HEAD", "HEAD"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: all.journal.folder) == [])
        }
    }

    @Test("A file that Vimeo cannot use is sent again by the same call", arguments: ["uploading", "transcoding"])
    func sendsAgain(cause: String) async throws {
        try await UploadBench.run(isJournaled: true) { all in
            var waiting = all.options()
            waiting.onComplete = { _ in throw VimeoError(.upload, code: .init(rawValue: "\(cause)_error"), "x") }
            let options = waiting
            _ = await failure { _ = try await all.client.upload(file: all.path, options: options) }
            let names = try all.journal.names()
            #expect(names.isEmpty)
        }
    }

    @Test("A call that was interrupted while it created the video is known to the next one, which names that video")
    func interruptedCreation() async throws {
        let item = """
            {"uri":"/videos/1000","created_time":"2023-11-14T22:13:21+00:00",\
            "upload":{"status":"in_progress","size":25}}
            """
        let list = Reply.json(200, "{\"data\":[\(item)]}")
        try await UploadBench.run(creation: .silence, status: list, isJournaled: true) { all in
            let call = Task { try await all.client.upload(file: all.path, options: all.options()) }
            await all.api.reached(1)
            call.cancel()
            _ = await call.result
            let files = try FileManager.default.contentsOfDirectory(atPath: all.journal.folder)
            #expect(files.count == 1 && files[0].hasSuffix(".creating"))
            let next = Task { try await all.client.upload(file: all.path, options: all.options()) }
            await all.api.reached(3)
            next.cancel()
            _ = await next.result
            #expect(all.api.requests.map(\.method) == ["POST", "GET", "POST"])
            #expect(
                all.bench.notices.first?.message
                    == "it may be that /videos/1000 was created by an interrupted call for film.mp4; "
                    + "delete it if it is not wanted"
            )
        }
    }

    @Test("A creation that was refused, or never left, is not looked for")
    func refusedCreation() async throws {
        try await UploadBench.run(creation: .json(403, "{}"), isJournaled: true) { all in
            for _ in 0..<2 {
                let error = await failure { _ = try await all.client.upload(file: all.path) }
                #expect(error.kind == .api)
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: all.journal.folder)
            #expect(files == [])
            #expect(all.api.requests.map(\.method) == ["POST", "POST"])
        }
    }

    @Test("Relative names, links and indirect paths lead to the same upload")
    func paths() async throws {
        try await UploadBench.run(faults: Self.broken(), isJournaled: true) { all in
            _ = await interrupted(all)
            let link = "\(all.folder.path)/link.mp4"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: all.path)
            let detour = link.replacing("/link.mp4", with: "/./state/../link.mp4")
            _ = try await all.client.upload(file: detour, options: all.options())
            #expect(all.api.requests.count == 1)
            #expect(all.store.stored == all.bytes)
        }
    }

    /// What Vimeo says to the account that the upload belongs to.
    private static let own = Reply.json(200, #"{"upload":{"status":"in_progress","upload_link":"LINK"}}"#)

    /// A client with another token.
    private func renewed(_ all: UploadBench) throws -> Client {
        try all.client.derived { $0.token = "fedcba9876543210fedcba9876543210" }
    }

    @Test("With a renewed token of the same account the same call resumes, and the entry is then that token's")
    func renewedToken() async throws {
        let faults: [FakeUploads.Fault?] = [nil, .init(reply: .reset, keep: 7), .init(reply: .reset)]
        try await UploadBench.run(faults: faults, status: Self.own, isJournaled: true) { all in
            _ = await interrupted(all)
            let old = try all.journal.names()
            let client = try renewed(all)
            _ = await failure { _ = try await client.upload(file: all.path, options: all.options(retries: 0)) }
            let names = try all.journal.names()
            #expect(names.count == 1 && names != old)
            let entry = try JournalEntry(all.entry())
            #expect(entry.isIntact)
            let uri = try await client.upload(file: all.path, options: all.options())
            #expect(uri == "/videos/1001")
            #expect(all.store.stored == all.bytes)
            #expect(all.api.requests.map(\.method) == ["POST", "GET"])
            #expect(all.bench.notices.map(\.kind) == [.uploadResumed, .uploadResumed])
            #expect(try FileManager.default.contentsOfDirectory(atPath: all.journal.folder) == [])
        }
    }

    @Test("Another account does not resume what this one began, and leaves its entry alone")
    func otherAccount() async throws {
        try await UploadBench.run(faults: [.init(reply: .reset)], isJournaled: true) { all in
            _ = await interrupted(all)
            let (names, entry) = (try all.journal.names(), try all.entry())
            _ = try await renewed(all).upload(file: all.path, options: all.options())
            #expect(all.api.requests.map(\.method) == ["POST", "GET", "POST"])
            #expect(try all.journal.names() == names)
            #expect(try all.entry() == entry)
        }
    }

    @Test("An upload that runs with another token of the account is locked")
    func runsElsewhere() async throws {
        try await UploadBench.run(faults: Self.broken(), status: Self.own, isJournaled: true) { all in
            _ = await interrupted(all)
            let name = try #require(all.journal.names().first)
            let lock = try LockFile.take(FilePath(all.journal.lock(name)))
            let client = try renewed(all)
            #expect(
                await failure { _ = try await client.upload(file: all.path, options: all.options()) }.code == "locked"
            )
            #expect(try all.journal.names() == [name])
            withExtendedLifetime(lock) {}
        }
    }

    @Test("Another token, another API, another purpose have entries of their own")
    func keys() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("f", [1])
        func key(_ purpose: UploadPurpose = .video(owner: nil), root: String = "r", token: String? = "t") throws
            -> String
        {
            try JournalKey(purpose, file: path, apiRoot: root, token: token).name
        }
        let other = try JournalKey(.video(owner: nil), file: folder.path, apiRoot: "r", token: "t").name
        let names = [
            try key(), try key(.video(owner: "/users/2")), try key(.video(owner: "/users/3")),
            try key(.version(of: "/videos/1")), try key(.version(of: "/videos/2")), try key(root: "q"),
            try key(token: "u"), try key(token: nil), other,
        ]
        #expect(Set(names).count == names.count)
        #expect(try key() == key())
    }

    @Test(
        "A file that changed is sent again from the start, and a notice names the video that is left over",
        arguments: [24, 25, 26]
    )
    func changed(size: Int) async throws {
        try await UploadBench.run(size: size, faults: Self.broken(), isJournaled: true) { all in
            _ = await interrupted(all)
            let new = Array(pattern(25).reversed())
            try Data(new).write(to: URL(filePath: all.path))
            _ = await failure { _ = try await all.client.upload(file: all.path, options: all.options(retries: 0)) }
            #expect(all.api.requests.count == 2)
            #expect(all.bench.notices.first?.kind == .fileChanged)
            #expect(all.bench.notices.first?.message.contains("/videos/1001") == true)
        }
    }

    @Test("The same size and time with other bytes is another file")
    func sameTime() async throws {
        try await UploadBench.run(faults: Self.broken(), isJournaled: true) { all in
            _ = await interrupted(all)
            let date = try FileManager.default.attributesOfItem(atPath: all.path)[.modificationDate]
            let text = String(decoding: try all.entry(), as: UTF8.self)
            try Data(Array(all.bytes.reversed())).write(to: URL(filePath: all.path))
            try FileManager.default.setAttributes([.modificationDate: try #require(date)], ofItemAtPath: all.path)
            // Dates lose some nanoseconds on the way.
            let modified = try SourceFile(all.path).modified
            var entry = try JournalEntry(Array(text.utf8))
            entry.modified = modified
            try all.replaceEntry(entry.encoded())
            _ = await failure { _ = try await all.client.upload(file: all.path, options: all.options(retries: 0)) }
            #expect(all.api.requests.count == 2)
            #expect(all.bench.notices.first?.kind == .fileChanged)
        }
    }

    @Test(
        "An entry that cannot be read is set aside with a notice, and the upload starts over",
        arguments: [
            "", "{", "null", "{\"format\":9}", "{\"format\":1}", "\u{0}\u{1}", String(repeating: "x", count: 100_000),
        ]
    )
    func corrupt(text: String) async throws {
        try await UploadBench.run(isJournaled: true, uploadScript: { _ in .status(503) }) { all in
            for _ in 1...2 {
                let error = await interrupted(all)
                #expect(error.kind == .upload)
                try all.replaceEntry(Array(text.utf8))
            }
            #expect(all.api.requests.count == 2)
            #expect(all.bench.notices.map(\.kind) == [.journal])
            #expect(all.bench.notices.first?.message.contains("film.mp4") == true)
            let files = try FileManager.default.contentsOfDirectory(atPath: all.journal.folder)
            #expect(files.contains { $0.hasSuffix(".json.damaged") })
        }
    }

    @Test("An entry of another upload under this one's name is not used")
    func foreignEntry() async throws {
        try await UploadBench.run(faults: Self.broken(), isJournaled: true) { all in
            _ = await interrupted(all)
            var entry = try JournalEntry(all.entry())
            entry.account = "00000000"
            try all.replaceEntry(entry.encoded())
            _ = await interrupted(all)
            #expect(all.api.requests.count == 2)
            #expect(all.bench.notices.map(\.kind) == [.journal])
        }
    }

    /// A call that finds the entry of an interrupted one with `text` in place of `good`.
    ///
    /// - Parameter isConfirmed: whether Vimeo says that the entry's link belongs to the video it is asked about.
    private func damaged(
        _ good: String,
        _ text: String,
        isConfirmed: Bool,
        body: (UploadBench, _ uri: String, _ methods: [String]) throws -> Void
    ) async throws {
        let link = isConfirmed ? #""LINK""# : #""https://files.example/other""#
        let status = Reply.json(200, #"{"upload":{"status":"in_progress","upload_link":\#(link)}}"#)
        let faults: [FakeUploads.Fault?] = [.init(reply: .reset)]
        try await UploadBench.run(faults: faults, status: status, isJournaled: true) { all in
            _ = await interrupted(all)
            let entry = String(decoding: try all.entry(), as: UTF8.self)
            try #require(entry.contains(good))
            try all.replaceEntry(Array(entry.replacing(good, with: text).utf8))
            let uri = try await all.client.upload(
                file: all.path,
                fields: ["name": .string("Board")],
                options: all.options()
            )
            try body(all, uri, all.api.requests.map { "\($0.method) \($0.path)" })
        }
    }

    @Test(
        "After one changed digit in an entry no other video is touched: the entry is set aside, the upload starts over"
    )
    func changedDigit() async throws {
        try await damaged("/videos/1001", "/videos/1007", isConfirmed: false) { all, uri, requests in
            #expect(uri == "/videos/1001")
            #expect(requests == ["POST /me/videos", "GET /videos/1007", "POST /me/videos"])
            #expect(all.bench.notices.map(\.kind) == [.journal])
            #expect(all.bench.notices.first?.message.contains("1007") == false)
            let files = try FileManager.default.contentsOfDirectory(atPath: all.journal.folder)
            #expect(files.count == 1 && files.allSatisfy { $0.hasSuffix(".json.damaged") })
        }
    }

    @Test(
        "If Vimeo confirms the link of a damaged entry, no second video is created"
    )
    func confirmedEntry() async throws {
        try await damaged("\"created\" : 1700000000", "\"created\" : 1700000001", isConfirmed: true) {
            all,
            uri,
            requests in
            #expect(uri == "/videos/1001")
            #expect(requests == ["POST /me/videos", "GET /videos/1001", "PATCH /videos/1001"])
            #expect(all.store.stored == all.bytes)
            #expect(all.bench.notices.map(\.kind) == [.uploadResumed])
        }
    }

    @Test(
        "If Vimeo confirms the link of an entry whose fingerprint was damaged, the notice names the video that is left"
    )
    func damagedFingerprint() async throws {
        try await damaged("\"size\" : 25", "\"size\" : 26", isConfirmed: true) { all, _, requests in
            #expect(requests == ["POST /me/videos", "GET /videos/1001", "POST /me/videos"])
            #expect(all.bench.notices.map(\.kind) == [.fileChanged])
            #expect(all.bench.notices.first?.message.hasSuffix("what is left of /videos/1001 can be deleted") == true)
        }
    }

    @Test("If the link is gone by then, a new video is created with a notice", arguments: [403, 404, 410])
    func linkGone(status: Int) async throws {
        let isGone = Mutex(false)
        let store = Mutex(FakeUploads(size: 25, faults: Self.broken()))
        try await UploadBench.run(
            isJournaled: true,
            uploadScript: { request in
                let isLost = isGone.withLock { gone in
                    defer { gone = false }
                    return gone
                }
                return isLost ? .status(status) : store.withLock { $0 }.answer(request)
            }
        ) { all in
            _ = await interrupted(all)
            isGone.withLock { $0 = true }
            store.withLock { $0 = FakeUploads(size: 25) }
            _ = try await all.client.upload(file: all.path, options: all.options())
            #expect(all.api.requests.map(\.method) == ["POST", "GET", "POST"])
            #expect(all.bench.notices.map(\.kind) == [.uploadResumed, .uploadGone])
            #expect(store.withLock { $0 }.stored == all.bytes)
            let names = try all.journal.names()
            #expect(names.isEmpty)
        }
    }

    private static let complete = Reply.json(200, #"{"upload":{"status":"complete"}}"#)

    @Test("An upload that the server forgot because it has everything creates no second video", arguments: [404, 410])
    func arrived(status: Int) async throws {
        let script: TestServer.Script = { $0.method == "HEAD" ? .status(status) : .reset }
        try await UploadBench.run(status: Self.complete, isJournaled: true, uploadScript: script) { all in
            let uri = try await all.client.upload(file: all.path, options: all.options())
            #expect(uri == "/videos/1001")
            #expect(all.api.requests.map(\.method) == ["POST", "GET"])
            #expect(all.api.requests.last?.target == "/videos/1001?fields=upload.status,upload.upload_link")
            #expect(all.bench.notices.map(\.kind) == [.retry])
            let names = try all.journal.names()
            #expect(names.isEmpty)
        }
    }

    @Test("The same holds for the next call, for a new version, and for one that is only resumed")
    func arrivedMeanwhile() async throws {
        let creation = Reply.json(201, #"{"uri":"/videos/7/versions/12","upload":{"upload_link":"LINK"}}"#)
        let script: TestServer.Script = { $0.method == "HEAD" ? .status(404) : .reset }
        for isCall in [true, false] {
            try await UploadBench.run(
                creation: creation,
                status: Self.complete,
                isJournaled: true,
                uploadScript: script
            ) { all in
                let brief = all.options(retries: 0)
                _ = await failure {
                    _ = try await all.client.replace(videoURI: "/videos/7", file: all.path, options: brief)
                }
                let pending = try #require(try await all.client.pendingUploads().first)
                let uri =
                    isCall
                    ? try await all.client.replace(videoURI: "/videos/7", file: all.path, options: brief)
                    : try await all.client.resume(pending, options: brief)
                #expect(uri == "/videos/7")
                #expect(all.api.requests.map(\.method) == ["POST", "GET"])
                #expect(all.api.requests.last?.path == "/videos/7/versions/12")
                let left = try await all.client.pendingUploads()
                #expect(left.isEmpty)
            }
        }
    }

    @Test("While Vimeo cannot say whether it has everything, nothing starts over or is forgotten")
    func arrivedPerhaps() async throws {
        let script: TestServer.Script = { $0.method == "HEAD" ? .status(404) : .reset }
        try await UploadBench.run(status: .json(502, "{}"), isJournaled: true, uploadScript: script) { all in
            let error = await failure { _ = try await all.client.upload(file: all.path, options: all.options()) }
            #expect(error.statusCode == 502)
            #expect(error.hint?.contains("the same call resumes the upload to /videos/1001") == true)
            #expect(all.api.requests.allSatisfy { $0.method == "GET" || $0.target.hasPrefix("/me/videos") })
            #expect(all.api.requests.count { $0.method == "POST" } == 1)
            let names = try all.journal.names()
            #expect(names.count == 1)
        }
    }

    @Test("An upload that is no longer ours is forgotten, so that the next call starts over")
    func foreign() async throws {
        try await UploadBench.run(
            isJournaled: true,
            uploadScript: { request in
                request.method == "HEAD" ? .status(200, [("Upload-Offset", "0"), ("Upload-Length", "26")]) : .reset
            }
        ) { all in
            _ = await interrupted(all)
            let error = await interrupted(all)
            #expect(error.code == "other_upload")
            #expect(error.hint?.contains("delete it") == true)
            let names = try all.journal.names()
            #expect(names.isEmpty)
        }
    }

    @Test("With resume = false the upload starts over")
    func notResumed() async throws {
        try await UploadBench.run(isJournaled: true, uploadScript: { _ in .status(503) }) { all in
            _ = await interrupted(all)
            let first = try all.entry()
            var options = all.options(retries: 0)
            options.resume = false
            let anew = options
            _ = await failure { _ = try await all.client.upload(file: all.path, options: anew) }
            #expect(all.api.requests.count == 2)
            #expect(all.bench.notices.map(\.kind) == [.uploadAbandoned])
            #expect(all.bench.notices.first?.message.contains("/videos/1001 never got all its bytes") == true)
            #expect(try all.entry() == first, "all that tells them apart is the same here")
        }
    }

    @Test("A new version of a video is resumed like a new video")
    func replace() async throws {
        let creation = Reply.json(201, #"{"uri":"/videos/1001/versions/12","upload":{"upload_link":"LINK"}}"#)
        try await UploadBench.run(faults: Self.broken(), creation: creation, isJournaled: true) { all in
            let first = all.options(retries: 0)
            _ = await failure {
                _ = try await all.client.replace(videoURI: "/videos/7", file: all.path, options: first)
            }
            #expect(try await all.client.pendingUploads().first?.isReplacement == true)
            let uri = try await all.client.replace(videoURI: "videos/7", file: all.path, options: all.options())
            #expect(uri == "/videos/7")
            #expect(all.api.requests.count == 1)
            #expect(all.store.stored == all.bytes)
        }
    }

    @Test(
        "What is left of a new version is the version, never the video",
        arguments: ["/videos/7/versions/12", "/videos/7"]
    )
    func replaceRemains(uri: String) async throws {
        let creation = Reply.json(201, #"{"uri":"\#(uri)","upload":{"upload_link":"LINK"}}"#)
        try await UploadBench.run(creation: creation, isJournaled: true, uploadScript: { _ in .status(410) }) { all in
            let error = await failure {
                _ = try await all.client.replace(videoURI: "/videos/7", file: all.path, options: all.options())
            }
            #expect(error.code == "gone")
            let left = uri == "/videos/7" ? "the new version of /videos/7" : uri
            let notice = try #require(all.bench.notices.first)
            #expect(notice.kind == .uploadGone)
            #expect(notice.message.hasSuffix("what is left of \(left) can be deleted"))
        }
    }

    @Test("An unfinished upload gets the fields of the call that resumes it, once")
    func amended() async throws {
        try await UploadBench.run(faults: Self.broken(times: 2), isJournaled: true) { all in
            let first: JSONObject = ["name": .string("Draft")]
            let second: JSONObject = [
                "name": .string("Board"), "privacy": .object(["view": .string("nobody")]),
                "upload": .object(["redirect_url": .string("https://example.com")]),
            ]
            let brief = all.options(retries: 0)
            _ = await failure { _ = try await all.client.upload(file: all.path, fields: first, options: brief) }
            _ = await failure { _ = try await all.client.upload(file: all.path, fields: second, options: brief) }
            let uri = try await all.client.upload(file: all.path, fields: second, options: all.options())
            #expect(uri == "/videos/1001")
            #expect(all.store.stored == all.bytes)
            #expect(all.api.requests.map(\.method) == ["POST", "PATCH"])
            #expect(all.api.requests.last?.target == "/videos/1001")
            #expect(all.api.requests.last?.text == #"{"name":"Board","privacy":{"view":"nobody"}}"#)
        }
    }

    @Test("Fields that Vimeo refuses stop the upload before any byte; the next call can resume it")
    func amendedWrongly() async throws {
        let refusal = Reply.json(400, #"{"error":"The view is wrong."}"#)
        try await UploadBench.run(faults: Self.broken(), amendment: refusal, isJournaled: true) { all in
            _ = await interrupted(all)
            let sent = all.uploads.requests.count
            let fields: JSONObject = ["privacy": ["view": "nonsense"]]
            let error = await failure {
                _ = try await all.client.upload(file: all.path, fields: fields, options: all.options())
            }
            #expect(error.kind == .api && error.message.contains("The view is wrong."))
            #expect(all.uploads.requests.count == sent)
            let uri = try await all.client.upload(file: all.path, options: all.options())
            #expect(uri == "/videos/1001")
        }
    }

    @Test("An unfinished upload whose video is gone starts over")
    func amendedTooLate() async throws {
        try await UploadBench.run(faults: Self.broken(), amendment: .json(404, "{}"), isJournaled: true) { all in
            _ = await interrupted(all)
            let fields: JSONObject = ["name": "Board"]
            _ = await failure {
                _ = try await all.client.upload(file: all.path, fields: fields, options: all.options())
            }
            #expect(all.api.requests.map(\.method) == ["POST", "PATCH", "POST"])
            #expect(all.api.requests.last?.text.contains("Board") == true)
            #expect(all.bench.notices.map(\.kind).prefix(2) == [.uploadResumed, .uploadGone])
        }
    }

    @Test("An upload that is running is not started a second time: the error names the process")
    func locked() async throws {
        try await UploadBench.run(isJournaled: true, uploadScript: { _ in .silence }) { all in
            let (client, path) = (all.client, all.path)
            let task = Task { await failure { _ = try await client.upload(file: path) } }
            await all.uploads.reached(1)
            let error = await failure { _ = try await client.upload(file: path) }
            #expect(error.kind == .upload)
            #expect(error.code == "locked")
            #expect(error.message.contains("this process"))
            #expect(!error.isTransient)
            #expect(all.api.requests.count == 1)
            let me = Int(ProcessInfo.processInfo.processIdentifier)
            let pending = try #require(try await client.pendingUploads().first)
            #expect(pending.state == .locked(by: me))
            #expect(await failure { try client.forget(pending) }.code == "locked")
            #expect(await failure { _ = try await client.resume(pending) }.code == "locked")
            task.cancel()
            let cancelled = await task.value
            #expect(cancelled.kind == .cancelled)
            #expect(cancelled.hint?.contains("the same call resumes") == true)
            #expect(try await client.pendingUploads().map(\.state) == [.ready])
        }
        #expect(UploadRecord.locked("f", by: 4711).message.contains("process 4711"))
        #expect(UploadRecord.locked("f", by: nil).message.contains("another process"))
    }

    @Test("A journal that cannot be written to causes one notice, and the upload continues")
    func unwritable() async throws {
        for obstacle in ["", "/state", "/state/journal"] {
            try await UploadBench.run(isJournaled: true) { all in
                if !obstacle.isEmpty {
                    let path = all.folder.path + obstacle
                    try? FileManager.default.createDirectory(
                        atPath: String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]),
                        withIntermediateDirectories: true
                    )
                    try Data().write(to: URL(filePath: path))
                } else {
                    // The entry itself cannot be put in place.
                    let root = all.api.root
                    let key = try JournalKey(
                        .video(owner: nil),
                        file: all.path,
                        apiRoot: "\(root)/",
                        token: Bench.token
                    )
                    try FileManager.default.createDirectory(
                        atPath: "\(all.folder.path)/state/journal/\(key.name).json/x",
                        withIntermediateDirectories: true
                    )
                }
                let error = await failure {
                    _ = try await all.client.upload(file: all.path, options: all.options())
                }
                #expect(error.code == "none", "\(error)")
                #expect(all.store.stored == all.bytes)
                #expect(Set(all.bench.notices.map(\.kind)) == [.journal], "\(obstacle)")
                #expect(obstacle.isEmpty || all.bench.notices.count == 1, "\(obstacle)")
                #expect(
                    all.bench.notices.contains {
                        $0.message.contains(obstacle.isEmpty ? "starting over" : "starts over")
                    }
                )
            }
        }
    }

    @Test("Without a journal nothing is written, and the error says what is left over")
    func none() async throws {
        try await UploadBench.run(faults: Self.broken()) { all in
            let error = await interrupted(all)
            #expect(error.hint?.contains("delete it if it is not wanted") == true)
            let pending = try await all.client.pendingUploads()
            #expect(pending.isEmpty)
            #expect(!FileManager.default.fileExists(atPath: "\(all.folder.path)/state"))
        }
    }

    @Test("A file that changes while it is sent is not resumed")
    func changesNow() async throws {
        let path = Mutex("")
        try await UploadBench.run(
            isJournaled: true,
            uploadScript: { _ in
                try? Data(pattern(30)).write(to: URL(filePath: path.withLock { $0 }))
                return .status(204, [("Upload-Offset", "10")])
            }
        ) { all in
            path.withLock { $0 = all.path }
            let error = await interrupted(all)
            #expect(error.code == "changed")
            #expect(error.hint?.contains("/videos/1001") == true)
            let names = try all.journal.names()
            #expect(names.isEmpty)
        }
    }
}
