import LuaKit
import Testing

@testable import VimeoLua

/// Completing and hinting look only: whatever objects do when they are used, they do not do it then.
struct HostileTests {
    private static let hostile = """
        touched = {}
        local function note(name) return function() touched[#touched + 1] = name error(name) end end
        local meta = {}
        for _, name in ipairs{"__index", "__newindex", "__call", "__pairs", "__len", "__tostring", "__eq", "__lt",
            "__le", "__concat", "__unm", "__close", "__add"} do meta[name] = note(name) end
        meta.__name = setmetatable({}, meta)
        h = setmetatable({field = 1, method = function() end, [1] = 2, [true] = 3, [{}] = 4, ["\\xFF\\x1b[2J"] = 5}, meta)
        rawset(h, "inner", setmetatable({deep = 1}, meta))
        inherits = setmetatable({}, {__index = h})
        ring = setmetatable({own = 1}, {})
        getmetatable(ring).__index = setmetatable({other = 2}, {__index = ring})
        sealed = setmetatable({x = 1}, {__metatable = "no", __index = note("sealed")})
        chain = {}
        for i = 1, 1000 do chain = setmetatable({["key" .. i] = i}, {__index = chain}) end
        setmetatable(_ENV, {__index = note("_ENV")})
        co = coroutine.create(function() end)
        file = io.stdout
        """

    private static let texts = [
        "h.", "h.f", "h.field.", "h.inner.", "h.nothing.at.all.", "h:", "h:m", "h[\"", "h['", "h[1].", "h[true].",
        "h(", "h.method(", "h:method(", "h.nothing(", "inherits.", "inherits:", "inherits[\"", "ring.", "ring:",
        "ring[\"",
        "sealed.", "chain.", "chain.key1", "unknown.", "unknown(", "hid", "co.", "file:", "file.", "(h).", "h.field.x(",
        "vimeo.get(h, ", "vimeo.get(h.", "vimeo.upload(h, {", "vimeo.get('/videos/1', {[h.", "print(h, inherits.",
        "for k in pairs(h.", "#h.", "-h.", "h .. h.", "return h.", "\"\".", "(\"x\"):", "h.field = inherits.",
    ]

    @Test("No metamethod is ever called")
    func untouched() async throws {
        let touched = try await LuaThread.run { state in
            try state.openLibraries()
            let stack = state.stack
            let table = try VimeoTable.forTests(on: stack)
            try stack.run(Self.hostile, name: "=hostile", results: 0)
            let completer = Completer(table: table, scope: PromptScope(), stack: stack)
            for text in Self.texts {
                let source = LuaSource(Array(text.utf8))
                // Also with the cursor at every place before the end.
                for cursor in 0...text.utf8.count {
                    let top = stack.top
                    _ = completer.proposals(for: source, at: cursor)
                    _ = completer.hint(for: source, at: cursor)
                    #expect(stack.top == top, "\(text) \(cursor)")
                }
            }
            try stack.run("return table.concat(touched, ' ')", name: "=check", results: 1)
            return stack.string(at: -1)
        }
        #expect(touched == "")
    }

    @Test("Fields are found through tables in __index, also where those form a ring")
    func fields() async throws {
        func labels(_ text: String) async throws -> [String] {
            try await LuaThread.run { state in
                try state.openLibraries()
                let stack = state.stack
                let table = try VimeoTable.forTests(on: stack)
                try stack.run(Self.hostile, name: "=hostile", results: 0)
                let completer = Completer(table: table, scope: PromptScope(), stack: stack)
                return completer.proposals(for: LuaSource(Array(text.utf8)), at: text.utf8.count)?.candidates.map(
                    \.text
                ) ?? []
            }
        }
        #expect(try await labels("h.") == ["field", "inner", "method"])
        #expect(try await labels("inherits.") == ["field", "inner", "method"])
        #expect(try await labels("h:") == ["method"])
        #expect(try await labels("ring.") == ["other", "own"])
        #expect(try await labels("sealed.") == ["x"])
        #expect(try await labels("h.inner.") == ["deep"])
        #expect(try await labels("h.nothing.") == [])
    }

    @Test("A hundred thousand keys are cut to a list that can be shown, and the rest is counted")
    func manyKeys() async throws {
        let (count, omitted) = try await LuaThread.run { state in
            try state.openLibraries()
            let stack = state.stack
            let table = try VimeoTable.forTests(on: stack)
            try stack.run("t = {} for i = 1, 100000 do t['key' .. i] = i end", name: "=many", results: 0)
            let completer = Completer(table: table, scope: PromptScope(), stack: stack)
            let found = completer.proposals(for: LuaSource(Array("t.".utf8)), at: 2)
            return (found?.candidates.count, found?.omitted)
        }
        #expect(count == Completer.limit)
        #expect(omitted == 100_000 - Completer.limit)
    }
}
