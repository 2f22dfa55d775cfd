import LuaKit
import Synchronization
import TestSupport
import Testing
import Vimeo
import VimeoSandbox

@testable import VimeoLua

@Suite("Hosted scripts with the table vimeo")
struct HostedScriptTests {
    private func withSandbox(
        _ options: SandboxOptions = .small,
        _ body: (Client, Sandbox) async throws -> Void
    ) async throws {
        let sandbox = try await Sandbox.start(options)
        let client = try Client(.fromEnvironment(sandbox.environment))
        try await body(client, sandbox)
        await client.shutdown()
        await sandbox.shutdown()
    }

    @Test("Without powers a script has the whole API, and nothing else")
    func withoutPowers() async throws {
        try await withSandbox { client, _ in
            let lua = try await LuaInterpreter(vimeo: client)
            try await lua.run("vimeo.patch('/videos/1001', {name = 'New'}):check()")
            #expect(try await lua.run("return vimeo.get('/videos/1001').body.name") == "New")
            for code in [
                "vimeo.fs.read('/etc/passwd')", "vimeo.run({'true'})", "vimeo.get('http://127.0.0.1:1/')",
                "vimeo.upload('/etc/passwd')", "vimeo.client{token = 'x'}",
            ] {
                let error = await #expect(throws: LuaError.self) { try await lua.run(code) }
                #expect(
                    (error?.underlying as? VimeoError)?.kind == .permission,
                    "\(code): \(String(describing: error))"
                )
                #expect(error?.value?.table?["kind"] == "permission")
            }
            #expect(try await lua.run("return debug == nil and io.popen == nil and os.getenv('PATH') == nil"))
        }
    }

    @Test("Powers grant what they name")
    func powers() async throws {
        let folder = try TemporaryFolder()
        try folder.write("in/a.txt", "text")
        try folder.make("out/")
        try await withSandbox { client, _ in
            let lua = try await LuaInterpreter(
                vimeo: client,
                powers: Powers(api: .read, read: [folder.file("in")], write: [folder.file("out")])
            )
            try await lua.set("folder", to: folder.path)
            #expect(try await lua.run("return vimeo.fs.read(folder .. '/in/a.txt')") == "text")
            try await lua.run("io.open(folder .. '/out/b.txt', 'w'):write('b'):close()")
            #expect(try folder.text("out/b.txt") == "b")
            let error = await #expect(throws: LuaError.self) { try await lua.run("vimeo.delete('/videos/1001')") }
            let refusal = error?.underlying as? VimeoError
            #expect(refusal?.kind == .permission)
            #expect(refusal?.hint?.hasPrefix("the program that runs the script can allow more: Powers(api:") == true)
            let file = await #expect(throws: LuaError.self) { try await lua.run("vimeo.fs.read('/etc/passwd')") }
            let hint = "the program that runs the script can grant it: Powers(read: [\"/etc/passwd\"])"
            #expect((file?.underlying as? VimeoError)?.hint == hint)
            #expect(try await lua.run("return vimeo.get('/videos/1001').status_code") == 200)
            // The client of the host is not limited.
            try await client.patch("/videos/1001", ["name": "Still"]).check()
        }
    }

    @Test("With all libraries a script may do everything")
    func unrestricted() async throws {
        try await withSandbox { client, _ in
            let lua = try await LuaInterpreter(libraries: .all, vimeo: client)
            #expect(try await lua.run("return debug ~= nil and vimeo.fs.exists('/etc/passwd')"))
        }
    }

    @Test("Cancelling the Swift task ends a request under way")
    func cancelling() async throws {
        var options = SandboxOptions.small
        options.latency = .seconds(3600)
        try await withSandbox(options) { client, _ in
            let lua = try await LuaInterpreter(vimeo: client)
            let started = AsyncStream.makeStream(of: Void.self)
            try await lua.register("started") { () -> Void in started.continuation.yield() }
            let run = Task { try await lua.run("started() while true do pcall(vimeo.get, '/me') end") }
            for await _ in started.stream { break }
            run.cancel()
            await #expect(throws: CancellationError.self) { try await run.value }
            #expect(try await lua.run("return 7") == 7)
        }
    }

    @Test("JSON goes in and out as it is")
    func json() async throws {
        try await withSandbox { client, _ in
            let lua = try await LuaInterpreter(vimeo: client)
            try await lua.run("function echo(x) return x end")
            let value: JSONValue = [
                "name": "Größe", "size": 9_007_199_254_740_993, "ratio": 0.5, "tags": ["a", "b"], "none": [],
                "deep": ["a": [["b": true]]],
            ]
            #expect(try await lua.call("echo", value) == value)
            let body: JSONValue = try await lua.run("return vimeo.get('/me/videos', {fields = 'uri,name'}).body")
            #expect(body["data"]?.array?.count == 7)
            #expect(body["data"]?[0]?["uri"]?.string?.hasPrefix("/videos/") == true)
        }
    }
}
