import FoundationEssentials
import Synchronization
import Testing

@testable import Vimeo

@Suite("Unfinished uploads, listed")
struct PendingUploadTests {
    private static let faults: [FakeUploads.Fault?] = [nil, .init(reply: .reset, keep: 7)]

    private func pending(_ all: UploadBench) async throws -> PendingUpload {
        _ = await failure { _ = try await all.client.upload(file: all.path, options: all.options(retries: 0)) }
        let all = try await all.client.pendingUploads()
        #expect(all.count == 1)
        return try #require(all.first)
    }

    @Test("An entry tells what is known, and any account can resume it")
    func resume() async throws {
        try await UploadBench.run(faults: Self.faults, isJournaled: true) { all in
            let pending = try await pending(all)
            #expect(pending.path.hasSuffix("/film.mp4"))
            #expect(pending.size == 25)
            #expect(pending.videoURI == "/videos/1001")
            #expect(!pending.isReplacement)
            #expect(pending.created == 1_700_000_000)
            #expect(pending.apiRoot.hasPrefix(all.api.root))
            #expect(pending.state == .ready)
            let other = try all.client.derived { $0.token = nil }
            let uri = try await other.resume(pending, options: all.options())
            #expect(uri == "/videos/1001")
            #expect(all.store.stored == all.bytes)
            #expect(all.api.requests.count == 1)
            #expect(try await all.client.pendingUploads() == [])
            let error = await failure { _ = try await other.resume(pending) }
            #expect(error.code == "unusable")
        }
    }

    @Test("The server is asked once how much it has; an invalid answer is an error")
    func stored() async throws {
        let answer = Mutex(Reply.reset)
        try await UploadBench.run(isJournaled: true, uploadScript: { _ in answer.withLock { $0 } }) { all in
            let pending = try await pending(all)
            func ask(_ status: Int, _ headers: [(String, String)] = []) async throws -> Int64? {
                answer.withLock { $0 = .status(status, headers) }
                return try await all.client.storedBytes(of: pending)
            }
            #expect(try await ask(200, [("Upload-Offset", "17")]) == 17)
            #expect(try await ask(200, [("Upload-Offset", "25")]) == 25)
            for status in [403, 404, 410] { #expect(try await ask(status) == nil) }
            for offset in ["26", "-1", "x"] {
                await #expect(throws: VimeoError.self) { try await ask(200, [("Upload-Offset", offset)]) }
            }
            let requests = all.uploads.requests.count
            await #expect(throws: VimeoError.self) { try await ask(500) }
            #expect(all.uploads.requests.count == requests + 1)
            #expect(all.uploads.requests.last?["Authorization"] == nil)
        }
    }

    @Test("A file that changed or is gone is reported, and not sent")
    func states() async throws {
        try await UploadBench.run(faults: Self.faults, isJournaled: true) { all in
            let pending = try await pending(all)
            let requests = all.uploads.requests.count
            try Data(all.bytes.reversed()).write(to: URL(filePath: all.path))
            #expect(try await all.client.pendingUploads().first?.state == .changed)
            let changed = await failure { _ = try await all.client.resume(pending) }
            #expect(changed.kind == .file)
            #expect(changed.code == "changed")
            #expect(changed.hint?.contains("/videos/1001") == true)
            try Data().write(to: URL(filePath: all.path))
            #expect(try await all.client.pendingUploads().first?.state == .changed)
            try FileManager.default.removeItem(atPath: all.path)
            #expect(try await all.client.pendingUploads().first?.state == .missing)
            #expect(await failure { _ = try await all.client.resume(pending) }.code == "no_file")
            try FileManager.default.createDirectory(atPath: all.path, withIntermediateDirectories: false)
            #expect(try await all.client.pendingUploads().first?.state == .missing)
            #expect(all.uploads.requests.count == requests)
            #expect(all.api.requests.count == 1)
        }
    }

    @Test("A damaged entry is listed as such, is not resumed, and can be forgotten")
    func corrupt() async throws {
        try await UploadBench.run(faults: Self.faults, isJournaled: true) { all in
            _ = try await pending(all)
            for (text, reason) in [("{", "damaged"), ("{\"format\":2}", "version"), ("", "damaged")] {
                try all.replaceEntry(Array(text.utf8))
                let pending = try #require(try await all.client.pendingUploads().first)
                guard case .corrupt(let why) = pending.state else {
                    Issue.record("not corrupt")
                    continue
                }
                #expect(why.contains(reason))
                #expect(pending.videoURI == nil)
                #expect(pending.path.hasPrefix(all.journal.folder))
                #expect(await failure { _ = try await all.client.resume(pending) }.code == "unusable")
            }
            let last = try #require(try await all.client.pendingUploads().first)
            try all.client.forget(last)
            try all.client.forget(last)
            #expect(try FileManager.default.contentsOfDirectory(atPath: all.journal.folder) == [])
        }
    }

    @Test(
        "If the server has lost it, no new video is created, since its fields are not known",
        arguments: [403, 404, 410]
    )
    func gone(status: Int) async throws {
        try await UploadBench.run(
            isJournaled: true,
            uploadScript: { request in
                request.method == "HEAD" ? .status(status) : .reset
            }
        ) { all in
            let pending = try await pending(all)
            let error = await failure { _ = try await all.client.resume(pending, options: all.options()) }
            #expect(error.kind == .upload)
            #expect(error.code == "gone")
            #expect(error.hint?.contains("/videos/1001") == true)
            #expect(all.api.requests.map(\.method) == ["POST", "GET"])
            #expect(try await all.client.pendingUploads() == [])
        }
    }

    @Test("A folder that is not there has no uploads, one that cannot be read is an error, other files do not matter")
    func folders() async throws {
        let folder = try TemporaryFolder()
        #expect(try await UploadJournal(folder: "\(folder.path)/none").pending() == [])
        let file = try folder.file("notes.txt", [1])
        #expect(try await UploadJournal(folder: folder.path).pending() == [])
        let error = await failure { _ = try await UploadJournal(folder: file).pending() }
        #expect(error.kind == .file)
        #expect(error.hint != nil)
    }
}
