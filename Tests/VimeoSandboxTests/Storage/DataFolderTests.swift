import JSONCore
import NIOHTTP1
import Platform
import TestSupport
import Testing

@testable import VimeoSandbox

@Suite("The folder that keeps a sandbox")
struct DataFolderTests {
    private func options(_ folder: String) -> SandboxOptions {
        var options = SandboxOptions()
        options.videos = 2
        options.dataFolder = folder
        return options
    }

    /// The store of a folder as a sandbox begins with it, and what was said.
    private func load(_ folder: inout DataFolder, _ name: String) throws -> (store: Store?, notes: [String]) {
        var notes: [String] = []
        let store = try folder.load(options(name), &notes)
        return (store, notes)
    }

    @Test("A second sandbox in the same folder is refused with the process that has it")
    func locked() throws {
        let folder = try TemporaryFolder()
        let first = try DataFolder("\(folder.path)/data")
        let error = #expect(throws: SandboxError.self) { _ = try DataFolder("\(folder.path)/data") }
        #expect(error?.code == .inUse)
        #expect(error?.message == "Another sandbox uses the folder \(folder.path)/data: process \(getpid())")
        first.close()
        #expect(throws: Never.self) { try DataFolder("\(folder.path)/data").close() }
    }

    @Test("What is not a folder, or holds something else, is refused")
    func foreign() throws {
        let folder = try TemporaryFolder()
        try FileReplacement.write(Array("notes\n".utf8), to: FilePath("\(folder.path)/changes"))
        var data = try DataFolder(folder.path)
        let error = #expect(throws: SandboxError.self) { _ = try self.load(&data, folder.path) }
        #expect(error?.code == .cannotKeep)
        #expect(try FilePath("\(folder.path)/changes").contents(upTo: 100) == Array("notes\n".utf8))
        #expect(throws: SandboxError.self) { _ = try DataFolder("\(folder.path)/changes") }
        #expect(throws: SandboxError.self) { _ = try DataFolder("") }
    }

    @Test("Damaged lines are left out, moved aside and reported; the rest is there, and the log is whole again")
    func damaged() throws {
        let folder = try TemporaryFolder()
        let path = FilePath("\(folder.path)/changes")
        var data = try DataFolder(folder.path)
        var store = Store(options: options(folder.path))
        store.addAccount()
        try data.begin(store)
        store.notesChanges = true
        for id in 1...3 {
            store.put(["/videos/100\(id)"], into: "/users/1/likes", now: Instant(milliseconds: Int64(id)))
            #expect(data.keep(&store, now: Instant(milliseconds: Int64(id))))
        }
        data.close()
        var bytes = try path.contents(upTo: 1 << 20)
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        bytes[lines[lines.count - 2].startIndex + 3] ^= 1
        try FileReplacement.write(bytes, to: path)
        var again = try DataFolder(folder.path)
        let (kept, notes) = try load(&again, folder.path)
        #expect(kept?.members("/users/1/likes") == ["/videos/1001", "/videos/1003"])
        #expect(
            notes == ["damaged lines of \(path) (1) are left out and moved to changes.damaged; the rest is kept"]
        )
        #expect(try load(&again, folder.path).notes == [])
        let aside = try FilePath("\(folder.path)/changes.damaged").contents(upTo: 1 << 20)
        #expect(aside.last == UInt8(ascii: "\n") && aside.count == lines[lines.count - 2].count + 1)

        again.close()

