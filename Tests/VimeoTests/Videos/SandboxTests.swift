import FoundationEssentials
import Testing
import VimeoSandbox

@testable import Vimeo

/// The client and the sandbox are written separately: here they meet.
@Suite("Client and sandbox")
struct SandboxTests {
    private func withSandbox(_ body: (Client, Sandbox, TemporaryFolder) async throws -> Void) async throws {
        var options = SandboxOptions()
        options.transcodeTime = .zero
        options.recordsRequests = true
        let sandbox = try await Sandbox.start(options)
        var configuration = Configuration()
        configuration.apiRoot = sandbox.apiRoot
        configuration.token = sandbox.accessToken
        let client = try Client(configuration)
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(client, sandbox, try TemporaryFolder()))
        } catch {
            result = .failure(error)
        }
        await client.shutdown()
        await sandbox.shutdown()
        try result.get()
    }

    @Test("What was uploaded is waited for and comes back byte for byte, without the token on the way")
    func roundTrip() async throws {
        try await withSandbox { client, sandbox, folder in
            let bytes = pattern(3_000_001)
            let path = try folder.file("film.mp4", bytes)
            let uri = try await client.upload(file: path, fields: ["name": .string("a/b")])
            let video = try await client.waitForTranscode(videoURI: uri, timeout: 60)
            #expect(JSONValue(json: video.body)?["status"] == .string("available"))
            let file = try await client.downloadVideo(target: uri, to: folder.path)
            #expect(file.quality == "source")
            #expect(file.path == "\(folder.path)/a b-\(uri.split(separator: "/").last ?? "").mp4")
            let isSame = FileManager.default.contents(atPath: file.path).map { [UInt8]($0) } == bytes
            #expect(isSame)
            var options = DownloadOptions()
            options.quality = "SD"
            let small = try await client.downloadVideo(target: uri, to: "\(folder.path)/small", options: options)
            #expect(small.size == 1_500_000)
            let elsewhere = sandbox.requests.filter { $0.origin != .api }
            #expect(elsewhere.contains { $0.origin == .download })
            #expect(elsewhere.allSatisfy { $0.header("Authorization") == nil })
        }
    }

    @Test("The videos of the account can be downloaded, also from what is left of them")
    func samples() async throws {
        try await withSandbox { client, _, folder in
            let path = "\(folder.path)/f"
            let first = try await client.downloadVideo(target: "/videos/1004", to: path)
            let bytes = try #require(FileManager.default.contents(atPath: path))
            #expect(Int64(bytes.count) == first.size)
            let source = try await client.downloadSource("/videos/1004", DownloadOptions())
            _ = try folder.file("f.part", Array(bytes[..<9999]))
            _ = try folder.file("f.part.json", PartRecord(key: source.key, size: first.size, validator: nil).json)
            _ = try await client.downloadVideo(target: "/videos/1004", to: path)
            #expect(FileManager.default.contents(atPath: path) == bytes)
        }
    }

    @Test("Captions, frames, pulls and the quota")
    func others() async throws {
        try await withSandbox { client, sandbox, folder in
            let path = try folder.file("f.srt", Array("1\n00:00:01,000 --> 00:00:02,000\nHi\n".utf8))
            let track = try await client.uploadTextTrack(
                videoURI: "/videos/1001",
                type: "captions",
                language: "en",
                .file(path),
                active: true
            )
            let uri = try #require(JSONValue(json: track.body)?["uri"]?.string)
            #expect(JSONValue(json: track.body)?["active"] == .boolean(true))
            let content = sandbox.uploadedContent(of: uri).map { String(decoding: $0, as: UTF8.self) }
            #expect(content == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHi\n")
            let link = try #require(JSONValue(json: track.body)?["link"]?.string)
            let saved = try await client.downloadVideo(target: link, to: "\(folder.path)/f.vtt")
            #expect(Int(saved.size) == content?.utf8.count)
            let picture = try await client.grabPicture(target: "/videos/1001", seconds: 5, activate: true)
            #expect(JSONValue(json: picture.body)?["active"] == .boolean(true))
            let before = UploadQuota(try await client.quota())
            let source = try await client.downloadSource("/videos/1001", DownloadOptions())
            let direct = source.link.description.replacing(sandbox.uploadRoot, with: sandbox.downloadRoot)
            let pulled = try await client.pull(link: direct)
            _ = try await client.waitForTranscode(videoURI: pulled, timeout: 60)
            let size = try #require(source.size)
            let after = UploadQuota(try await client.quota())
            #expect(before.space == after.space.map { $0 + size })
            #expect(after.warning(for: .max) != nil)
            let failed = try await client.pull(link: "\(sandbox.downloadRoot)/none")
            let error = await failure { _ = try await client.waitForTranscode(videoURI: failed, timeout: 60) }
            #expect(error.code == "uploading_error")
        }
    }
}
