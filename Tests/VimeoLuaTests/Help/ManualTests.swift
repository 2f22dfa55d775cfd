import LuaKit
import Testing

@testable import VimeoLua

struct ManualTests {
    /// The plain text of what the manual says, for a manual made with the libraries open.
    private func text(_ page: @escaping @Sendable (Manual, LuaStack) throws -> [HelpLine]) async throws -> [String] {
        try await LuaThread.run { state in
            try state.openLibraries()
            let manual = Manual(for: try VimeoTable.forTests(on: state.stack), on: state.stack)
            return try page(manual, state.stack).map { $0.map(\.text).joined() }
        }
    }

    @Test(
        "A topic, another word for it, a function with or without its table, and an operation have a page",
        arguments: [
            ("uploads", "uploads: "), ("<close>", "attribs: "), ("vimeo.upload", "vimeo.upload(filename"),
            ("upload", "vimeo.upload(filename"), ("get", "vimeo.get(path"), ("json.encode", "vimeo.json.encode(value"),
            ("string.gsub", "string.gsub(s, pattern"), ("s:gsub", "string.gsub(s, pattern"),
            ("PATCH /videos/1", "PATCH /videos/{video_id}"), ("patch /videos/{video_id}", "PATCH /videos/{video_id}"),
        ]
    )
    func page(name: String, start: String) async throws {
        let lines = try await text { manual, _ in manual.page(about: name, width: 80) }
        #expect(lines.first?.hasPrefix(start) == true, "\(lines.first ?? "")")
    }

    @Test("The name of a table leads to its topic and its functions, another name of the topic to the topic alone")
    func table() async throws {
        let page = try await text { manual, _ in manual.page(about: "vimeo.fs", width: 80) }
        #expect(page.first?.hasPrefix("files: ") == true)
        #expect(page.contains { $0.hasPrefix("  tempdir  ") } && page.contains { $0.hasPrefix("  read  ") })
        #expect(!page.contains { $0.hasPrefix("  reader  ") })
        let topic = try await text { manual, _ in manual.page(about: "files", width: 80) }
        #expect(Array(page.prefix(topic.count)) == topic && page.count > topic.count)
        #expect(try await text { manual, _ in manual.page(about: "folders", width: 80) } == topic)
    }

