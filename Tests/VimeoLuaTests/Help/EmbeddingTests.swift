import FoundationEssentials
import LuaKit
import Synchronization
import TestSupport
import Testing
import Vimeo
import VimeoSandbox

@testable import VimeoLua

@Suite("The page about embedding")
struct EmbeddingTests {
    private struct User: Decodable {
        let name: String
    }

    private static let plugin = """
        function on_video(uri)
          nap(0.001)
          print(shout("seen"))
          return vimeo.get(uri):check().body.name
        end
        """

    @Test("Its lines work as they are printed there")
    func program() async throws {
        let sandbox = try await Sandbox.start(.small)
        let folder = try TemporaryFolder()
        let path = try folder.write("talk.mp4", bytes: [UInt8](repeating: 1, count: 5000))
        let output = Mutex("")
        @Sendable func log(_ text: String) { output.withLock { $0 += text } }
        @Sendable func print(_ items: Any...) { log("\(items)\n") }
        // The lines below are those of the page, but for the environment and the file's folder.
        let client = try Client(.fromEnvironment(sandbox.environment))
        let me = try await client.get("/me").decode(User.self)
        for try await video in client.items("/me/videos", fields: ["uri", "name"]) {
            print(video["name"]?.string ?? "")
        }
        let uri = try await client.upload(file: path, fields: ["name": "Talk"]) {
            print($0.sent, $0.total)
        }
        #expect(me.name == "Ada Winter")
        #expect(output.withLock { $0 }.hasSuffix("[5000, 5000]\n"))
        #expect(output.withLock { $0 }.split(separator: "\n").count > 8)
        output.withLock { $0 = "" }

        let lua = try await LuaInterpreter(libraries: .safe, vimeo: client)
        try await lua.register("shout") { (text: String) in text.uppercased() }
        try await lua.register("nap") { (seconds: Double) async throws in
            try await Task.sleep(for: .seconds(max(0, min(seconds, 1e9))))
        }
        await lua.onOutput { log($0) }
        try await lua.run(file: folder.write("plugin.lua", Self.plugin))
        let title: String = try await lua.call("on_video", uri)
        #expect(title == "Talk")
        #expect(output.withLock { $0 } == "SEEN\n")
        await client.shutdown()
        await sandbox.shutdown()
    }

    @Test("Each line of the programs is a line of the test above")
    func lines() throws {
        let source = String(decoding: try Data(contentsOf: URL(filePath: #filePath)), as: UTF8.self)
            .replacing("fromEnvironment(sandbox.environment)", with: "fromEnvironment()")
            .replacing("folder.write(\"plugin.lua\", Self.plugin)", with: "\"plugin.lua\"")
        let here = source.split(separator: "\n").map { $0.drop { $0 == " " } }
        let body = try #require(HelpTopic.named("embedding")).body
        let blocks = HelpBlock.parse(body).compactMap { if case .sample(let lines) = $0 { lines } else { nil } }
        #expect(blocks.count == 3)
        for line in blocks.dropFirst().joined() where !line.isEmpty {
            #expect(here.contains(line.drop { $0 == " " }), "\(line)")
        }
    }
}
