import FoundationEssentials
import Testing

@Suite("What the prompt keeps")
struct HistoryFileTests {
    private static let token = "0123456789abcdef0123456789abcdef"

    @Test("Inputs that hold a secret are not in the history file, which only its owner may read; others are")
    func secrets() async throws {
        let folder = try TemporaryFolder()
        let secrets = [
            "t = '\(Self.token)'", "vimeo.client{token = 'short1'}", "c = {client_secret = 'abc'}",
            "headers = {Authorization = 'bearer x'}", "s = [[my own secret]]", "password='x'",
        ]
        let command = Command("--sandbox", environment: ["NO_COLOR": "1", "VIMEO_CLIENT_SECRET": "my own secret"])
        try await command.inTerminal(in: folder) { session in
            for (place, input) in (secrets + ["kept = 'yes'"]).enumerated() {
                try await session.wait(forLine: ">")
                try await session.type("\(input) print('input \(place)')\r")
                try await session.wait(forRow: "input \(place)")
            }
            try await session.wait(forLine: ">")
            try await session.type("\u{4}")
            try await session.wait(forRow: "left with 0")
        }
        let path = "\(folder.path)/state/vimeo-lua/history"
        let text = try String(decoding: #require(FileManager.default.contents(atPath: path)), as: UTF8.self)
        #expect(text.contains("kept = 'yes'"))
        for word in ["0123", "short1", "abc", "bearer", "own secret", "password"] { #expect(!text.contains(word)) }
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("With a profile it says so, and keeps its token and client secret out of the history")
    func profile() async throws {
        let folder = try TemporaryFolder()
        let profile =
            #"{"api_root":"http://127.0.0.1:1","token":"own token","client_id":"i","client_secret":"own secret"}"#
        try folder.write("config/vimeo-lua/credentials.json", Text(#"{"format":1,"profiles":{"own":\#(profile)}}"#))
        try folder.setMode(0o600, of: "config/vimeo-lua/credentials.json")
        var command = Command("--profile", "own", environment: ["NO_COLOR": "1", "VIMEO_ACCESS_TOKEN": "other token"])
        try await command.inTerminal(columns: 120, in: folder) { session in
            for input in ["s = 'own token'", "s = 'own secret'", "s = 'other token'", "kept = 'yes'"] {
                try await session.wait(forLine: ">")
                try await session.type("\(input)\r")
            }
            try await session.wait(forLine: ">")
            #expect(session.screen.everything.contains { $0.hasSuffix(", signed in with profile own") })
            try await session.type("\u{4}")
            try await session.wait(forRow: "left with 0")
        }
        #expect(try folder.text("state/vimeo-lua/history") == "kept = 'yes'\n")
        // Another profile is not used by itself, and an empty variable is not a token.
        command = Command(environment: ["NO_COLOR": "1", "VIMEO_ACCESS_TOKEN": ""])
        try await command.inTerminal(columns: 120, in: folder) { session in
            try await session.wait(forLine: ">")
            let end = ", not signed in: run vimeo-lua login, or start with --sandbox"
            #expect(session.screen.everything.contains { $0.hasSuffix(end) })
        }
    }

    @Test("Two windows at once lose no line of each other")
    func twoWindows() async throws {
        let folder = try TemporaryFolder()
        let command = Command("--sandbox", environment: ["NO_COLOR": "1"])
        try await command.inTerminal(in: folder) { first in
            try await first.wait(forLine: ">")
            try await command.inTerminal(in: folder) { second in
                try await second.wait(forLine: ">")
                try await second.type("'from the second'\r")
                try await second.wait(forRow: "\"from the second\"")
            }
            try await first.type("'from the first'\r")
            try await first.wait(forRow: "\"from the first\"")
            try await first.wait(forLine: ">")
            // The other window's input has become part of this one's history, before its own.
            try await first.type("\u{10}\u{10}")
            try await first.wait(forLine: "> 'from the second'")
        }
    }

    @Test("init.lua of the settings runs first, and its locals are kept; one that fails says so")
    func initialisation() async throws {
        for (content, input, row) in [
            ("local own = 'own local'", "own", "\"own local\""),
            ("error('in init')", "'on'", "\"on\""),
            ("x = = 1", "'on'", "\"on\""),
        ] {
            let folder = try TemporaryFolder()
            try folder.write("config/vimeo-lua/init.lua", Text(content))
            try await Command("--sandbox", environment: ["NO_COLOR": "1"]).inTerminal(in: folder) { session in
                try await session.wait(forLine: ">")
                let isShown = session.screen.everything.contains { $0.contains("init.lua:1:") }
                #expect(isShown == !content.hasPrefix("local"))
                try await session.type("\(input)\r")
                try await session.wait(forRow: row)
            }
        }
    }
}
