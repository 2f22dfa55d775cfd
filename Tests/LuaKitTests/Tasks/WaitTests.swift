import Testing

@testable import LuaKit

struct WaitTests {
    @Test("A wait in the main chunk blocks until its work is done and gives its result")
    func mainChunk() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try stack.evaluate("open 'a'; return wait 'a'")
        }
        #expect(result == "a")
    }

    @Test("A Swift error thrown by the work arrives in the script's own pcall as a table with its message")
    func errors() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try stack.evaluate(
                "local ok, e = pcall(fail, 'x'); return type(e) .. ' ' .. e.message .. ' ' .. tostring(e)"
            )
        }
        #expect(result == "table oops x oops x")
    }

    /// Each row is a place a script may wait in, as the body of a task; `w` waits.
    ///
    /// The other task must run meanwhile.
    static let places: [(name: String, code: String)] = [
        ("the task itself", "return w()"),
        ("pcall", "return select(2, pcall(w))"),
        ("xpcall", "return select(2, xpcall(w, print))"),
        ("coroutine.wrap", "return coroutine.wrap(w)()"),
        ("coroutine.resume", "return select(2, coroutine.resume(coroutine.create(w)))"),
        ("nested coroutines", "return coroutine.wrap(function() return coroutine.wrap(w)() end)()"),
        ("pcall in a coroutine", "return coroutine.wrap(function() return select(2, pcall(w)) end)()"),
        ("a coroutine in pcall", "return select(2, pcall(function() return coroutine.wrap(w)() end))"),
        (
            "a generator",
            "for v in coroutine.wrap(function() coroutine.yield(w()) end) do return v end"
        ),
        ("an __index function", "return setmetatable({}, {__index = w}).x"),
        ("an __add function", "return setmetatable({}, {__add = w}) + 1"),
        ("a __call function", "return setmetatable({}, {__call = w})()"),
        (
            "a __close handler",
            "local r; do local c <close> = setmetatable({}, {__close = function() r = w() end}) end; return r"
        ),
        ("a sort comparator", "local r; table.sort({1, 2}, function(a, b) r = w(); return a < b end); return r"),
        ("a gsub callback", "return (('x'):gsub('x', function() return w() end))"),
        ("a __tostring function", "return tostring(setmetatable({}, {__tostring = w}))"),
        (
            "load's reader",
            "local n = 0; load(function() n = n + 1; if n == 1 then w(); return 'return 1' end end); return 'a'"
        ),
        (
            "coroutine.close",
            """
            local r
            local co = coroutine.create(function()
              local c <close> = setmetatable({}, {__close = function() r = w() end})
              coroutine.yield()
            end)
            coroutine.resume(co)
            coroutine.close(co)
            return r
            """
        ),
        (
            "a coroutine inside a sort comparator",
            "local r; table.sort({1, 2}, function(a, b) r = coroutine.wrap(w)(); return a < b end); return r"
        ),
    ]

    @Test("Waiting holds up nobody else, wherever the script waits", arguments: places)
    func everywhere(place: (name: String, code: String)) async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            // The second task opens the gate the first one waits at: without overlap this would be a deadlock.
            return try stack.evaluate(
                """
                local function w() return wait 'a' end
                local first = spawn(function() \(place.code) end)
                local second = spawn(function() open 'a'; return 'opened' end)
                return second:await() .. ' ' .. tostring(first:await())
                """
            )
        }
        #expect(result == "opened a")
    }

    @Test("A coroutine that waits looks like a running one to everybody else")
    func parkedCoroutine() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try stack.evaluate(
                """
                local co = coroutine.create(function() return wait 'a' end)
                local first = spawn(function() return select(2, coroutine.resume(co)) end)
                local second = spawn(function()
                  local log = { coroutine.status(co), tostring(select(2, coroutine.resume(co, 'wrong'))),
                    tostring(select(2, pcall(coroutine.close, co))) }
                  open 'a'
                  return table.concat(log, '|')
                end)
                return second:await() .. '|' .. first:await() .. '|' .. coroutine.status(co)
                """
            )
        }
        #expect(result == "normal|cannot resume non-suspended coroutine|cannot close a normal coroutine|a|dead")
    }

    @Test("A task that yields to nobody fails with Lua's own words")
    func yieldAtRoot() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try stack.evaluate("return select(2, pcall(function() return spawn(coroutine.yield):await() end))")
        }
        #expect(result == "attempt to yield from outside a coroutine")
    }

    @Test("A cancelled task raises at its present wait and at every later one, and closes its variables")
    func cancelling() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try stack.evaluate(
                """
                local log = {}
                local task = spawn(function()
                  local c <close> = setmetatable({}, {__close = function() log[#log + 1] = 'closed' end})
                  for i = 1, 2 do
                    local ok, e = pcall(wait, 'never')
                    log[#log + 1] = tostring(ok) .. ' ' .. tostring(e)
                  end
                  wait 'never'
                end)
                spawn(function() task:cancel() end)
                local ok, e = pcall(task.await, task)
                return table.concat(log, '|') .. '|' .. tostring(e)
                """
            )
        }
        #expect(
            result == "false the task was cancelled|false the task was cancelled|closed|the task was cancelled"
        )
    }

    @Test("Tasks that wait for each other get an error instead of hanging")
    func deadlock() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try stack.evaluate(
                """
                local a, b
                a = spawn(function() return b:await() end)
                b = spawn(function() return a:await() end)
                return tostring(select(2, pcall(a.await, a)))
                """
            )
        }
        #expect(result == "all tasks are waiting for each other")
    }

    @Test("A wait in a finalizer is refused")
    func finalizer() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try stack.evaluate(
                """
                local message
                setmetatable({}, {__gc = function() local _, e = pcall(wait, 'a'); message = tostring(e) end})
                collectgarbage()
                return message
                """
            )
        }
        #expect(result == "cannot wait in a finalizer (__gc)")
    }

    @Test("An interrupt ends a wait that would never end")
    func interrupt() async throws {
        let result = try await withLua { stack in
            let handle = stack.state.handle
            stack.define("hang") { _ in
                .wait(for: {
                    handle.interrupt(.once)
                    try await Gates().wait("never")
                }) { _, _ in 0 }
            }
            return try stack.evaluate("local ok, e = pcall(hang); return tostring(ok) .. ' ' .. tostring(e)")
        }
        #expect(result == "false interrupted!")
    }

    @Test("Events of the work run on the Lua thread in order, before its result")
    func events() async throws {
        let result = try await withLua { stack in
            stack.define("count") { stack in
                let callback = LuaReference(to: 1, on: stack)
                return .wait(
                    LuaWait(
                        receiving: { (event: Int, stack: LuaStack) in
                            callback.push(on: stack)
                            stack.push(Int64(event))
                            try stack.call(arguments: 1, results: 0)
                        },
                        { report in
                            for event in 1...3 { report(event) }
                            return 4
                        },
                        deliver: { (value: Int, stack: LuaStack) in
                            stack.push(Int64(value))
                            return 1
                        }
                    )
                )
            }
            let inOrder = try stack.evaluate(
                "local log = {}; log[4] = count(function(n) log[n] = n end); return table.concat(log, ' ')"
            )
            let raised = try stack.evaluate("return tostring(select(2, pcall(count, function() error('stop', 0) end)))")
            return [inOrder, raised]
        }
        #expect(result == ["1 2 3 4", "stop"])
    }
}
