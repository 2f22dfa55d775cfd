import FoundationEssentials
import LuaKit
import Synchronization
import TestSupport
import Testing
import Vimeo
import VimeoSandbox

@testable import VimeoLua

@Suite("The articles")
struct ArticleTests {
    private static let here = URL(filePath: #filePath).deletingLastPathComponent()
    private static let articles = here.appending(path: "../../../Sources/VimeoLua/VimeoLua.docc")

    private static func blocks(_ language: String, of article: String) throws -> [String] {
        let text = String(decoding: try Data(contentsOf: articles.appending(path: "\(article).md")), as: UTF8.self)
        return text.split(separator: "```\(language)\n").dropFirst().compactMap { part in
            part.firstRange(of: "```").map { String(part[..<$0.lowerBound]) }
        }
    }

    @Test(
        "Their programs are those that are compiled and run here",
        arguments: [
            ("HostIn30Lines", "Host"), ("LoadedPlugin", "Plugin"), ("UploadWithProgress", "Uploader"),
            ("TestWithTheSandbox", "SandboxSnippetTests"),
        ]
    )
    func programs(_ article: String, _ file: String) throws {
        let source = String(decoding: try Data(contentsOf: Self.here.appending(path: "\(file).swift")), as: UTF8.self)
        // Only a program has an entry point.
        let blocks = try Self.blocks("swift", of: article).map { $0.replacing("@main ", with: "") }
        #expect(blocks == [source])
    }

    private func withClient(_ body: (Client) async throws -> Void) async throws {
        let sandbox = try await Sandbox.start(.small)
        let client = try Client(.fromEnvironment(sandbox.environment))
        try await body(client)
        await client.shutdown()
        await sandbox.shutdown()
    }

    @Test("The host runs its script")
    func host() async throws {
        try await withClient { client in
            try await Host.run("nap(0) nap(0/0) nap(-1/0) assert(shout(user.name) == 'ADA WINTER')", with: client)
            await #expect(throws: LuaError.self) { try await Host.run("error('no')", with: client) }
        }
    }

    @Test("The plugin of the article gives its verdicts, one after the other and at once, and fails as a value")
    func plugin() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("plugin.lua", try #require(try Self.blocks("lua", of: "LoadedPlugin").first))
        try await withClient { client in
            let plugin = try await Plugin(file: path, client: client)
            let videos = (1001...1003).map { Plugin.Video(uri: "/videos/\($0)", name: "V\($0)", tags: ["a"]) }
            let first = try await plugin.verdict(on: videos[0])
            #expect(first?.title.hasPrefix("1. V1001 (") == true, "\(String(describing: first))")
            #expect(first?.isPublic == true)
            let all = try await plugin.verdicts(on: videos)
            #expect(all.count == 3)
            #expect(try await plugin.verdict(on: Plugin.Video(uri: "/videos/1001", name: "")) == nil)
        }
    }

    @Test("The upload arrives")
    func upload() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("talk.mp4", bytes: [UInt8](repeating: 7, count: 100_000))
        try await withClient { client in
            let uri = try await Uploader.upload(path, with: client)
            let video = try await client.get(uri, fields: ["name", "description"]).check().json()
            #expect(video["name"] == "Talk")
            #expect(video["description"] == "Recorded on Monday")
        }
    }

    @Test("Every article is listed on the first page")
    func listed() throws {
        let first = String(decoding: try Data(contentsOf: Self.articles.appending(path: "VimeoLua.md")), as: UTF8.self)
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.articles.path)
            .filter { $0 != "VimeoLua.md" }
        #expect(names.count == 4)
        for name in names { #expect(first.contains("<doc:\(name.dropLast(3))>"), "\(name)") }
    }
}
