import LuaKit
import Testing
import Vimeo

@testable import VimeoLua

/// What is proposed at a cursor, and the hint for the call around it.
struct CompleterTests {
    /// Asks a completer; the cursor is at `|`, and an answer of the session had two videos.
    private func ask<Answer: Sendable>(
        _ text: String,
        after code: String = "",
        _ body: @escaping @Sendable (Completer, LuaSource, Int) -> Answer
    ) async throws -> Answer {
        try await LuaThread.run { state in
            try state.openLibraries()
            let stack = state.stack
            let table = try VimeoTable.install(on: stack, client: { try Client() }, warn: { _ in })
            try stack.run(code, name: "=code", results: 0)
            let completer = Completer(table: table, scope: PromptScope(), stack: stack)
            table.seen.note(Array(#"[{"uri":"/videos/7","name":"Talk"},{"uri":"/videos/8","name":"Tour"}]"#.utf8))
            let cursor = text.utf8.firstIndex(of: UInt8(ascii: "|")) ?? text.endIndex
            let offset = text.utf8.distance(from: text.startIndex, to: cursor)
            let source = LuaSource(Array(text.utf8.filter { $0 != UInt8(ascii: "|") }))
            let top = stack.top
            let answer = body(completer, source, offset)
            #expect(stack.top == top)
            return answer
        }
    }

    private func proposals(_ text: String, after code: String = "") async throws -> [String] {
        try await ask(text, after: code) { $0.proposals(for: $1, at: $2)?.candidates.map(\.text) ?? [] }
    }

    private func hint(_ text: String, after code: String = "") async throws -> CallHint? {
        try await ask(text, after: code) { $0.hint(for: $1, at: $2) }
    }

    @Test("Globals, locals of the input and keywords that begin with what was typed")
    func names() async throws {
        #expect(try await proposals("whi") == ["while"])
        #expect(try await proposals("local total = 1 print(tot|)") == ["total"])
        #expect(try await proposals("pri").first == "print")
        #expect(try await proposals("local pri") == [])
        #expect(try await proposals("local x <c") == ["const>", "close>"])
    }

    @Test("Fields of a value, functions alone after a colon, keys in brackets")
    func fields() async throws {
        let code = "t = {count = 1, close = print, ['two words'] = 2, _private = 3}"
        #expect(try await proposals("t.", after: code) == ["close", "count", "_private"])
        #expect(try await proposals("t.co", after: code) == ["count"])
        #expect(try await proposals("t:", after: code) == ["close"])
        #expect(try await proposals("t[\"", after: code) == ["close", "count", "two words", "_private"])
        #expect(try await proposals("(\"x\"):re").contains("rep"))
        #expect(try await proposals("t.count.", after: code) == [])
    }

    @Test("A label says what kind of value it is, and ours show their signature")
    func labels() async throws {
        let candidates = try await ask("vimeo.get") { completer, source, cursor in
            completer.proposals(for: source, at: cursor)?.candidates ?? []
        }
        #expect(candidates.first?.label == "get(")
        #expect(candidates.first?.detail.hasPrefix("vimeo.get(path") == true)
    }

    @Test("The range is what is replaced, and ends at the cursor")
    func range() async throws {
        #expect(try await ask("print(vimeo.ge|t)") { $0.proposals(for: $1, at: $2)?.range } == 12..<14)
        #expect(try await ask("vimeo.get('/vid|") { $0.proposals(for: $1, at: $2)?.range } == 11..<15)
    }

    @Test("The path of a request is completed from the operations, and with what the session has seen")
    func paths() async throws {
        #expect(try await proposals("vimeo.get('/vid").contains("/videos"))
        let videos = try await proposals("vimeo.get('/videos/")
        #expect(videos.contains("/videos/7") && videos.contains("/videos/8"))
        #expect(try await proposals("vimeo.download('/videos/7") == ["/videos/7"])
    }

    @Test("A table of arguments has keys that are not there yet, and their values")
    func options() async throws {
        #expect(try await proposals("vimeo.upload('a', nil, {chu") == ["chunk_size = "])
        #expect(try await proposals("vimeo.upload('a', nil, {chunk_size = 1, chu").contains("chunk_size = ") == false)
        #expect(try await proposals("vimeo.map({}, print, {on_error = '") == ["raise", "collect"])
        #expect(try await proposals("vimeo.upload{filename = 'a', chu") == ["chunk_size = "])
        #expect(try await proposals("vimeo.get{path = '/me', que") == ["query = "])
        #expect(try await proposals("vimeo.get{null = '") == ["absent", "keep"])
    }

    @Test("require completes loaded modules")
    func modules() async throws {
        #expect(try await proposals("require 'vimeo.js") == ["vimeo.json"])
    }

    @Test("The hint for one of our functions says which parameter is being typed")
    func ownHint() async throws {
        let hint = try #require(try await hint("vimeo.get('/me', |)"))
        #expect(hint.name == "vimeo.get")
        #expect(hint.parameters.first == "path" && hint.current == 1)
        #expect(hint.parameters[1].hasPrefix("[") && !hint.text.isEmpty)
    }

    @Test("The hint for a Lua function has the names of its parameters, a method without self")
    func luaHint() async throws {
        let code = "function f(a, b, ...) end object = {} function object:move(x, y) end"
        let function = CallHint(name: "f", parameters: ["a", "b", "..."], current: 1, text: "")
        #expect(try await hint("f(1, |", after: code) == function)
        #expect(try await hint("f(1, 2, 3, 4, |", after: code)?.current == 2)
        let method = CallHint(name: "object.move", parameters: ["x", "y"], current: 0, text: "")
        #expect(try await hint("object:move(|", after: code) == method)
        #expect(try await hint("object:move(1, 2, |", after: code)?.current == nil)
    }

    @Test("The hint for a function of Lua's libraries is its signature; outside of calls there is none")
    func otherHints() async throws {
        #expect(try await hint("string.rep(|")?.name.hasPrefix("string.rep") == true)
        #expect(try await hint("x = 1") == nil)
        #expect(try await hint("unknown(|") == nil)
    }
}
