import Testing

@Suite(.timeLimit(.minutes(1)))
struct TaskFunctionTests {
    @Test(
        "map gives the results in the items' order, whatever order they come in",
        arguments: [
            (
                "return table.concat(vimeo.map({3, 1, 2}, function(x) vimeo.sleep(x / 500) return x * 10 end), ' ')",
                "30 10 20"
            ),
            (
                "return table.concat(vimeo.map({'a', 'b'}, function(...) return select('#', ...) .. ... end), ' ')",
                "1a 1b"
            ),
            ("return #vimeo.map({'.'}, vimeo.fs.list)", "1"),
            ("return #vimeo.map({}, error)", "0"),
            ("return #vimeo.map({}, tostring)", "0"),
            ("return select('#', vimeo.map({1}, tostring))", "1"),
            (
                "local r = vimeo.map({1, 2, 3}, function(x) if x ~= 2 then return x end end) return tostring(r[1]) .. tostring(r[2]) .. tostring(r[3])",
                "1nil3"
            ),
            ("return table.concat(vimeo.map({list = 1, 5, 6}, function(x) return x end), ' ')", "5 6"),
            ("return table.concat(vimeo.map{list = {5, 6}, fn = function(x) return x + 1 end}, ' ')", "6 7"),
            ("return table.concat(vimeo.map(('a b c'):gmatch('%a'), string.upper), '')", "ABC"),
            ("local t = {1, 2} return vimeo.map(t, function(x) return x end) ~= t and #t", "2"),
            (
                "return #vimeo.map(coroutine.wrap(function() for i = 1, 50 do coroutine.yield(i) vimeo.sleep(0) end end), function(x) vimeo.sleep(0) return x end, {concurrency = 7})",
                "50"
            ),
        ]
    )
    func map(code: String, expected: String) async throws {
        #expect(try await runOffline(code) == expected)
    }

    @Test("As many calls run at the same time as asked for, and no more", arguments: [1, 2, 4, 16])
    func concurrency(limit: Int) async throws {
        let result = try await runOffline(
            """
            local running, most, number = 0, 0, 0
            vimeo.map(("x"):rep(40):gmatch("x"), function()
              number = number + 1
              local number = number
              running = running + 1
              most = math.max(most, running)
              -- The first few go on only when all of them are there.
              while number <= \(limit) and most < \(limit) do vimeo.sleep(0) end
              vimeo.sleep(0)
              running = running - 1
            end, {concurrency = \(limit)})
            return most
            """
        )
        #expect(result == "\(limit)")
    }

    @Test("An iterator is pulled as it goes: never more than one item waits besides those that run")
    func pulling() async throws {
        let result = try await runOffline(
            """
            local pulled, ended, most = 0, 0, 0
            local function items()
              if pulled == 100 then return nil end
              pulled = pulled + 1
              most = math.max(most, pulled - ended)
              return pulled
            end
            vimeo.map(items, function() vimeo.sleep(0) ended = ended + 1 end, {concurrency = 5})
            return most <= 6 and ended
            """
        )
        #expect(result == "100")
    }

    @Test(
        "The first error is raised with the item it belongs to",
        arguments: [
            ("vimeo.map({'a', 'b'}, function(x) if x == 'b' then error('no', 0) end end)", ": no (item 2: b)"),
            ("vimeo.map({{}, {1}}, function(x) if x[1] then error('no', 0) end end)", ": no (item 2)"),
            ("vimeo.map({7}, function(x) error('no', 0) end)", ": no (item 1: 7)"),
            ("vimeo.map({7}, function(x) vimeo.get('') end)", "usage: the path is empty"),
            ("vimeo.map(function() error('no more', 0) end, print)", ": no more"),
            ("vimeo.all{function() end, function() error('no', 0) end}", ": no (item 2)"),
        ]
    )
    func errors(code: String, expected: String) async throws {
        let result = try await runOffline(
            "local ok, e = pcall(function() \(code) end) if type(e) == 'string' then return ': ' .. e end return e.kind .. ': ' .. e.message"
        )
        #expect(result == expected)
    }

    @Test(
        "An error that is a table keeps its fields, and gets its item and number if it has a kind",
        arguments: [
            ("{kind = 'mine', message = 'm'}", "mine m b 2"),
            ("{kind = 'mine', item = 'own'}", "mine nil own nil"),
            ("{message = 'm'}", "nil m nil nil"),
            ("setmetatable({}, {__index = error, __newindex = error})", "raw"),
        ]
    )
    func errorTables(value: String, expected: String) async throws {
        let result = try await runOffline(
            """
            local value = \(value)
            local _, e = pcall(vimeo.map, {'a', 'b'}, function(x) if x == 'b' then error(value) end end)
            if e ~= value then return 'another error: ' .. tostring(e) end
            if getmetatable(e) then return 'raw' end
            return ('%s %s %s %s'):format(e.kind, e.message, e.item, e.index)
            """
        )
        #expect(result == expected)
    }

