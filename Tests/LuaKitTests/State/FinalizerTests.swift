import Testing

@testable import LuaKit

/// What finalizers do while the collector runs them inside of Swift functions.
@Suite("Finalizers under Swift functions")
struct FinalizerTests {
    /// Makes the global `garbage(f)`, which leaves an object whose finalizer is `f`, and `text()`, which returns 64 KiB.
    private static func prepare(_ stack: LuaStack) throws {
        let text = String(repeating: "x", count: 1 << 16)
        stack.define("text") { stack in
            stack.push(text)
            return .results(1)
        }
        try stack.run("function garbage(f) setmetatable({}, { __gc = f }) end", results: 0)
    }

    @Test("The limit holds in them, and after them")
    func limit() async throws {
        let problems = try await withLua { stack in
            try Self.prepare(stack)
            stack.state.limitMemory(to: stack.state.memoryUsed + (4 << 20))
            return try stack.evaluate(
                """
                local problem
                garbage(function() problem = select(2, pcall(string.rep, "x", 1 << 24)) end)
                while not problem do text() end
                return problem .. "; " .. select(2, pcall(string.rep, "x", 1 << 24))
                """
            )
        }
        #expect(problems == "not enough memory; not enough memory")
    }

    @Test("A Swift function that a finalizer calls still has all the memory it needs")
    func nested() async throws {
        let length = try await withLua { stack in
            try Self.prepare(stack)
            stack.state.limitMemory(to: stack.state.memoryUsed + (1 << 20))
            let large = String(repeating: "x", count: 4 << 20)
            stack.define("large") { stack in
                stack.push(large)
                stack.push(Int64(stack.rawLength(at: -1)))
                return .results(1)
            }
            return try stack.evaluate(
                """
                local length
                garbage(function() length = select(2, pcall(large)) end)
                while not length do text() end
                return length
                """
            )
        }
        // What the function took is beyond the limit once it has returned.
        #expect(["4194304", "not enough memory"].contains(length))
    }

    @Test("A table that a finalizer changes while Swift walks it ends the walk")
    func changedTable() async throws {
        let counts = try await withLua { stack in
            try Self.prepare(stack)
            let text = String(repeating: "x", count: 1 << 16)
            stack.define("count") { stack in
                var count: Int64 = 0
                stack.forEachEntry(at: 1) {
                    count += 1
                    stack.push(text)
                    stack.pop()
                }
                stack.push(count)
                return .results(1)
            }
            return try stack.evaluate(
                """
                local t, isChanged = {}
                local function change()
                  isChanged = true
                  for key in next, t do t[key] = nil end
                  for number = 1, 2000 do t["new" .. number] = number end
                end
                repeat
                  for key in next, t do t[key] = nil end
                  for number = 1, 1000 do t["old" .. number] = number end
                  isChanged = false
                  garbage(change)
                  local count = count(t)
                until isChanged and count < 1000
                return "ended"
                """
            )
        }
        #expect(counts == "ended")
    }

    @Test("A table that a finalizer changes while it is encoded with little memory left does no harm")
    func encoded() async throws {
        let (outcome, problem) = try await withLua { stack in
            try Self.prepare(stack)
            stack.define("encode") { stack in
                try stack.push(jsonOf: 1, JSONLayout(sortKeys: stack.boolean(at: 2) ?? false))
                return .results(1)
            }
            stack.state.limitMemory(to: stack.state.memoryUsed + (16 << 20))
            let outcome = try stack.evaluate(
                """
                local isChanged, text, sorts = false, ("x"):rep(1 << 16), false
                for round = 1, 40 do
                  local t = {}
                  for number = 1, 40 do t["text" .. number] = text end
                  for number = 1, 40 do t["table" .. number] = { a = { number } } end
                  garbage(function()
                    isChanged = true
                    for key in next, t do t[key] = nil end
                    for number = 1, 1000 do t["new" .. number] = {} end
                  end)
                  for number = 1, 10 do text = ("x"):rep((1 << 16) + number) end
                  sorts = not sorts
                  local ok, result = pcall(encode, t, sorts)
                  if not ok and not tostring(result):find("not enough memory") then return tostring(result) end
                end
                return isChanged
                """
            )
            return (outcome, try stack.evaluate("return select(2, pcall(string.rep, 'x', 1 << 25))"))
        }
        #expect(outcome == "true")
        #expect(problem == "not enough memory")
    }
}
