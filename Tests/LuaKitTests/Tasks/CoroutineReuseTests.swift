import Testing

@testable import LuaKit

@Suite("Coroutines that serve one task after another")
struct CoroutineReuseTests {
    /// Runs `code` with `again(f, …)`, which runs a function as a task whose coroutine the next one gets, and gives its first
    /// result; `pause()` waits.
    private func run(_ code: String) async throws -> String {
        try await withLua { stack in
            stack.defineWaits()
            try stack.run(
                """
                function again(f, ...)
                    local task = spawn(f, ...)
                    local result = task:await()
                    task = nil
                    -- The task object gives the coroutine back.
                    collectgarbage() collectgarbage()
                    return result
                end
                """
            )
            return try stack.evaluate(code)
        }
    }

    @Test("A coroutine whose task is over and forgotten is used again, also after a failure")
    func reuse() async throws {
        let counts = try await withLua { stack in
            stack.defineWaits()
            let scheduler = stack.state.scheduler
            var counts: [Int] = []
            try stack.run("local t = spawn(function() pause() end) t:await() t = nil collectgarbage() collectgarbage()")
            counts.append(scheduler.coroutines.count)
            try stack.run("t = spawn(function() pause() end)")
            counts.append(scheduler.coroutines.count)
            try stack.run("t:await() t = spawn(error, 'x') pcall(t.await, t) t = nil collectgarbage() collectgarbage()")
            counts.append(scheduler.coroutines.count)
            // Two hundred at the same time leave no more than are kept.
            try stack.run(
                "local t = {} for i = 1, 200 do t[i] = spawn(pause) end for i = 1, 200 do t[i]:await() end t = nil collectgarbage() collectgarbage()"
            )
            counts.append(scheduler.coroutines.count)
            return counts
        }
        #expect(counts == [1, 0, 1, 128])
    }

    @Test(
        "A coroutine is used again as soon as its task has ended without results, though the task object is still there"
    )
    func reuseBeforeCollection() async throws {
        let counts = try await withLua { stack in
            stack.defineWaits()
            let scheduler = stack.state.scheduler
            var counts: [Int] = []
            for code in [
                // It has ended, and gives nothing, as often as it is asked.
                "collectgarbage('stop') a = spawn(function() pause() end)",
                "n = select('#', a:await()) + select('#', a:await())",
                "b = spawn(pause) c = spawn(pause)", "b:await() c:await()",
                // Results and errors stay where they are, and so does one that waits for what it has started.
                "d = spawn(function() return nil end) d:await()", "e = spawn(error) pcall(e.await, e)",
                "f = spawn(function() spawn(function() wait('open') end) end) pause() pause()",
                "open('open') f:await()",
            ] {
                try stack.run(code)
                counts.append(scheduler.coroutines.count)
            }
            try stack.run(
                """
                assert(n == 0 and a.status == 'done' and select('#', d:await()) == 1 and not pcall(e.await, e))
                a:cancel()
                a:await()
                """
            )
            return counts
        }
        #expect(counts == [0, 1, 0, 2, 1, 0, 0, 2])
    }

    @Test("A task gets its own arguments, and nothing that the one before left on its stack")
    func values() async throws {
        #expect(
            try await run(
                """
                again(function(...) pause() return 1, 2, 3, ... end, 4, 5)
                return again(function(...) pause() return select('#', ...) .. ' ' .. tostring((...)) end)
                """
            ) == "0 nil"
        )
    }

    @Test("What a task had is collected once it is over")
    func collected() async throws {
        #expect(
            try await run(
                """
                local weak = setmetatable({}, { __mode = 'v' })
                again(function() weak[1] = {} local deep = { weak[1] } pause() return deep end)
                again(pause)
                collectgarbage() collectgarbage()
                return #weak
                """
            ) == "0"
        )
    }

    @Test("The coroutine of a task that is over is dead, cannot be resumed, and keeps its results when it is closed")
    func dead() async throws {
        #expect(
            try await run(
                """
                local co
                local task = spawn(function() co = coroutine.running() pause() return print, 7 end)
                while task.status ~= 'done' do pause() end
                local status = coroutine.status(co)
                local resumed, message = coroutine.resume(co)
                local closed = coroutine.close(co)
                local _, result = task:await()
                return status .. ', ' .. tostring(resumed) .. ': ' .. message .. ', ' .. tostring(closed) .. ', ' .. result
                """
            ) == "dead, false: cannot resume dead coroutine, true, 7"
        )
    }

    @Test("A closure keeps its variable when the coroutine in which it was made serves another task")
    func upvalues() async throws {
        #expect(
            try await run(
                """
                local get = again(function() local x = 'mine' pause() return function() return x end end)
                again(function() local y = 'other' local z = 'more' pause() return function() return y, z end end)
                return get()
                """
            ) == "mine"
        )
    }

    @Test("A hook stays with the task that set it")
    func hooks() async throws {
        #expect(
            try await run(
                """
                local calls = 0
                again(function() debug.sethook(function() calls = calls + 1 end, '', 1) pause() end)
                local before = calls
                local hook = again(function() for i = 1, 100 do pause() end return tostring(debug.gethook()) end)
                return hook .. ' ' .. calls - before
                """
            ) == "nil 0"
        )
    }

    @Test("A <close> variable is closed before another task begins")
    func closing() async throws {
        #expect(
            try await run(
                """
                local order = ''
                again(function()
                    local x <close> = setmetatable({}, { __close = function() order = order .. 'closed ' end })
                    pause()
                end)
                again(function() pause() order = order .. 'next' end)
                return order
                """
            ) == "closed next"
        )
    }

    @Test("A coroutine that a script has got hold of serves no other task")
    func seen() async throws {
        #expect(
            try await run(
                """
                local first = again(function() pause() return (coroutine.running()) end)
                local second = again(function() pause() return (coroutine.running()) end)
                return tostring(first ~= second)
                """
            ) == "true"
        )
    }

    @Test("The traceback of a failure shows the frames of its own task only")
    func traceback() async throws {
        #expect(
            try await run(
                """
                again(function() local function before() pause() end before() pause() end)
                local text = again(function() pause() return debug.traceback('here') end)
                return tostring(text:find('before') == nil)
                """
            ) == "true"
        )
    }

    @Test("A task that was cancelled before it began leaves neither function nor arguments to the next")
    func cancelled() async throws {
        #expect(
            try await run(
                """
                local task = spawn(function() ran = true end, 'argument')
                task:cancel() pcall(task.await, task) task = nil
                collectgarbage() collectgarbage()
                return again(function(...) pause() return tostring(ran) .. select('#', ...) end)
                """
            ) == "nil0"
        )
    }

    @Test("A task that outlives its state can be dropped")
    func afterClose() async throws {
        final class Keeper: @unchecked Sendable { var task: LuaTask? }
        // Used by one thread at a time.
        let keeper = Keeper()
        try await withLua { stack in
            stack.defineWaits()
            try stack.run("return pause", results: 1)
            keeper.task = try stack.spawn(arguments: 0)
            try stack.run("pause() pause()")
        }
        keeper.task = nil
        #expect(keeper.task == nil)
    }
}