        bytes = try path.contents(upTo: 1 << 20)
        try FileReplacement.write(bytes.dropLast(5), to: path)
        var third = try DataFolder(folder.path)
        let cut = try load(&third, folder.path)
        #expect(cut.notes == ["the last line of \(path) was cut off and is left out; the rest is kept"])
        #expect(cut.store != nil)
    }

    @Test("A log that has grown is replaced by a shorter one that makes the same store")
    func grown() throws {
        let folder = try TemporaryFolder()
        var data = try DataFolder(folder.path)
        var store = Store(options: options(folder.path))
        store.addAccount()
        try data.begin(store)
        store.notesChanges = true
        let text = JSONValue.string(String(repeating: "x", count: 1 << 20))
        for id in 1...6 {
            store.update("/videos/1001", now: Instant(milliseconds: Int64(id))) { $0.fields["description"] = text }
            #expect(data.keep(&store, now: Instant(milliseconds: Int64(id))))
        }
        #expect(try Stat(FilePath("\(folder.path)/changes")).size < 4 << 20)
        let isSame = try load(&data, folder.path).store?.state == store.state
        #expect(isSame)
    }

    @Test("Changes that the disk does not take are undone, and refused as such; reading goes on")
    func full() throws {
        let folder = try TemporaryFolder()
        var data = try DataFolder(folder.path)
        var store = Store(options: options(folder.path))
        store.addAccount()
        try data.begin(store)
        store.notesChanges = true
        let before = store.state
        // Reading goes on, as on a disk that is full.
        data.log = try File(FilePath("\(folder.path)/changes"))
        store.put(["/videos/1001"], into: "/users/1/likes", now: Instant(milliseconds: 1))
        #expect(!data.keep(&store, now: Instant(milliseconds: 1)))
        let isUndone = store.state == before
        #expect(isUndone)
        #expect(data.keep(&store, now: Instant(milliseconds: 1)))
        data.log = try File(FilePath("\(folder.path)/changes"), .readWrite)
        store.put(["/videos/1001"], into: "/users/1/likes", now: Instant(milliseconds: 1))
        #expect(data.keep(&store, now: Instant(milliseconds: 1)))
        #expect(try load(&data, folder.path).store?.members("/users/1/likes") == ["/videos/1001"])
    }

    @Test(
        "Everything lives on in another sandbox with the folder: changes, bytes, half an upload, ports and credentials"
    )
    func livesOn() async throws {
        let folder = try TemporaryFolder()
        var options = options(folder.path)
        options.transcodeTime = .zero
        let first = try await Sandbox.start(options)
        let token = first.accessToken
        _ = try api(first, "PATCH", "/videos/1001", #"{"name":"Kept"}"#, token)
        let made = try api(first, "POST", "/me/videos", #"{"name":"H","upload":{"approach":"tus","size":6}}"#, token)
        let link = try #require(made["upload"]?["upload_link"]?.string)
        #expect(try upload(link, offset: 0, "abc") == 204)
        let state = first.state
        await first.shutdown()

        let second = try await Sandbox.start(options)
        #expect(second.apiRoot == first.apiRoot)
        #expect([second.accessToken, second.clientID] == [first.accessToken, first.clientID])
        #expect(second.accountIsKept)
        let isSame = second.state == state
        #expect(isSame)
        #expect(try upload(link, offset: 3, "def") == 204)
        let uri = try #require(made["uri"]?.string)
        #expect(second.uploadedContent(of: uri) == Array("abcdef".utf8))
        #expect(try api(second, "GET", uri, "", token)["status"] == "available")
        await second.shutdown()
    }

    private func api(
        _ sandbox: Sandbox,
        _ method: String,
        _ path: String,
        _ body: String,
        _ token: String
    ) throws -> JSONValue {
        let client = try RawClient(sandbox.apiRoot)
        try client.send(
            "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
        return try #require(JSONValue(json: Array(try client.receive().body.utf8)))
    }

    private func upload(_ link: String, offset: Int, _ bytes: String) throws -> Int {
        let parts = link.split(separator: "/", maxSplits: 2)
        let client = try RawClient("http://\(parts[1])")
        try client.send(
            "PATCH /\(parts[2]) HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: \(offset)\r\n"
                + "Content-Type: application/offset+octet-stream\r\nContent-Length: \(bytes.utf8.count)\r\n\r\n\(bytes)"
        )
        return try client.receive().status
    }
}