    @Test("The first error cancels the rest: their waits raise, their variables are closed, nothing more is started")
    func siblings() async throws {
        let result = try await runOffline(
            """
            local log, started = {}, 0
            local ok, e = pcall(vimeo.map, {1, 2, 3, 4, 5, 6}, function(x)
              started = started + 1
              if x == 3 then vimeo.sleep(0) error('no', 0) end
              local c <close> = setmetatable({}, {__close = function() log[#log + 1] = 'closed ' .. x end})
              local fine, problem = pcall(vimeo.sleep, 1000)
              log[#log + 1] = tostring(fine) .. ' ' .. tostring(problem)
              -- One pcall does not make it uncancelled.
              vimeo.sleep(1000)
              log[#log + 1] = 'never'
            end, {concurrency = 3})
            table.sort(log)
            return e .. '|' .. started .. '|' .. table.concat(log, '|')
            """
        )
        let cancelled = "false the task was cancelled"
        #expect(result == "no (item 3: 3)|3|closed 1|closed 2|\(cancelled)|\(cancelled)")
    }

    @Test("With on_error=\"collect\" all run, and the errors come as a second result with item and number")
    func collect() async throws {
        let result = try await runOffline(
            """
            local results, failures = vimeo.map({'a', 'b', 'c', 'd'}, function(x)
              vimeo.sleep(0)
              if x == 'b' or x == 'd' then error(x .. '!', 0) end
              return x
            end, {on_error = 'collect', concurrency = 1})
            local log = {}
            for i = 1, 4 do log[i] = tostring(results[i]) end
            for _, f in ipairs(failures) do log[#log + 1] = f.index .. f.item .. f.error end
            local _, none = vimeo.map({1}, tostring, {on_error = 'collect'})
            return table.concat(log, ' ') .. ' ' .. #failures .. ' ' .. #none
            """
        )
        #expect(result == "a nil c nil 2bb! 4dd! 2 0")
    }

    @Test("Maps in maps, and tasks that start tasks, all end before what started them does")
    func nested() async throws {
        let result = try await runOffline(
            """
            local ended = 0
            local rows = vimeo.map({1, 2, 3}, function(x)
              vimeo.spawn(function() vimeo.spawn(function() vimeo.sleep(0.001) ended = ended + 1 end) end)
              return table.concat(vimeo.map({1, 2, 3}, function(y) vimeo.sleep(0) return x * y end), ',')
            end, {concurrency = 2})
            return table.concat(rows, ' ') .. ' ' .. ended
            """
        )
        #expect(result == "1,2,3 2,4,6 3,6,9 3")
    }

    @Test("An error cancels what its siblings have started, too")
    func grandchildren() async throws {
        let result = try await runOffline(
            """
            local log = {}
            pcall(vimeo.all, {
              function()
                vimeo.map({1, 2}, function(x)
                  local c <close> = setmetatable({}, {__close = function() log[#log + 1] = x end})
                  vimeo.sleep(1000)
                end)
              end,
              function() vimeo.sleep(0.001) error('no') end,
            })
            table.sort(log)
            return table.concat(log, ' ')
            """
        )
        #expect(result == "1 2")
    }

    @Test(
        "all gives the first result of each function, nil too",
        arguments: [
            ("return select('#', vimeo.all{})", "0"),
            (
                "return table.concat({vimeo.all{function() vimeo.sleep(0.002) return 1, 9 end, function() return 2 end}}, ' ')",
                "1 2"
            ),
            ("return select('#', vimeo.all{function() end, function() return nil end, function() end})", "3"),
            (
                "local n = 0 local function f() n = n + 1 repeat vimeo.sleep(0) until n == 3 end vimeo.all{f, f, f} return n",
                "3"
            ),
        ]
    )
    func all(code: String, expected: String) async throws {
        #expect(try await runOffline(code) == expected)
    }

