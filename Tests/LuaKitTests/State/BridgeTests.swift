import CLuaBridge
import Testing

@testable import LuaKit

struct BridgeTests {
    @Test("Values go in and come out unchanged: integers, floats, bytes with NUL and without UTF-8")
    func values() async throws {
        let same = try await withLua { stack in
            stack.define("echo") { stack in
                stack.push(stack.value(at: 1))
                return .results(1)
            }
            return try stack.evaluate(
                """
                local t, f, co = {}, function() end, coroutine.create(print)
                for _, v in ipairs { true, false, math.maxinteger, math.mininteger, 0.1, 1/0, -0.0, '', 'a\\0b', '\\xff\\xfe', t, f, co, io.stdout } do
                  local w = echo(v)
                  if not rawequal(v, w) or math.type(v) ~= math.type(w) then return 'changed ' .. tostring(v) end
                end
                return tostring(echo(nil)) .. ' ' .. math.type(echo(1)) .. ' ' .. math.type(echo(1.0))
                """
            )
        }
        #expect(same == "nil integer float")
    }

    @Test("A Swift error becomes a Lua error table and comes back as the same Swift error")
    func swiftErrors() async throws {
        let error = await #expect(throws: Oops.self) {
            try await withLua { stack in
                stack.define("boom") { _ in throw Oops(name: "there") }
                try stack.run("local ok, e = pcall(boom); assert(e.message == 'oops there'); error(e)")
            }
        }
        #expect(error == Oops(name: "there"))
    }

    @Test("A Lua error that passes through Swift is the same value afterwards")
    func luaErrors() async throws {
        let result = try await withLua { stack in
            stack.define("through") { stack in
                try stack.call(arguments: 0, results: 0)
                return .results(0)
            }
            return try stack.evaluate(
                "local e = {}; local _, f = pcall(through, function() error(e) end); return rawequal(e, f)"
            )
        }
        #expect(result == "true")
    }

    @Test("A wrong argument has Lua's own wording, named by how the function was called")
    func argumentErrors() async throws {
        let result = try await withLua { stack in
            stack.define("f") { stack in throw LuaError.expected("string", at: 1, on: stack) }
            return try stack.evaluate(
                "local _, a = pcall(function() f() end); local t = {f = f}; local _, b = pcall(function() t:f() end); return a .. '|' .. b"
            )
        }
        #expect(
            result == "(swift):1: bad argument #1 to 'f' (string expected, got no value)"
                + "|(swift):1: calling 'f' on bad self (string expected, got table)"
        )
    }

    @Test("A userdata releases its Swift object once, at __close or __gc, and is then a closed object")
    func objects() async throws {
        let result = try await withLua { stack in
            weak var released: Lamp?
            stack.define("make") { stack in
                let object = Lamp()
                released = object
                stack.push(object: object)
                return .results(1)
            }
            let used = try stack.evaluate(
                "local k; do local o <close> = make(); k = o end; return tostring(select(2, pcall(k.name, k))) .. ' ' .. tostring(getmetatable(k))"
            )
            let closed = released == nil
            try stack.run("make(); collectgarbage()")
            return [used, "\(closed)", "\(released == nil)"]
        }
        #expect(result == ["bad argument #1 to '?' (closed lamp) false", "true", "true"])
    }

    @Test("A key of an object is a method's, else a property's, else nil; what it is called with does not matter")
    func keys() async throws {
        let result = try await withLua { stack in
            stack.define("make") { stack in
                stack.push(object: Lamp())
                return .results(1)
            }
            return try stack.evaluate(
                """
                local lamp = make()
                local index = debug.getmetatable(lamp).__index
                local closed = make()
                debug.getmetatable(closed).__close(closed)
                local _, a = pcall(function() return closed.colour end)
                local _, b = pcall(index, io.stdout, 'colour')
                return table.concat({
                    lamp.colour, lamp:name(), lamp.name == index(nil, 'name') and 'same' or 'other', tostring(lamp.size), tostring(lamp[1]),
                    tostring(lamp[lamp]), tostring(index()), tostring(lamp['\\xff']), a, b,
                }, '|')
                """
            )
        }
        #expect(
            result
                == "red|of a lamp|same|nil|nil|nil|nil|nil|(swift):5: bad argument #1 to 'index' (closed lamp)"
                + "|bad argument #1 to '?' (lamp expected, got FILE*)"
        )
    }

    @Test("Methods refuse other userdata and tables")
    func strangers() async throws {
        let result = try await withLua { stack in
            stack.defineWaits()
            return try stack.evaluate(
                """
                local task = spawn(function() end)
                local _, a = pcall(task.await, io.stdout)
                local _, b = pcall(task.await, {})
                local _, c = pcall(task.await)
                return a .. '|' .. b .. '|' .. c
                """
            )
        }
        #expect(
            result
                == "bad argument #1 to '?' (task expected, got FILE*)|bad argument #1 to '?' (task expected, got table)"
                + "|bad argument #1 to '?' (task expected, got no value)"
        )
    }

    @Test(
        "An interrupt from another thread stops a loop, a coroutine and, when it reaches the top, a storm of pcalls",
        arguments: [
            ("while true do end", LuaHandle.Reach.once),
            ("coroutine.wrap(function() while true do end end)()", .once),
            ("while true do pcall(function() while true do end end) end", .untilTop),
            ("while true do coroutine.wrap(function() pcall(function() while true do end end) end)() end", .untilTop),
            ("while true do coroutine.resume(coroutine.create(function() while true do end end)) end", .untilTop),
        ]
    )
    func interrupt(code: String, reach: LuaHandle.Reach) async throws {
        let message = try await withLua { stack in
            let handle = stack.state.handle
            stack.define("started") { stack in
                Task.detached { handle.interrupt(reach) }
                return .results(0)
            }
            var message = ""
            do {
                try stack.run("started() \(code)")
            } catch {
                message = "\(error)"
            }
            stack.state.clearInterrupt()
            return message + " " + (try stack.evaluate("for i = 1, 100 do end return 'goes on'"))
        }
        #expect(message.hasSuffix("interrupted! goes on"))
    }

    @Test("The memory limit raises Lua's own error, also for what Swift pushed, and the state goes on")
    func memoryLimit() async throws {
        let result = try await withLua { stack in
            stack.define("fill") { stack in
                stack.push([UInt8](repeating: 65, count: 8 << 20))
                return .results(1)
            }
            stack.state.limitMemory(to: 4 << 20)
            let byLua = try stack.evaluate("return select(2, pcall(string.rep, 'x', 8 << 20))")
            let bySwift = try stack.evaluate("return select(2, pcall(fill))")
            return [byLua, bySwift, try stack.evaluate("return 1 + 1")]
        }
        #expect(result == ["not enough memory", "not enough memory", "2"])
    }

    @Test("100,000 errors thrown by Swift leave memory where it was")
    func errorsDoNotLeak() async throws {
        let growth = try await withLua { stack in
            stack.define("boom") { _ in throw Oops(name: "there") }
            stack.define("wrong") { stack in throw LuaError.expected("string", at: 1, on: stack) }
            func storm() throws -> Int {
                try stack.run("for i = 1, 50000 do pcall(boom); pcall(wrong, 42) end collectgarbage() collectgarbage()")
                return stack.state.memoryUsed
            }
            let first = try storm()
            return try storm() - first
        }
        #expect(growth < 4096)
    }

    @Test("With every n-th allocation failing nothing crashes or leaks", arguments: 1...60)
    func failingAllocations(every: Int) async throws {
        let growth = try await withLua { stack in
            stack.defineWaits()
            stack.define("boom") { _ in throw Oops(name: "there") }
            let code = """
                open 'a'
                local t = {}
                for i = 1, 20 do t[#t + 1] = { name = 'n' .. i, wait = wait 'a' } end
                pcall(boom)
                local task = spawn(function(x) return coroutine.wrap(function() return wait(x) end)() end, 'a')
                for word in coroutine.wrap(function() for i = 1, 10 do coroutine.yield(('x'):rep(i * 50)) end end) do t[#t + 1] = word end
                assert(task:await() == 'a')
                table.sort({ 3, 2, 1 }, function(a, b) wait 'a'; return a < b end)
                return #t
                """
            let chunk = Array(code.utf8)
            func attempt() {
                try? stack.load(chunk, name: "=failing")
                if stack.type(at: -1) == .function { try? stack.call(arguments: 0, results: 0) }
                stack.pop(stack.top)
            }
            func used() -> Int {
                stack.state.collectGarbage()
                stack.state.collectGarbage()
                return stack.state.memoryUsed
            }
            attempt()
            let before = used()
            bridge_fail_allocations(stack.pointer, UInt64(every))
            for _ in 1...5 { attempt() }
            bridge_fail_allocations(stack.pointer, 0)
            let alive = try stack.evaluate("return 1 + 1")
            #expect(alive == "2")
            return used() - before
        }
        #expect(growth < 16384)
    }
}

/// An object with a method and properties, one of the same name.
private final class Lamp: LuaObject {
    static let luaName = "lamp"
    static let luaMethods: [String: @Sendable (Lamp, LuaStack) throws -> LuaReply] = [
        "name": { _, stack in
            stack.push("of a lamp")
            return .results(1)
        }
    ]
    static let luaProperties: [String: @Sendable (Lamp, LuaStack) -> Void] = [
        "colour": { _, stack in stack.push("red") },
        "name": { _, stack in stack.push("a property") },
    ]
}
