import LuaKit
import Testing

@Suite("Hosted scripts without powers")
struct SafeLibrariesTests {
    @Test("Nothing that reaches beyond the state is there")
    func names() async throws {
        let lua = try await LuaInterpreter(libraries: .safe)
        for name in ["debug", "package.loadlib", "io.popen", "os.execute", "os.setlocale", "string.dump"] {
            #expect(try await !lua.has(function: name), "\(name)")
            let exists: Bool = try await lua.run("return \(name.hasPrefix("debug") ? "debug" : name) ~= nil")
            #expect(!exists, "\(name)")
        }
        for name in ["string.format", "table.sort", "coroutine.wrap", "math.floor", "utf8.char", "os.time", "require"] {
            #expect(try await lua.has(function: name), "\(name)")
        }
    }

    @Test(
        "Files, variables and bytecode are refused with a reason",
        arguments: [
            ("return select(2, io.open('/etc/passwd'))", "a restricted script may not use files"),
            ("return select(2, loadfile('/etc/passwd'))", "a restricted script may not use files"),
            ("return select(2, os.remove('/tmp/x'))", "a restricted script may not use files"),
            ("return tostring(os.getenv('HOME'))", "nil"),
            ("return select(2, load('\\27Lua'))", "attempt to load a binary chunk (mode is 't')"),
        ]
    )
    func refused(_ code: String, _ answer: String) async throws {
        let lua = try await LuaInterpreter(libraries: .safe)
        #expect(try await lua.run(code) == answer)
    }

    @Test("With all libraries a script has what the stand-alone interpreter has")
    func all() async throws {
        let lua = try await LuaInterpreter(libraries: .all)
        let text: String = try await lua.run("return io.open('/dev/null') and debug.getinfo(1, 'S').short_src")
        #expect(text == "script")
    }
}
