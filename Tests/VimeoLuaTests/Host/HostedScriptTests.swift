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

    @Test("What the API is needed for is refused before anything else, with the advice that a request would get")
    func functions() async throws {
        try await withSandbox { client, sandbox in
            let lua = try await LuaInterpreter(vimeo: client, powers: Powers(api: .none))
            let request = await #expect(throws: LuaError.self) { try await lua.run("vimeo.get('/me')") }
            let refused = try #require(request?.underlying as? VimeoError)
            #expect(refused.message == "not allowed: GET \(sandbox.apiRoot)/me")
            for name in [
                "upload", "replace", "upload_picture", "upload_texttrack", "grab_picture", "pull", "wait", "quota",
                "verify_token", "revoke_token",
            ] {
                // There is not even a look at the arguments.
                let error = await #expect(throws: LuaError.self) { try await lua.run("vimeo.\(name)(1, 2, 3, 4, 5)") }
                let refusal = error?.underlying as? VimeoError
                #expect(refusal?.kind == .permission && refusal?.message == "not allowed: vimeo.\(name)")
                #expect(refusal?.hint == refused.hint)
            }
            let writing = try await LuaInterpreter(vimeo: client, powers: Powers(api: .write))
            let revoking = await #expect(throws: LuaError.self) { try await writing.run("vimeo.revoke_token()") }
            #expect((revoking?.underlying as? VimeoError)?.message == "not allowed: vimeo.revoke_token")
            #expect(try await writing.run("return vimeo.quota().space.free > 0"))
        }
    }

    @Test("A script with powers uses the sign-in of its host, also a later one; a client with its own token does not")
    func laterSignIn() async throws {
        try await withSandbox { client, sandbox in
            client.setToken(nil)
            let lua = try await LuaInterpreter(vimeo: client, powers: Powers(api: .read))
            client.setToken(sandbox.accessToken)
            #expect(try await lua.run("return vimeo.verify_token().user.uri") == "/users/1")
            let open = try await LuaInterpreter(libraries: .all, vimeo: client)
            try await open.run("other = vimeo.client{token = 'own'}")
            client.setToken(nil)
            #expect(try await open.run("return select(2, pcall(other.verify_token)).status_code") == 401)
        }
    }

    @Test("Help, and CSV without a file, go where print goes")
    func output() async throws {
        let output = Mutex("")
        try await withSandbox { client, _ in
            let lua = try await LuaInterpreter(vimeo: client)
            await lua.onOutput { text in output.withLock { $0 += text } }
            try await lua.run("local w = vimeo.csv.writer{header = {'a', 'b'}} w:write{1, 2} w:close()")
            #expect(output.withLock { $0 } == "a,b\r\n1,2\r\n")
            try await lua.run("vimeo.help(vimeo.get)")
            #expect(output.withLock { $0 }.contains("vimeo.get(path"))
        }
    }

    @Test("A file that does not fit the memory limit is not read into memory")
    func largeFile() async throws {
        let folder = try TemporaryFolder()
        try folder.write("large", bytes: [UInt8](repeating: 0, count: 16 << 20))
        try await withSandbox { client, _ in
            let lua = try await LuaInterpreter(
                vimeo: client,
                powers: Powers(read: [folder.path]),
                limits: LuaLimits(memory: 8 << 20)
            )
            try await lua.set("path", to: folder.file("large"))
            let error = await #expect(throws: LuaError.self) { try await lua.run("vimeo.fs.read(path)") }
            #expect((error?.underlying as? VimeoError)?.code.rawValue == "too_large")
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
