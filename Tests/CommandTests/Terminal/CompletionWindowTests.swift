import Testing

@Suite("Completion in a window")
struct CompletionWindowTests {
    /// Opens the prompt and waits until it takes keys.
    private func session(
        _ columns: Int,
        files: [String: String] = [:],
        _ body: @escaping @Sendable (TerminalSession) async throws -> Void
    ) async throws {
        var command = Command("--sandbox", environment: ["NO_COLOR": "1"])
        command.files = files.mapValues { Text($0) }
        try await command.inTerminal(columns: columns) { session in
            try await session.wait(forLine: ">")
            try await body(session)
            try await session.type("\u{3}\u{4}")
            try await session.wait(forRow: "left with 0")
        }
    }

    /// What is typed, as one text, however many rows it takes.
    private static func input(_ screen: ScreenModel) -> String {
        guard let start = screen.text.lastIndex(where: { $0.hasPrefix("> ") }) else { return "" }
        return screen.text[start...screen.row].joined()
    }

    private static func below(_ screen: ScreenModel) -> [String] {
        screen.text[(screen.row + 1)...].filter { !$0.isEmpty }
    }

    @Test("Tab alone leads through a path level by level, and ends the string", arguments: [20, 40, 80, 200])
    func paths(columns: Int) async throws {
        try await session(columns) { session in
            try await session.type("vimeo.get(\"/tut\t")
            try await session.wait(for: "the quote") { Self.input($0) == "> vimeo.get(\"/tutorial\"" }
            try await session.type("\u{15}vimeo.get(\"/me\t")
            try await session.wait(for: "what can follow") { screen in
                Self.below(screen).contains { $0.contains("me/albums") }
            }
            try await session.type("/vid\t")
            try await session.wait(for: "the next level") { Self.input($0) == "> vimeo.get(\"/me/videos" }
            try await session.type("\r\u{8}")
        }
    }

    @Test("The menu narrows, says what the selected one is, and pages", arguments: [20, 40, 80, 200])
    func menu(columns: Int) async throws {
        try await session(columns) { session in
            try await session.type("vimeo.\t")
            try await session.wait(for: "the menu") { screen in
                Self.below(screen).contains { $0.contains("all(") }
                    && Self.below(screen).contains { $0.contains("vimeo.") }
            }
            #expect(!Self.below(session.screen).contains { $0.hasSuffix("…") && !$0.hasSuffix(" …") })
            try await session.type("upload_p")
            try await session.wait(for: "one candidate") { screen in
                Self.below(screen).contains { $0.hasPrefix("upload_picture(") }
                    && !Self.below(screen).contains { $0.contains("get(") }
            }
            try await session.type("\t")
            try await session.wait(for: "the name") { Self.input($0) == "> vimeo.upload_picture" }
        }
    }

    @Test("In a table of options only keys are proposed, and the hint is about the key", arguments: [20, 40, 80, 200])
    func options(columns: Int) async throws {
        try await session(columns) { session in
            try await session.type("vimeo.upload('a', nil, {ch\t")
            try await session.wait(for: "the key") { Self.input($0).hasSuffix("{chunk_size =") }
            try await session.wait(for: "its text") { screen in
                let text = Self.below(screen).joined(separator: " ")
                return text.contains("chunk_size: bytes per request")
            }
        }
    }

    @Test("Commands complete their arguments", arguments: [20, 80])
    func commands(columns: Int) async throws {
        try await session(columns, files: ["talks.lua": "x = 1\n"]) { session in
            for (typed, whole) in [
                (":trace c", ":trace curl"), (":load tal", ":load talks.lua"), (":help upl", ":help uploads"),
                (":time vimeo.quo", ":time vimeo.quota"), ("help \"upl", "help \"uploads\""),
            ] {
                try await session.type("\(typed)\t")
                try await session.wait(for: whole) { Self.input($0) == "> \(whole)" }
                try await session.type("\u{15}")
                try await session.wait(forLine: ">")
            }
        }
    }

    @Test("Of which input _2 is the result stands beside it")
    func results() async throws {
        try await session(80) { session in
            try await session.type("6 * 7\r'two'\r")
            try await session.wait(forRow: "\"two\"")
            try await session.wait(forLine: ">")
            try await session.type("x = _\t")
            try await session.wait(for: "the inputs") { screen in
                let below = Self.below(screen).joined(separator: "\n")
                return below.contains("_1") && below.contains("_2")
            }
            try await session.type("2")
            try await session.wait(for: "the input") { Self.below($0).contains { $0.contains("input 2: 'two'") } }
        }
    }

    @Test("Help and messages break between words", arguments: [20, 40, 80, 200])
    func words(columns: Int) async throws {
        try await session(columns) { session in
            try await session.type(":trace on\r:help\r")
            try await session.wait(for: "the commands") { $0.everything.contains { $0.hasSuffix("keys.") } }
            try await session.wait(forLine: ">")
            let words = Set(
                "requests are shown as they are sent run an input repeatedly and show how long it takes".split(
                    separator: " "
                )
            )
            let text = session.screen.everything.joined(separator: " ").split(separator: " ")
            #expect(words.isSubset(of: Set(text)))
        }
    }

    @Test("help(help) and help(vimeo) say what they are about")
    func help() async throws {
        try await session(80) { session in
            try await session.type("help(help)\r")
            try await session.wait(forRow: "help([x])")
            try await session.wait(forLine: ">")
            try await session.type("vimeo.json?\r")
            try await session.wait(for: "a summary") { $0.everything.contains { $0.hasPrefix("  encode  ") } }
            try await session.wait(forLine: ">")
        }
    }
}
