import FoundationEssentials
import LuaKit
import Testing
import Vimeo
import VimeoSandbox

@testable import VimeoLua

@Suite("The page about embedding")
struct EmbeddingTests {
    @Test("Its program runs as it is printed there")
    func program() async throws {
        let sandbox = try await Sandbox.start(.small)
        let root = sandbox.apiRoot
        let token = sandbox.accessToken
        // The lines below are those of the page, but for the address and the output.
        try await LuaThread.run { state in
            try state.openLibraries()
            var settings = Configuration()
            settings.token = token
            settings.apiRoot = root
            let client = try Client(settings)
            try VimeoTable.install(
                on: state.stack,
                client: { client },
                warn: { print($0) }
            )
            state.stack.push { stack in
                stack.push((stack.string(at: 1) ?? "").uppercased())
                return .results(1)
            }
            try state.stack.setGlobal("shout")
            try state.stack.run("print = function(text) said = text end")
            try state.stack.run("print(shout(vimeo.get('/me').body.name))")
            try state.stack.run("assert(said == 'ADA WINTER', said)")
        }
        await sandbox.shutdown()
    }

    @Test("Each line of the program is a line of the test above")
    func lines() throws {
        let source = String(decoding: try Data(contentsOf: URL(filePath: #filePath)), as: UTF8.self)
        let here = source.split(separator: "\n").map { $0.drop { $0 == " " } }
        let body = try #require(HelpTopic.named("embedding")).body
        let blocks = HelpBlock.parse(body).compactMap { if case .sample(let lines) = $0 { lines } else { nil } }
        #expect(blocks.count == 2)
        for line in try #require(blocks.last) where !line.isEmpty {
            let text = line.drop { $0 == " " }
            #expect(here.contains(text) || here.contains("@testable \(text)"), "\(line)")
        }
    }
}
