import Synchronization
import Testing

@testable import LuaKit

@Suite("Tasks of hosted interpreters")
struct InterpreterTaskTests {
    /// An interpreter with `started()`, which opens the gate `started`, and `wait(name)`, which waits for one.
    private static func prepare(_ gates: Gates, limits: LuaLimits = LuaLimits()) async throws -> LuaInterpreter {
        let lua = try await LuaInterpreter(libraries: .all, limits: limits)
        try await lua.register("started") { gates.open("started") }
        try await lua.register("wait") { (name: String) async throws in try await gates.wait(name) }
        return lua
    }

    @Test(
        "Cancelling the Swift task stops whatever the script does",
        arguments: [
            "started() while true do end",
            "started() while true do pcall(function() while true do end end) end",
            "started() wait('never')",
            "started() while true do pcall(wait, 'never') end",
            "coroutine.wrap(function() started() while true do end end)()",
            "started() for _ = 1, 1e9 do pcall(error) end while true do end",
            "started() string.gsub('x', 'x', function() wait('never') end)",
            "started() table.sort({1, 2, 3}, function() while true do end end)",
            "started() load(function() while true do end end)",
            "started() xpcall(function() while true do end end, debug.traceback)",
            "error(setmetatable({}, {__tostring = function() started() while true do end end}))",
        ]
    )
    func cancelling(_ code: String) async throws {
        let gates = Gates()
        let lua = try await Self.prepare(gates)
        let run = Task { try await lua.run(code) }
        try await gates.wait("started")
        run.cancel()
        await #expect(throws: CancellationError.self) { try await run.value }
        #expect(try await lua.run("return 1 + 1") == 2)
    }

    @Test("A task that is cancelled before it begins runs nothing")
    func cancelledBefore() async throws {
        let lua = try await LuaInterpreter()
        let run = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await lua.run("ran = true")
        }
        await #expect(throws: CancellationError.self) { try await run.value }
        let ran: Bool? = try await lua.get("ran")
        #expect(ran == nil)
    }

    @Test("Cancelling one call leaves the others alone")
    func cancellingOne() async throws {
        let gates = Gates()
        let lua = try await Self.prepare(gates)
        let other = Task { () async throws -> String in try await lua.run("wait('other') return 'done'") }
        let run = Task { try await lua.run("started() while true do wait('tick') end") }
        try await gates.wait("started")
        run.cancel()
        await #expect(throws: CancellationError.self) { try await run.value }
        gates.open("other")
        #expect(try await other.value == "done")
    }

    @Test("Values that a script closes are closed when it is cancelled")
    func closing() async throws {
        let gates = Gates()
        let lua = try await Self.prepare(gates)
        let run = Task {
            try await lua.run(
                "local x <close> = setmetatable({}, {__close = function() closed = true end}) started() while true do end"
            )
        }
        try await gates.wait("started")
        run.cancel()
        await #expect(throws: CancellationError.self) { try await run.value }
        #expect(try await lua.get("closed") == true)
    }

    @Test("While a script waits another one of the same interpreter runs, and a function can call back")
    func interleaving() async throws {
        let gates = Gates()
        let lua = try await Self.prepare(gates)
        try await lua.register("call_back") { [weak lua] (name: String) async throws -> Int in
            try await lua?.call(name) ?? 0
        }
        try await lua.run("function seven() return 7 end")
        let first = Task { () async throws -> Int in try await lua.run("started() wait('go') return call_back('seven')")
        }
        try await gates.wait("started")
        let other: Int = try await lua.run("return call_back('seven') + 1")
        #expect(other == 8)
        gates.open("go")
        #expect(try await first.value == 7)
    }

    @Test("Two interpreters run at once: one that computes does not keep the other waiting")
    func twoAtOnce() async throws {
        let gates = Gates()
        let busy = try await Self.prepare(gates)
        let lua = try await LuaInterpreter()
        let run = Task { try await busy.run("started() while true do end") }
        try await gates.wait("started")
        #expect(try await lua.run("return 'free'") == "free")
        run.cancel()
        await #expect(throws: CancellationError.self) { try await run.value }
    }

    @Test("An interpreter that nobody holds any more lives until its script is over, then closes")
    func deallocated() async throws {
        let gates = Gates()
        let run: Task<String, any Error>
        weak var gone: LuaInterpreter?
        do {
            let lua = try await Self.prepare(gates)
            try await lua.register("closed") { gates.open("closed") }
            gone = lua
            run = Task { try await lua.run("x = setmetatable({}, {__gc = closed}) started() wait('go') return 'over'") }
        }
        try await gates.wait("started")
        #expect(gone != nil)
        gates.open("go")
        #expect(try await run.value == "over")
        try await gates.wait("closed")
    }

    @Test("The time limit ends loops and waits, and the next call has all of it again")
    func time() async throws {
        let lua = try await Self.prepare(Gates(), limits: LuaLimits(seconds: 0.05))
        for code in [
            "while true do pcall(function() while true do end end) end", "wait('never')",
            "error(setmetatable({}, {__tostring = function() while true do end end}))",
        ] {
            let error = await #expect(throws: LuaError.self) { try await lua.run(code) }
            #expect(error?.code == .timedOut)
        }
        let unlimited = try await LuaInterpreter(limits: LuaLimits(seconds: 600))
        #expect(try await unlimited.run("return 1") == 1)
    }

    @Test(
        "A time limit that no clock reaches is none, or the longest",
        arguments: [Double.infinity, .nan, 1e300, -1e300]
    )
    func unusualTime(seconds: Double) async throws {
        let limits = LuaLimits(seconds: seconds)
        #expect(limits.timer == [1e300: .seconds(1e9), -1e300: .zero][seconds])
        guard seconds != -1e300 else { return }
        let lua = try await LuaInterpreter(limits: limits)
        #expect(try await lua.run("return 1") == 1)
    }

    @Test("The memory limit ends a script with an error of its own, and the state can be used again")
    func memory() async throws {
        let lua = try await LuaInterpreter(limits: LuaLimits(memory: 4 << 20))
        let error = await #expect(throws: LuaError.self) {
            try await lua.run("local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(100) .. i end")
        }
        #expect(error?.code == .memory)
        #expect(try await lua.run("return 1") == 1)
    }

    @Test("A script that waits for itself ends with an error instead of for ever")
    func deadlock() async throws {
        let lua = try await LuaInterpreter()
        try await lua.withStack { stack in
            stack.pushGlobals()
            for (name, body) in [
                (
                    "spawn",
                    { stack in
                        stack.push(object: try stack.spawn(arguments: Int(stack.top) - 1))
                        return .results(1)
                    }
                ),
                ("await", { stack in stack.wait(for: try stack.object(at: 1)) }),
            ] as [(String, LuaFunction)] {
                stack.push(function: body)
                stack.setRaw(name, in: -2)
            }
        }
        let error = await #expect(throws: LuaError.self) {
            try await lua.run("local t t = spawn(function() await(t) end) await(t)")
        }
        #expect(error?.code == .deadlock)
    }

    @Test("A thousand calls at once end with their own results")
    func many() async throws {
        let lua = try await LuaInterpreter()
        try await lua.register("pause") { (number: Int) async -> Int in
            await Task.yield()
            return number
        }
        try await lua.run("function echo(n) return pause(n) end")
        let sum = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<1000 { group.addTask { try await lua.call("echo", number) == number } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(sum == 1000)
    }
}