    @Test(
        "A task can be waited for, often and by many, cancelled, and asked how it is",
        arguments: [
            ("return table.concat({vimeo.spawn(function(...) return ... end, 1, 2, 3):await()}, ' ')", "1 2 3"),
            ("local t = vimeo.spawn(function() return 1 end) return t:await() + t:await()", "2"),
            (
                "local t = vimeo.spawn(error, 'no', 0) return tostring(pcall(t.await, t)) .. select(2, pcall(t.await, t))",
                "falseno"
            ),
            (
                "local t = vimeo.spawn(function() vimeo.sleep(0) return 4 end) return table.concat(vimeo.map({1, 2}, function() return t:await() end), ' ')",
                "4 4"
            ),
            (
                "local t = vimeo.spawn(vimeo.sleep, 1000) vimeo.sleep(0.001) local s = t.status t:cancel() pcall(t.await, t) return s .. ' ' .. t.status",
                "waiting cancelled"
            ),
            (
                "local t = vimeo.spawn(vimeo.sleep, 0) t:cancel() t:cancel() pcall(t.await, t) t:cancel() return t.status",
                "cancelled"
            ),
            (
                "local t = vimeo.spawn(function() end) local s = t.status t:await() t:cancel() return s .. ' ' .. t.status",
                "ready done"
            ),
            ("local t = vimeo.spawn(error, 'no') pcall(t.await, t) return t.status", "failed"),
            ("return tostring(vimeo.spawn(print, 'x').nothing)", "nil"),
        ]
    )
    func spawn(code: String, expected: String) async throws {
        #expect(try await runOffline(code) == expected)
    }

    @Test(
        "Wrong arguments are told as such, and nothing is started",
        arguments: [
            ("vimeo.map()", "bad argument #1 to 'map'"), ("vimeo.map(1, print)", "bad argument #1 to 'map'"),
            ("vimeo.map({})", "bad argument #2 to 'map'"), ("vimeo.map({}, 1)", "bad argument #2 to 'map'"),
            ("vimeo.map({}, print, {concurrency = 0})", "concurrency"),
            ("vimeo.map({}, print, {concurrency = 1.5})", "concurrency"),
            ("vimeo.map({}, print, {concurrency = '2'})", "concurrency"),
            ("vimeo.map({}, print, {on_error = 'ignore'})", "on_error cannot be \"ignore\""),
            ("vimeo.map({}, print, {workers = 2})", "workers"),
            ("vimeo.all(print)", "bad argument #1 to 'all'"), ("vimeo.all{1}", "functions[1] of vimeo.all is a number"),
            ("vimeo.spawn()", "bad argument #1 to 'spawn'"), ("vimeo.spawn('x')", "bad argument #1 to 'spawn'"),
        ]
    )
    func wrongArguments(code: String, words: String) async throws {
        let result = try await runOffline(
            "local ok, e = pcall(function() \(code) end) return tostring(ok) .. ' ' .. tostring(e)"
        )
        #expect(result.hasPrefix("false "))
        #expect(result.contains(words), "\(result)")
    }

    @Test("A thousand tasks at a time are no trouble, nor is a map deep in maps")
    func many() async throws {
        let result = try await runOffline(
            """
            local n = 0
            vimeo.map(("x"):rep(5000):gmatch("x"), function() vimeo.sleep(0) n = n + 1 end, {concurrency = 1000})
            local function deep(level)
              if level == 0 then return 0 end
              return 1 + vimeo.map({level - 1}, deep)[1]
            end
            return n .. ' ' .. deep(40)
            """
        )
        #expect(result == "5000 40")
    }

    @Test(
        "A list with holes is an error, not a shorter list",
        arguments: [
            ("{1, nil, 3}", "the list has no item 2"), ("{a = 1}", "the list has no item 1"),
            ("{nil, 2}", "the list has no item 1"),
        ]
    )
    func holes(list: String, message: String) async throws {
        let result = try await runOffline(
            "local ok, e = pcall(vimeo.map, \(list), function(x) return x end) return tostring(ok) .. ' ' .. tostring(e)"
        )
        #expect(result == "false \(message)")
    }

    @Test("A yield outside a coroutine is an error that pcall catches, in a task as in the main chunk")
    func yield() async throws {
        let result = try await runOffline(
            """
            local task = vimeo.spawn(function()
              local ok, e = pcall(coroutine.yield, 1)
              local inner = coroutine.wrap(function() coroutine.yield(2) end)()
              return tostring(ok) .. ' ' .. e .. ' ' .. inner
            end)
            return task:await()
            """
        )
        #expect(result == "false attempt to yield from outside a coroutine 2")
    }

    @Test("Scripts that change the libraries do not break map")
    func changedLibraries() async throws {
        let result = try await runOffline(
            """
            local concat = table.concat
            vimeo.map({}, print)
            error, setmetatable, rawget, type, string.format, table.unpack, coroutine.wrap = nil
            return concat(vimeo.map({1, 2}, function(x) return x + 1 end), ' ') .. ' ' .. concat({vimeo.all{function() return 1 end}}, ' ')
            """
        )
        #expect(result == "2 3 1")
    }
}
