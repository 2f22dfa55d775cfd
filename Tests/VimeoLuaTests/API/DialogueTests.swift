import LuaKit
import Synchronization
import Testing
import Vimeo

@testable import VimeoLua

@Suite("Questions and counts of items", .timeLimit(.minutes(1)))
struct DialogueTests {
    /// What a host is given while a script runs.
    private final class Events: Sendable {
        private let state = Mutex<[String]>([])
        var all: [String] { state.withLock { $0 } }

        func add(_ event: CountEvent) {
            let text =
                switch event {
                case .began(_, let label, let total): "began \(label) \(total.map { "\($0)" } ?? "?")"
                case .moved(_, let done, let total): "\(done)/\(total.map { "\($0)" } ?? "?")"
                case .ended(_, let leavesLine): leavesLine ? "ended" : "ended silently"
                }
            state.withLock { $0.append(text) }
        }
    }

    private func events(_ code: String) async throws -> (result: String, events: [String]) {
        let events = Events()
        let result = try await LuaThread.run { state in
            try state.openLibraries()
            let stack = state.stack
            let host = ScriptHost(confirm: { $0 == "Sure? [y/N] " }, onCount: { events.add($0) })
            try VimeoTable.install(on: stack, client: { try Client() }, warn: { _ in }, host: host)
            try stack.run(
                "local result = (function() \(code) end)() return tostring(result)",
                name: "=script",
                results: 1
            )
            return stack.string(at: -1) ?? ""
        }
        return (result, events.all)
    }

    @Test("Where there is no prompt, as in a recipe, vimeo.repl says so")
    func noPrompt() async throws {
        let result = try await events("local _, e = pcall(vimeo.repl) return e.message .. '; ' .. e.hint").result
        #expect(result == "there is no prompt here; scripts that vimeo-lua runs have one, recipes do not")
    }

    @Test(
        "What a count reports",
        arguments: [
            (
                "do local p <close> = vimeo.progress(3, 'rows') p:add() p:add(2) end",
                ["began rows 3", "1/3", "3/3", "ended"]
            ),
            ("local p = vimeo.progress() p:close() p:close() p:add()", ["began items ?", "ended"]),
            ("vimeo.progress{total = 1} collectgarbage()", ["began items 1", "ended"]),
            (
                "vimeo.map({1, 2}, function() end, {progress = 'videos', concurrency = 1})",
                ["began videos 2", "1/2", "2/2", "ended"]
            ),
            (
                "local n = 0 vimeo.map(function() n = n + 1 if n < 3 then return n end end, function() end, "
                    + "{progress = 'videos'})",
                ["began videos ?", "1/?", "2/?", "ended"]
            ),
            // Also where a call fails.
            (
                "pcall(vimeo.map, {1, 2}, function() error('x') end, {progress = 'videos', concurrency = 1})",
                ["began videos 2", "1/2", "ended"]
            ),
            ("vimeo.map({1, 2}, function() end)", []),
        ] as [(String, [String])]
    )
    func counts(code: String, expected: [String]) async throws {
        #expect(try await events(code).events == expected)
    }

    @Test("The number of items that are done can be read, and only be raised")
    func numbers() async throws {
        #expect(try await events("local p = vimeo.progress(3) p:add(2) return p.done").result == "2")
        let refused = try await events("return select(2, pcall(function() vimeo.progress(3):add(-1) end))").result
        #expect(refused.contains("a whole number of at least 0 expected"), "\(refused)")
    }

    @Test("A question is the host's to ask; without one it is an error with a code")
    func confirm() async throws {
        #expect(try await events("return vimeo.confirm('Sure?')").result == "true")
        #expect(try await events("return vimeo.confirm('Really?')").result == "false")
        let code = try await runOffline("return select(2, pcall(vimeo.confirm, 'Sure?')).code")
        #expect(code == "no_terminal")
    }

    @Test(
        "vimeo.fs.hash gives the digest of a file, and refuses what is none",
        arguments: [
            ("vimeo.fs.hash(path)", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            ("vimeo.fs.hash(path, 'md5')", "900150983cd24fb0d6963f7d28e17f72"),
            ("vimeo.fs.hash{path = path, algorithm = 'md5'}", "900150983cd24fb0d6963f7d28e17f72"),
            ("select(2, pcall(vimeo.fs.hash, path, 'sha1')).hint", "valid values: sha256, md5"),
            ("select(2, pcall(vimeo.fs.hash, '/')).code", "directory"),
            ("select(2, pcall(vimeo.fs.hash, '/dev/zero')).kind", "file"),
            ("select(2, pcall(vimeo.fs.hash, path .. 'x')).code", "no_file"),
            ("vimeo.run{'mkfifo', path .. '.pipe'} and select(2, pcall(vimeo.fs.hash, path .. '.pipe')).kind", "file"),
        ]
    )
    func hash(expression: String, expected: String) async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("file", "abc")
        #expect(try await run("return \(expression)", globals: ["path": path]) == expected)
    }
}
