import Testing

@Suite(.timeLimit(.minutes(1)))
struct TaskWaitTests {
    @Test("A wait of no time lets the others run all the same, in the main chunk and where Lua cannot yield")
    func fairness() async throws {
        let result = try await runOffline(
            """
            local order = {}
            vimeo.spawn(function() order[#order + 1] = 'task' end)
            vimeo.sleep(0)
            order[#order + 1] = 'main'
            vimeo.spawn(function() order[#order + 1] = 'task' end)
            table.sort({1, 2}, function(a, b) vimeo.sleep(0) order[#order + 1] = 'sort' return a < b end)
            return table.concat(order, ' ')
            """
        )
        #expect(result == "task main task sort")
    }

    @Test("Tasks that wait for each other, or for themselves, are told so")
    func deadlock() async throws {
        let message = "all tasks are waiting for each other"
        let each = try await runOffline(
            """
            local a, b
            a = vimeo.spawn(function() return b:await() end)
            b = vimeo.spawn(function() return a:await() end)
            return (tostring(select(2, pcall(a.await, a))))
            """
        )
        #expect(each == message)
        let own = try await runOffline(
            "local t t = vimeo.spawn(function() return t:await() end) return tostring(select(2, pcall(t.await, t)))"
        )
        #expect(own == message)
    }

    @Test("A deadlock that was handled leaves no task behind")
    func handledDeadlock() async throws {
        let statuses = try await runOffline(
            """
            local a, b
            a = vimeo.spawn(function() return b:await() end)
            b = vimeo.spawn(function() return a:await() end)
            pcall(a.await, a)
            return a.status .. ' ' .. b.status
            """
        )
        #expect(statuses == "failed failed")
    }

    @Test(
        "A task that swallows its cancellation in a loop is ended all the same",
        arguments: [
            "while true do pcall(vimeo.sleep, 3) end",
            "coroutine.wrap(function() while true do pcall(vimeo.sleep, 3) end end)()",
            "while true do pcall(coroutine.wrap(vimeo.sleep), 3) end",
            "vimeo.map({1}, function() while true do pcall(vimeo.sleep, 3) end end)",
        ]
    )
    func swallowing(body: String) async throws {
        let result = try await runOffline(
            """
            local task = vimeo.spawn(function() \(body) end)
            vimeo.sleep(0)
            task:cancel()
            local ok, problem = pcall(task.await, task)
            return tostring(ok) .. ' ' .. tostring(problem):match('the task was cancelled') .. ' ' .. task.status
            """
        )
        #expect(result == "false the task was cancelled cancelled")
    }

    @Test("A map without end inside itself is an error, not the end of the stack")
    func nesting() async throws {
        let result = try await runOffline(
            """
            local function f() return vimeo.map({1}, f) end
            return tostring(select(2, pcall(f)))
            """
        )
        #expect(result == "too many tasks inside each other")
    }

    @Test("A list that is nothing to walk through is a wrong argument")
    func list() async throws {
        let result = try await runOffline("return select(2, pcall(vimeo.map, io.stdout, print))")
        #expect(result == "bad argument #1 to 'vimeo.map' (table or function expected, got FILE*)")
    }

    /// Each row is a place a script may wait in; `w` waits until another task has opened a gate, and gives "a".
    static let places: [(name: String, code: String)] = [
        ("a task", "return w()"),
        ("map", "return vimeo.map({1}, w)[1]"),
        ("all", "return (vimeo.all{w})"),
        ("map in map", "return vimeo.map({1}, function() return vimeo.map({1}, w)[1] end)[1]"),
        ("a task in map", "return vimeo.map({1}, function() return vimeo.spawn(w):await() end)[1]"),
        (
            "an iterator given to map",
            "local n = 0 return vimeo.map(function() n = n + 1 if n < 2 then return w() end end, tostring)[1]"
        ),
        (
            "a coroutine given to map",
            "return vimeo.map(coroutine.wrap(function() coroutine.yield(w()) end), tostring)[1]"
        ),
        ("map in a coroutine", "return coroutine.wrap(function() return vimeo.map({1}, w)[1] end)()"),
        ("map in pcall", "return select(2, pcall(vimeo.map, {1}, w))[1]"),
        ("map in xpcall", "return select(2, xpcall(vimeo.map, print, {1}, w))[1]"),
        ("await in a coroutine", "local t = vimeo.spawn(w) return coroutine.wrap(function() return t:await() end)()"),
        ("a metamethod", "return setmetatable({}, {__index = function() return vimeo.map({1}, w)[1] end}).x"),
        (
            "a sort comparator",
            "local r table.sort({1, 2}, function(a, b) r = vimeo.map({1}, w)[1] return a < b end) return r"
        ),
        ("a gsub callback", "return (('x'):gsub('x', function() return vimeo.spawn(w):await() end))"),
        ("tostring", "return tostring(setmetatable({}, {__tostring = function() return (vimeo.all{w}) end}))"),
        ("a required module", "package.preload.gate = function() return w() end return (require 'gate')"),
        (
            "a closed variable",
            "local r do local c <close> = setmetatable({}, {__close = function() r = w() end}) end return r"
        ),
        (
            "a closed coroutine",
            "local r local co = coroutine.create(function() local c <close> = setmetatable({}, {__close = function() r = w() end}) coroutine.yield() end) coroutine.resume(co) coroutine.close(co) return r"
        ),
        (
            "load's reader",
            "local r local n = 0 load(function() n = n + 1 if n == 1 then r = w() return '' end end) return r"
        ),
    ]

    @Test("Waiting holds up nobody else, wherever the script waits", arguments: places)
    func everywhere(place: (name: String, code: String)) async throws {
        let result = try await runOffline(
            """
            local opened
            local function w() repeat vimeo.sleep(0.001) until opened return 'a' end
            local first = vimeo.spawn(function() \(place.code) end)
            local second = vimeo.spawn(function() vimeo.sleep(0) opened = true return 'opened' end)
            return second:await() .. ' ' .. tostring(first:await())
            """
        )
        #expect(result == "opened a", "\(place.name)")
    }

    @Test("A wait in a finalizer is refused, and map too")
    func finalizer() async throws {
        let result = try await runOffline(
            """
            local message
            setmetatable({}, {__gc = function() message = tostring(select(2, pcall(vimeo.map, {1}, vimeo.sleep))) end})
            collectgarbage()
            return message
            """
        )
        #expect(result.hasPrefix("cannot wait in a finalizer (__gc)"))
    }
}
