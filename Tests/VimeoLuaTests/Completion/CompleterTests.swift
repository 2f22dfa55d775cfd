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
        hasSeen: Bool = true,
        _ body: @escaping @Sendable (Completer, LuaSource, Int) -> Answer
    ) async throws -> Answer {
        try await LuaThread.run { state in
            try state.openLibraries()
            let stack = state.stack
            let table = try VimeoTable.install(on: stack, client: { try Client() }, warn: { _ in })
            try stack.run(code, name: "=code", results: 0)
            let completer = Completer(table: table, scope: PromptScope(), stack: stack)
            if hasSeen {
                table.seen.note(Array(#"[{"uri":"/videos/7","name":"Talk"},{"uri":"/videos/8","name":"Tour"}]"#.utf8))
            }
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
        #expect(try await proposals("local x <c") == ["const", "close"])
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
        #expect(candidates.first?.detail == "vimeo.get(path [, query [, options]])  Reads what is at a path.")
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

    @Test("In a table of options there are only its keys; names and values come behind the equals sign")
    func keysAlone() async throws {
        let keys = try await proposals("vimeo.upload('a', nil, {", after: "retired = 1")
        #expect(keys.contains("chunk_size = ") && keys.allSatisfy { $0.hasSuffix(" = ") })
        #expect(try await proposals("vimeo.upload('a', nil, {zzz") == [])
        #expect(try await proposals("vimeo.upload('a', nil, {resume = ").prefix(2) == ["true", "false"])
        #expect(try await proposals("vimeo.upload('a', nil, {resume = reti", after: "retired = 1") == ["retired"])
        #expect(try await proposals("vimeo.get('/me', nil, {null = ").prefix(2) == ["\"absent\"", "\"keep\""])
        #expect(try await proposals("vimeo.patch('/videos/1', {privacy = {view = 'any") == ["anybody"])
        #expect(try await proposals("vimeo.map({reti", after: "retired = 1") == ["retired"])
        #expect(try await proposals("x == ").contains("\"absent\"") == false)
        let detail = try await ask("vimeo.upload('a', nil, {chunk_s") {
            $0.proposals(for: $1, at: $2)?.candidates.first?.detail
        }
        #expect(detail?.hasPrefix("bytes per request") == true)
    }

    @Test(
        "Values that are known: scopes, fields, methods, options of Lua's functions",
        arguments: [
            ("vimeo.auth_url({'pri", ["private"]), ("vimeo.auth_url('public pri", ["public private"]),
            ("vimeo.load_client_credentials{'public', 'vid", ["video_files"]),
            ("vimeo.get('/me/videos', {fields = 'uri,na", ["uri,name"]),
            ("vimeo.get('/me/videos', {fields = {'uri', 'descr", ["description"]),
            ("vimeo.get('/videos/1', {fields = 'privacy.vi", ["privacy.view"]),
            ("vimeo.get('/videos/1', {fields = 'privac", ["privacy"]),
            ("vimeo.each{path = '/me/projects', query = {fields = 'resource", ["resource_key"]),
            ("vimeo.request{method = 'PATCH', path = '/videos/1', body = {lice", ["license = "]),
            ("vimeo.request{method = 'PA", ["PATCH"]), ("collectgarbage('gen", ["generational"]),
            ("io.open('x', 'r+", ["r+", "r+b"]), ("io.open('x', 'r", ["r", "r+", "rb", "r+b"]),
            ("io.stdout:seek('", ["set", "cur", "end"]), ("io.read('", ["n", "a", "l", "L"]),
            ("vimeo.upload_texttrack('/videos/7', 'cap", ["captions"]), ("vimeo.wait('/videos/7", ["/videos/7"]),
        ]
    )
    func values(text: String, expected: [String]) async throws {
        #expect(try await proposals(text) == expected)
    }

    @Test("A string that is whole gets its quote, a key its bracket; what can go on gets nothing")
    func closing() async throws {
        func closings(_ text: String, after code: String = "") async throws -> [String] {
            try await ask(text, after: code) { $0.proposals(for: $1, at: $2)?.candidates.map(\.closing) ?? [] }
        }
        #expect(try await closings("io.open('x', 'a+b") == ["'"])
        #expect(try await closings("t[\"co", after: "t = {count = 1}") == ["\"]"])
        #expect(try await closings("vimeo.get('/me/vid") == [""])
        #expect(try await closings("vimeo.get(\"/tut") == ["\""])
        #expect(try await closings("vimeo.get('/me/videos', {fields = 'nam") == [""])
        #expect(try await closings("vimeo.get('/me/videos', {fields = {'nam") == ["'"])
        #expect(try await closings("require 'vimeo.js") == ["'"])
        #expect(try await closings("local x <cl") == [">"])
        #expect(try await closings("pri").first == "")
    }

    @Test("Parameters, loop variables and locals of the block that is being typed")
    func locals() async throws {
        #expect(try await proposals("function f(first, second) return fir") == ["first"])
        #expect(try await proposals("for index, value in pairs(t) do print(ind") == ["index"])
        #expect(try await proposals("function o:m(x) return sel").first == "self")
        #expect(try await proposals("do local inner = 1 end inn") == [])
        #expect(try await proposals("do local inner = 1 inn") == ["inner"])
        #expect(try await proposals("total, other = 1, 2; tot") == ["total"])
        #expect(try await proposals("total, other = 1, 2; oth") == ["other"])
        #expect(try await proposals("function helper() end hel") == ["helper"])
        #expect(try await proposals("t = {hidden = 1} hid") == [])
        #expect(try await proposals("t.hidden = 1 hid") == [])
        #expect(try await proposals("hid| hidden = 1") == [])
        let candidates = try await ask("local pr = 1 pr") { $0.proposals(for: $1, at: $2)?.candidates ?? [] }
        #expect(candidates.first?.text == "pr" && candidates.first?.isGlobal == false)
        #expect(candidates.first { $0.text == "print" }?.isGlobal == true)
    }

    @Test("Where a path is there, it comes first, and then what can follow it")
    func levels() async throws {
        let below = try await proposals("vimeo.get('/me")
        #expect(below.first == "/me" && below.contains("/me/videos") && below.contains("/me/albums"))
        #expect(
            try await proposals("vimeo.get('/me/videos").prefix(3) == ["/me/videos", "/me/videos/7", "/me/videos/8"]
        )
        let video = try await proposals("vimeo.get('/videos/7")
        #expect(video.first == "/videos/7" && video.contains("/videos/7/comments"))
        // A value that only the user knows is shown, and what comes before it inserted.
        #expect(try await proposals("vimeo.patch('/users/") == ["/users/"])
        let placeholder = try await ask("vimeo.patch('/users/", hasSeen: false) {
            $0.proposals(for: $1, at: $2)?.candidates.first
        }
        #expect(placeholder?.label == "{user_id}" && placeholder?.isPlaceholder == true && placeholder?.closing == "")
        #expect(try await proposals("vimeo.patch('/users/1").contains("/users/1/albums"))
        #expect(try await proposals("vimeo.patch('/users/{user_id}").contains("/users/{user_id}/albums"))
        #expect(try await proposals("vimeo.get('/me/fold") == ["/me/projects"])
        #expect(try await proposals("vimeo.get('/videos/1/capt") == ["/videos/1/texttracks"])
        #expect(try await proposals("vimeo.get('").first == "/")
        let labels = try await ask("vimeo.get('/me/vi") { $0.proposals(for: $1, at: $2)?.candidates.map(\.label) }
        #expect(labels == ["videos/"])
    }

    @Test("Every operation can be reached by taking proposals, and typing the values of parameters")
    func everyOperation() async throws {
        let missed = try await ask("", hasSeen: false) { completer, _, _ in
            var missed: [String] = []
            for operation in OperationTable.shared.all where !Self.reaches(operation, completer) {
                missed.append("\(operation.method) \(operation.path)")
            }
            return missed
        }
        #expect(OperationTable.shared.all.count == 484)
        #expect(missed == [])
    }

    /// Takes, again and again, the longest proposal that the path begins with, and types 1 for a value; the last one has to
    /// end the string.
    private static func reaches(_ operation: Operation, _ completer: Completer) -> Bool {
        let call = "vimeo.\(operation.method.lowercased())(\""
        var typed = ""
        for _ in 0...2 * operation.segments.count + 1 {
            let source = LuaSource(Array((call + typed).utf8))
            let candidates = completer.proposals(for: source, at: source.bytes.count)?.candidates ?? []
            // Another operation may be known under the same path with other names of parameters.
            let shape = Self.shape(operation.path)
            let next = candidates.filter { candidate in
                let start = Self.shape(candidate.text)
                if candidate.isPlaceholder { return shape.hasPrefix(start == "/" ? "/{}" : start + "/{}") }
                return shape == start || shape.hasPrefix(start + "/")
            }
            .max { $0.text.utf8.count < $1.text.utf8.count }
            guard let next else { return false }
            guard !next.isPlaceholder else {
                typed = next.text + "1"
                continue
            }
            if Self.shape(next.text) == shape, next.closing == "\"" { return true }
            typed = next.text
        }
        return false
    }

    private static func shape(_ path: String) -> String {
        "/"
            + path.split(separator: "/").map { $0.hasPrefix("{") || $0 == "1" ? "{}" : String($0) }.joined(
                separator: "/"
            )
    }

    @Test("Topics of the help, names and operations complete in help and :help")
    func topics() async throws {
        #expect(try await ask("") { completer, _, _ in completer.topics("uplo").map(\.text) } == ["uploads"])
        let names = try await ask("") { completer, _, _ in completer.topics("string.gs").map(\.text) }
        #expect(names == ["string.gsub"])
        let paths = try await ask("") { completer, _, _ in completer.topics("PATCH /vid").map(\.text) }
        #expect(paths == ["PATCH /videos"])
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
        let method = CallHint(name: "object:move", parameters: ["x", "y"], current: 0, text: "")
        #expect(try await hint("object:move(|", after: code) == method)
        #expect(try await hint("object:move(1, 2, |", after: code)?.current == nil)
    }

    @Test("Inside of a table the hint is about the key whose value is typed")
    func keyHint() async throws {
        let hint = try #require(try await hint("vimeo.upload('a', nil, {chunk_size = "))
        #expect(hint.parameters == [] && hint.text.hasPrefix("chunk_size: bytes per request"))
        #expect(try await self.hint("vimeo.upload{filename = 'a', fields = {name = ")?.text.hasPrefix("name: ") == true)
        #expect(try await self.hint("vimeo.upload{retries = ")?.text.hasPrefix("retries: ") == true)
        #expect(try await self.hint("vimeo.patch('/videos/1', {privacy = {view = ")?.text == "view: who may watch")
        #expect(try await self.hint("io.stdout:seek(")?.name == "file:seek([whence [, offset]])")
    }

    @Test("The hint for a function of Lua's libraries is its signature; outside of calls there is none")
    func otherHints() async throws {
        #expect(try await hint("string.rep(|")?.name.hasPrefix("string.rep") == true)
        #expect(try await hint("x = 1") == nil)
        #expect(try await hint("unknown(|") == nil)
    }
}
