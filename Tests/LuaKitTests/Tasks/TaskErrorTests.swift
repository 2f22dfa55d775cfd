import Testing

@testable import LuaKit

struct TaskErrorTests {
    @Test("The error of a task whose parent still runs reaches the parent, unless somebody has seen it by then")
    func lostErrors() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try [
                "local t = spawn(function() spawn(error, 'inner', 0) pause() return 1 end) return select(2, pcall(t.await, t))",
                "local t = spawn(function() local u = spawn(error, 'x', 0) pause() pcall(u.await, u) return 1 end) return t:await()",
                "local t = spawn(function() local u = spawn(error, 'x', 0) pause() u:cancel() return 2 end) return t:await()",
            ].map { try stack.evaluate($0) }
        }
        #expect(result == ["inner", "1", "2"])
    }

    @Test("An error of the main chunk's tasks that somebody sees later does not fail the script")
    func seenLater() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            try stack.run("local t = spawn(error, 'x', 0) pause() pcall(t.await, t)")
            let seen = stack.hasTasks
            try stack.run("spawn(error, 'y', 0) pause()")
            let unseen = stack.hasTasks
            let error = stack.takeUnseenTaskError().map { "\($0)" }
            return "\(seen) \(unseen) \(error ?? "none") \(stack.hasTasks)"
        }
        #expect(result == "false true y false")
    }

    @Test(
        "waitForTasks waits for all tasks, then raises the first error nobody has seen, with the frames of its function"
    )
    func waitingForAll() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            try stack.run(
                "spawn(function() pause() ended = true end)\nspawn(function() pause()\nerror('first') end)\nspawn(error, 'second', 0)",
                name: "@script.lua"
            )
            stack.push { $0.waitForTasks(cancelling: false) }
            do {
                try stack.callReporting(arguments: 0, results: 0)
                return ["no error"]
            } catch let error as LuaError {
                let report = String(decoding: error.report?.message ?? [], as: UTF8.self)
                let ended = try stack.evaluate("return ended")
                return [
                    error.message, ended, "\(report.contains("second\nstack traceback:\n\t[C]: in "))",
                    "\(stack.hasTasks)",
                ]
            }
        }
        #expect(result == ["second", "true", "true", "true"])
    }

    @Test("waitForTasks that cancels ends with every task, and raises nothing")
    func cancellingAll() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            try stack.run(
                "local t = spawn(wait, 'never') spawn(error, 'x', 0) status = function() return t.status end pause()"
            )
            stack.push { $0.waitForTasks(cancelling: true) }
            try stack.call(arguments: 0, results: 0)
            return try stack.evaluate("return status()")
        }
        #expect(result == "cancelled")
    }

    @Test("The report of a task's error names the line and the frames of the function that failed")
    func places() async throws {
        let error = await #expect(throws: LuaError.self) {
            try await withLua { stack in
                stack.defineWaits()
                try stack.load(
                    Array(
                        "local function inner()\n  error('no')\nend\nlocal t = spawn(function() inner() end)\nt:await()"
                            .utf8
                    ),
                    name: "@script.lua"
                )
                try stack.callReporting(arguments: 0, results: 0)
            }
        }
        let report = try #require(error?.report)
        #expect(report.place == LuaPlace(source: "@script.lua", line: 2))
        #expect(
            String(decoding: report.message, as: UTF8.self)
                .hasPrefix(
                    """
                    script.lua:2: no
                    stack traceback:
                    \t[C]: in function 'error'
                    \tscript.lua:2: in upvalue 'inner'
                    \tscript.lua:4: in function <script.lua:4>
                    \t
                    """
                )
        )
    }

    @Test("An error table has the frames it was raised in as its traceback, keeps them, and its report names the line")
    func tracebacks() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            try stack.load(
                Array(
                    "local function f()\n  fail 'x'\nend\nlocal t = spawn(function() f() end)\nlocal _, e = pcall(t.await, t)\nfirst = e.traceback error(e)"
                        .utf8
                ),
                name: "@script.lua"
            )
            do {
                try stack.callReporting(arguments: 0, results: 0)
                return ["no error"]
            } catch let error as LuaError {
                let report = String(decoding: error.report?.message ?? [], as: UTF8.self)
                return [
                    String(report.prefix { $0 != "\n" }),
                    try stack.evaluate("return first:match('\\n\\t(script[^\\n]*)')"),
                ]
            }
        }
        #expect(result == ["script.lua:2: oops x", "script.lua:2: in upvalue 'f'"])
    }

    @Test("Error tables can be joined with strings and numbers, and with nothing else")
    func concatenation() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try stack.evaluate(
                """
                local _, e = pcall(fail, 'x')
                local _, problem = pcall(function() return e .. nil end)
                -- liblua 5.4.4 itself goes wrong in long chains that mix numbers and metamethods.
                local left, right, both = 'a ' .. e, e .. 1, e .. e
                return table.concat({left, right, both, problem}, '|')
                """
            )
        }
        #expect(result == "a oops x|oops x1|oops xoops x|(swift):2: attempt to concatenate a nil value")
    }

    @Test("An error table is the same table wherever it is raised")
    func identity() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try stack.evaluate(
                """
                local mine
                local t = spawn(function() local _, e = pcall(fail, 'x') mine = e error(e) end)
                local _, a = pcall(t.await, t)
                local _, b = pcall(t.await, t)
                return rawequal(mine, a) and rawequal(a, b)
                """
            )
        }
        #expect(result == "true")
    }
}
