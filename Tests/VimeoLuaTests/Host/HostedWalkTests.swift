import Logging
import LuaKit
import TestSupport
import Testing
import Vimeo

@testable import VimeoLua

@Suite("Walks of hosted scripts through collections")
struct HostedWalkTests {
    private func withScript(
        limits: LuaLimits = LuaLimits(),
        logger: Logger = LogRecorder().logger(.error),
        _ script: @escaping TestServer.Script,
        body: (LuaInterpreter) async throws -> Void
    ) async throws {
        try await TestServer.run(script: script) { server in
            var configuration = Configuration()
            configuration.apiRoot = server.root
            configuration.token = "0123456789abcdef"
            let client = try Client(configuration)
            try await body(try await LuaInterpreter(vimeo: client, limits: limits, logger: logger))
            await client.shutdown()
        }
    }

    @Test("An object in the field data is no list", arguments: [#"{"a":1}"#, "{}", "null", "7"])
    func notList(data: String) async throws {
        try await withScript { _ in
            .json(200, #"{"data":\#(data)}"#)
        } body: { lua in
            for name in ["each", "pages"] {
                let error = await #expect(throws: LuaError.self) {
                    try await lua.run("for _ in vimeo.\(name)('/x') do end")
                }
                #expect((error?.underlying as? VimeoError)?.code.rawValue == "no_collection")
            }
        }
    }

    @Test("A negative total is ignored", arguments: ["-1", "-9223372036854775808"])
    func negativeTotal(total: String) async throws {
        let log = LogRecorder()
        try await withScript(logger: log.logger(.warning)) { request in
            request.target == "/2"
                ? .json(200, #"{"total":\#(total),"data":[2]}"#)
                : .json(200, #"{"total":2,"data":[1],"paging":{"next":"/2"}}"#)
        } body: { lua in
            let count: Int = try await lua.run("local n = 0 for _ in vimeo.each('/1') do n = n + 1 end return n")
            #expect(count == 2)
            #expect(log.lines == [])
        }
    }

    @Test("A page must fit the memory that is left when it is fetched")
    func memory() async throws {
        let text = String(repeating: "x", count: 24 << 20)
        try await withScript(limits: LuaLimits(memory: 32 << 20)) { request in
            switch request.target {
            case "/3": .json(200, #"{"data":["\#(text)"]}"#)
            case "/2": .json(200, #"{"data":[2],"paging":{"next":"/3"}}"#)
            default: .json(200, #"{"data":[1],"paging":{"next":"/2"}}"#)
            }
        } body: { lua in
            let error = await #expect(throws: LuaError.self) {
                try await lua.run("for _ in vimeo.pages('/1') do kept = kept or ('x'):rep(12 << 20) end")
            }
            #expect((error?.underlying as? VimeoError)?.code.rawValue == "too_large")
        }
    }
}