    @Test("The first page leads to every topic and function")
    func start() async throws {
        let page = try await text { manual, _ in manual.page(about: "", width: 80) }.joined(separator: "\n")
        for topic in HelpTopic.all { #expect(page.contains("\n  \(topic.name)"), "\(topic.name)") }
        for name in ["vimeo.get(path [, query [, options]])", "vimeo.log.info([message, ...])"] {
            #expect(page.contains(name))
        }
    }

    @Test(
        "What has no page leads to what contains its words, or to operations near it",
        arguments: [
            ("caption", "vimeo.upload_texttrack"), ("GET /me/vidoes", "/me/videos"), ("little-endian", "pack"),
            ("POST /me/videos/1/2/3/4/5/6/7/8", "there is no help for"), ("xyzzy", "there is no help for xyzzy"),
        ]
    )
    func unknown(name: String, words: String) async throws {
        let page = try await text { manual, _ in manual.page(about: name, width: 80) }.joined(separator: "\n")
        #expect(page.contains(words), "\(page)")
    }

    @Test(
        "The first hit is what people mean by a word",
        arguments: [
            ("privacy", "PATCH /videos/{video_id}"), ("captions", "vimeo.upload_texttrack"),
            ("license", "PATCH /videos/"),
            ("chunk_size", "vimeo.replace"), ("comments", "GET /videos/{video_id}"),
        ]
    )
    func ranks(words: String, first: String) async throws {
        let page = try await text { manual, _ in manual.page(about: words, width: 80) }
        #expect(page.first?.hasPrefix("there is no page") == true)
        #expect(page.dropFirst().first?.drop { $0 == " " }.hasPrefix(first) == true, "\(page.prefix(4))")
    }

    @Test("A page that shows some of many hits says how many more there are")
    func more() async throws {
        let page = try await text { manual, _ in manual.page(about: "privacy", width: 80) }
        let all = try await text { manual, _ in manual.search("privacy", width: 1000) }
        let count = all.count { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
        #expect(page.last == "… \(count - 10) more; apropos \"privacy\" lists all")
    }

    @Test(
        "Words that people use lead to those of the API",
        arguments: [
            ("GET /me/folders", "GET /me/projects"), ("POST /me/showcases", "POST /me/albums"),
            ("GET /videos/1/captions", "GET /videos/{video_id}/texttracks"),
        ]
    )
    func words(name: String, first: String) async throws {
        #expect(try await text { manual, _ in manual.page(about: name, width: 80) }.first == first)
    }

    @Test("No line of a page is wider than the window, except for names and code", arguments: [20, 40, 80, 200])
    func widths(width: Int) async throws {
        let pages = try await LuaThread.run { state in
            try state.openLibraries()
            let stack = state.stack
            let table = try VimeoTable.install(on: stack, client: { throw CancellationError() }, warn: { _ in })
            let manual = Manual(for: table, on: stack)
            var lines = manual.page(about: "vimeo.upload", width: width) + manual.page(about: "privacy", width: width)
            lines += manual.page(about: "", width: width) + manual.page(about: "string.gsub", width: width)
            lines += manual.page(about: "PATCH /videos/1", width: width)
            lines += Manual.list([("name", "one two three four five six seven")], width: width)
            return lines
        }
        for line in pages {
            let text = line.map(\.text).joined()
            let longest = text.split(separator: " ").map(\.count).max() ?? 0
            let isCode = line.contains { $0.role == .code } && text.contains(where: { "=\"".contains($0) })
            #expect(text.count <= width || longest > width - 12 || isCode, "\(text)")
        }
    }

    @Test("The texts of parameters and of the keys of their tables are aligned")
    func aligned() async throws {
        let page = try await text { manual, _ in manual.page(about: "vimeo.upload", width: 100) }
        let rows = page.filter { $0.hasPrefix("  ") && $0.contains(" (") }
        let columns = Set(rows.map { row in row.prefix { $0 != "(" }.count })
        #expect(rows.count > 5)
        #expect(columns.count == 1)
    }

    @Test("The page of a table has a line about each of its functions")
    func tables() async throws {
        func page(_ code: String) async throws -> [String] {
            try await LuaThread.run { state in
                try state.openLibraries()
                let table = try VimeoTable.install(
                    on: state.stack,
                    client: { throw CancellationError() },
                    warn: { _ in }
                )
                let manual = Manual(for: table, on: state.stack)
                try state.stack.run("return \(code)", results: 1)
                return manual.page(at: -1, on: state.stack, width: 100).map { $0.map(\.text).joined() }
            }
        }
        let vimeo = try await page("vimeo")
        #expect(vimeo.contains { $0.hasPrefix("  get ") && $0.hasSuffix("Reads what is at a path.") })
        #expect(vimeo.contains { $0.hasPrefix("  json ") && $0.hasSuffix("table with 3 functions") })
        #expect(try await page("string").contains { $0.hasPrefix("  rep ") && $0.contains("times in a row") })
        let many = try await page("(function() local t = {} for i = 1, 1000 do t['k' .. i] = i end return t end)()")
        #expect(many.first == "a table with 1000 named fields")
        #expect(many.last == "… 800 more")
        #expect(try await page("{a = 1}").first == "a table with 1 named field")
    }

    @Test("A search lists the names that contain all words, those with them in the name first")
    func search() async throws {
        let hits = try await text { manual, _ in manual.search("upload", width: 80) }
        #expect(hits.first?.contains("upload") == true)
        #expect(
            try await text { manual, _ in manual.search("replaces matches", width: 80) }
                .contains { $0.contains("string.gsub") }
        )
        #expect(try await text { manual, _ in manual.search("xyzzy", width: 80) } == ["nothing found"])
    }

    @Test(
        "Values have a page: our functions, Lua's, functions of a script, tables, and the rest by their type",
        arguments: [
            ("vimeo.get", "vimeo.get(path [, query [, options]]) → response"),
            ("string.rep", "string.rep(s, n [, sep])"),
            ("function(a, ...) end", "function(a, ...)"),
            ("{b = 1, a = 2}", "a table with 2 named fields"),
            ("42", "a value of type number"),
            ("'uploads'", "uploads: sending videos and pictures"),
        ]
    )
    func values(code: String, first: String) async throws {
        let lines = try await LuaThread.run { state in
            try state.openLibraries()
            let table = try VimeoTable.install(on: state.stack, client: { throw CancellationError() }, warn: { _ in })
            let manual = Manual(for: table, on: state.stack)
            try state.stack.run("return \(code)", results: 1)
            return manual.page(at: -1, on: state.stack, width: 80).map { $0.map(\.text).joined() }
        }
        #expect(lines.first == first)
    }

    @Test("The page of a function names its options with their types, values and defaults")
    func options() async throws {
        let page = try await text { manual, _ in manual.page(about: "vimeo.map", width: 200) }.joined(separator: "\n")
        #expect(page.contains("(number, default 4) how many calls run at the same time"))
        #expect(page.contains("(string, default raise) what an error does: raise, collect"))
    }
}
