import Testing

@testable import VimeoLua

@Suite("Topics of the help")
struct HelpTopicTests {
    @Test(
        "the topics there have to be are there",
        arguments: [
            "start", "requests", "errors", "tasks", "paging", "uploads", "json", "files", "logging", "repl", "keys",
            "settings", "locals",
            "sandbox",
            "exit-codes", "environment", "rate-limits", "sign-in", "scopes", "patterns", "metamethods", "goto",
            "operators", "attribs", "format", "pack", "statements", "recipes", "embedding", "from-vimeo-py",
        ]
    )
    func exists(name: String) {
        #expect(HelpTopic.named(name)?.name == name)
    }

    @Test(
        "other words lead to topics",
        arguments: [
            ("while", "statements"), ("<close>", "attribs"), ("vimeo.fs", "files"), ("SCOPES", "scopes"),
            ("_error", "repl"), ("token", "sign-in"), ("string.pack options", "pack"), ("nonsense", nil), ("", nil),
        ] as [(String, String?)]
    )
    func aliases(word: String, topic: String?) {
        #expect(HelpTopic.named(word)?.name == topic)
    }

    @Test("names and other words lead to one topic each")
    func wordsAreUnique() {
        let words = HelpTopic.all.flatMap { [$0.name] + $0.aliases }
        #expect(words.filter { word in words.count { $0 == word } > 1 } == [])
        #expect(words.allSatisfy { $0 == $0.lowercased() })
    }

    @Test("a topic fits a screen of 80 columns and is not long", arguments: HelpTopic.all)
    func fits(topic: HelpTopic) {
        let lines = HelpText.lines(for: topic, width: 80).map { $0.map(\.text).joined() }
        #expect(lines.filter { $0.count > 80 } == [])
        #expect(lines.count <= 48)
        #expect(topic.name.count + topic.summary.count + 2 <= 80)
        #expect(!topic.summary.contains("\n") && !topic.summary.hasSuffix("."))
    }

    @Test("all Lua in topics compiles", .enabled(if: LuaProgram.exists))
    func codeCompiles() {
        var chunks: [(name: String, code: String)] = []
        for topic in HelpTopic.all {
            for case .code(let lines) in HelpBlock.parse(topic.body) {
                chunks.append((topic.name, lines.joined(separator: "\n")))
            }
        }
        #expect(chunks.count > 30)
        #expect(Set(chunks.map(\.name)).count >= HelpTopic.all.count - 2)
        #expect(LuaProgram.failures(of: chunks) == [])
    }

    @Test(
        "topics name all there is to name",
        arguments: [
            (
                "repl",
                [
                    ":time", ":bench", ":save", ":load", ":edit", ":history", ":vars", ":profile", ":trace", ":curl",
                    ":help", ":quit", "_1", "_error", "x?", "Ctrl-C", "Tab", "Alt-Enter", "Ctrl-R", ";",
                ]
            ),
            ("exit-codes", ["0", "1", "4", "5", "6", "7", "64", "130", "143", "os.exit"]),
            (
                "environment",
                [
                    "VIMEO_ACCESS_TOKEN", "VIMEO_CLIENT_ID", "VIMEO_CLIENT_SECRET", "VIMEO_API_ROOT",
                    "VIMEO_LUA_SANDBOX",
                    "VIMEO_LUA_API_ROOT", "VIMEO_LUA_CA_FILE", "VIMEO_LUA_TIMEOUT", "VIMEO_LUA_MAX_MEMORY",
                    "VIMEO_LUA_RETRIES", "VIMEO_LUA_MAX_WAIT", "VIMEO_LUA_COLOR", "VIMEO_LUA_LOG_LEVEL", "NO_COLOR",
                ]
            ),
            (
                "scopes",
                [
                    "public", "private", "create", "edit", "delete", "interact", "upload", "stats", "video_files",
                    "email",
                    "promo_codes", "purchase", "purchased", "scim",
                ]
            ),
            (
                "errors",
                [
                    "api", "auth", "rate_limit", "network", "timeout", "cancelled", "upload", "file", "permission",
                    "usage",
                    "message", "hint", "status_code", "error_code", "developer_message", "invalid_parameters", "method",
                    "url",
                ]
            ),
        ]
    )
    func names(topic: String, words: [String]) throws {
        let body = try #require(HelpTopic.named(topic)).body
        #expect(words.filter { !body.contains($0) } == [])
    }

    @Test("topics do not describe what does not exist", arguments: HelpTopic.all)
    func isTrue(topic: HelpTopic) {
        for word in ["--token", "vimeo.login", "vimeo.whoami"] {
            #expect(!topic.body.lowercased().contains(word), "\(topic.name): \(word)")
        }
    }

    @Test("the first topic leads to all others")
    func startLists() throws {
        let start = try #require(HelpTopic.named("start")).body
        for topic in HelpTopic.all where topic.name != "start" { #expect(start.contains(topic.name)) }
    }
}

extension HelpTopic: CustomTestStringConvertible {
    var testDescription: String { name }
}
