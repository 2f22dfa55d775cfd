import CLuaBridge
import Synchronization
import Testing

@testable import LuaKit

struct CallbackTests {
    @Test("Cancelling a task whose callback waits ends that wait, and the wait around it")
    func cancelling() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try stack.evaluate(
                """
                local inner
                local task = spawn(function()
                  report(1, function() local _, e = pcall(wait, 'never') inner = tostring(e) end)
                end)
                spawn(function() repeat pause() until task.status == 'waiting' and waiting() task:cancel() end)
                local ok, e = pcall(task.await, task)
                return inner .. '|' .. tostring(e) .. '|' .. task.status
                """
            )
        }
        #expect(result == "the task was cancelled|the task was cancelled|cancelled")
    }

    @Test("A task started in a callback belongs to the task of the callback, which ends after it")
    func spawning() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try stack.evaluate(
                """
                local log = {}
                local task = spawn(function()
                  report(1, function() spawn(function() pause() pause() log[#log + 1] = 'child' end) end)
                end)
                task:await()
                log[#log + 1] = 'parent'
                return table.concat(log, ' ')
                """
            )
        }
        #expect(result == "child parent")
    }

    @Test("Callbacks of one wait that wait themselves run one after the other, and before the result")
    func order() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try stack.evaluate(
                """
                local log = {}
                report(3, function(n) log[#log + 1] = '<' .. n pause() log[#log + 1] = n .. '>' end)
                return table.concat(log, ' ')
                """
            )
        }
        #expect(result == "<1 1> <2 2> <3 3>")
    }

    @Test("A wait in a coroutine inside a finalizer is refused as one in the finalizer itself")
    func finalizers() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try stack.evaluate(
                """
                local log = {}
                local function try() log[#log + 1] = tostring((select(2, pcall(pause)))) end
                setmetatable({}, {__gc = try})
                setmetatable({}, {__gc = function() coroutine.wrap(try)() end})
                setmetatable({}, {__gc = function() coroutine.wrap(function() coroutine.wrap(try)() end)() end})
                collectgarbage()
                coroutine.wrap(try)()
                return table.concat(log, '|')
                """
            )
        }
        let refused = "cannot wait in a finalizer (__gc)"
        #expect(result == "\(refused)|\(refused)|\(refused)|nil")
    }

    @Test("Too many waits inside each other where Lua cannot yield are called that")
    func nestingInPlace() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try stack.evaluate(
                """
                local depth = 0
                local function f()
                  depth = depth + 1
                  if depth > 60 then return end
                  local task = spawn(function() table.sort({1, 2}, function() f() return false end) end)
                  task:await()
                end
                local _, e = pcall(f)
                return tostring(e)
                """
            )
        }
        #expect(result == "too many waits inside each other where Lua cannot yield")
    }

    @Test("Long sleeps that are cancelled are forgotten")
    func timers() async throws {
        let count = try await withLua { stack in
            stack.defineWaits()
            try stack.run("for i = 1, 1000 do local t = spawn(sleep, 3600) pause() t:cancel() pcall(t.await, t) end")
            return stack.state.scheduler.timers.count
        }
        #expect(count < 100)
    }

    @Test("A wait in a forked child process is an error that says so")
    func forked() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            bridge_pretend_forked(bridge_context(stack.pointer))
            return try stack.evaluate("return select(2, pcall(wait, 'a'))")
        }
        #expect(result == "cannot wait in a forked process: only the thread that called fork exists in it")
    }
}

struct ClosingTests {
    @Test("Messages that nobody takes and that hold Lua values are released when the state closes")
    func messages() async throws {
        try await withLua { stack in
            for _ in 1...3 {
                stack.pushTable()
                let error = LuaError(popping: stack)
                stack.state.handle.post(.finished(TaskTree.ID(raw: 1 << 24), .failure(error)))
            }
        }
    }

    @Test("A state that closes while tasks wait releases what their waits hold")
    func leaks() async throws {
        let alive = Counter()
        try await withLua { stack in
            stack.defineWaits()
            let canary = Canary(alive)
            stack.define("hold") { _ in
                .wait(
                    LuaWait({ try await Gates().wait("never") }) { (_: Void, _: LuaStack) in
                        withExtendedLifetime(canary) { 0 }
                    }
                )
            }
            try stack.run("spawn(function() spawn(function() spawn(hold) hold() end) hold() end) pause()")
        }
        #expect(alive.count == 0)
    }

    private final class Counter: Sendable {
        private let value = Mutex(0)
        var count: Int { value.withLock { $0 } }
        func add(_ difference: Int) { value.withLock { $0 += difference } }
    }

    private final class Canary: Sendable {
        private let counter: Counter

        init(_ counter: Counter) {
            self.counter = counter
            counter.add(1)
        }

        deinit { counter.add(-1) }
    }
}
