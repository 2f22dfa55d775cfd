import FoundationEssentials
import Testing

@testable import vimeo_lua

@Suite("vimeo-lua help")
struct HelpCommandTests {
    @Test(
        "A topic, a function, an operation and a command have a page, plain in a pipe",
        arguments: [
            (["uploads"], "uploads: "), (["exit-codes"], "exit-codes: "), (["environment"], "environment: "),
            (["recipes"], "recipes: "), (["json"], "json: "), (["sandbox"], "sandbox: "),
            (["embedding"], "embedding: "),
            (["from-vimeo-py"], "from-vimeo-py: "), (["vimeo.get"], "vimeo.get(path"), (["get"], "vimeo.get(path"),
            (["string.gsub"], "string.gsub(s"), (["POST", "/me/videos"], "POST /me/videos"),
            (["POST /me/videos"], "POST /me/videos"), (["help"], "OVERVIEW: "), (["completions"], "OVERVIEW: "),
            (["types"], "OVERVIEW: "), (["uploads", "resume"], "OVERVIEW: List, continue"),
            (["vimeo.fs"], "files: "), (["--", "--sandbox"], "sandbox: "),
        ]
    )
    func pages(words: [String], start: String) async throws {
        var command = Command("help")
        command.arguments += words.map { Text($0) }
        let outcome = try await command.run()
        #expect(outcome.output.string.hasPrefix(start), "\(outcome)")
        #expect(!outcome.output.string.contains("\u{1B}"))
        #expect(outcome.error == "")
        #expect(outcome.status == 0)
        // ArgumentParser breaks no usage line.
        let isCode = { (line: Substring) in line.hasPrefix("  ") || line.hasPrefix("USAGE: ") }
        let wide = outcome.output.string.split(separator: "\n").filter { $0.count > 80 && !isCode($0) }
        #expect(wide == [])
    }

    @Test("A word for both a topic and a command has the page of both", arguments: ["sandbox", "uploads", "recipe"])
    func both(name: String) async throws {
        let output = try await Command("help", Text(name)).run().output.string
        #expect(output.contains("vimeo-lua \(name)"))
        #expect(output.contains("vimeo-lua \(name) [") || output.contains("vimeo-lua \(name) list"))
        #expect(output.contains("\n\n"))
    }

    @Test("The name of a recipe has its help, which is what its --help prints")
    func recipe() async throws {
        let page = try await Command("help", "set-privacy").run()
        #expect(page.status == 0, "\(page)")
        #expect(page.output == (try await Command("recipe", "run", "set-privacy", "--help").run()).output)
        let action = try await Command("help", "recipe", "run").run()
        #expect(action.output == (try await Command("recipe", "--help").run()).output)
        let misspelt = try await Command("help", "set-privcy").run()
        #expect(misspelt.status == 64)
        #expect(misspelt.error.string.contains("did you mean set-privacy?"), "\(misspelt)")
    }

    @Test("Each command's own page is what its --help prints")
    func commands() async throws {
        for command in Subcommand.all {
            let help = try await Command(Text(command.name), "--help").run()
            #expect(help.status == 0)
            let page = try await Command("help", Text(command.name)).run().output.string
            let lines = help.output.string.split(separator: "\n").prefix(3)
            for line in lines { #expect(page.contains(line), "\(command.name): \(line)") }
        }
    }

    @Test("Without a name it lists every topic, function and command")
    func all() async throws {
        let output = try await Command("help").run().output.string
        for name in ["exit-codes", "from-vimeo-py", "embedding", "completions bash", "sandbox ["] {
            #expect(output.contains("  \(name)"), "\(name)")
        }
        #expect(output.contains("vimeo.upload(filename"))
    }

    @Test(
        "A name without a page ends with 64 and says what comes near",
        arguments: [
            ("uplaods", "did you mean uploads?"), ("vimeo.uplaod", "did you mean vimeo.upload?"),
            ("uplaod", "did you mean upload"), ("recpie", "did you mean recipe"), ("little-endian", "pack"),
            ("recipe walk", "lists all pages"), ("GET /me/vidoes", "GET /me/videos"), ("xyzzyxyzzy", "lists all pages"),
        ]
    )
    func unknown(name: String, hint: String) async throws {
        let outcome = try await Command("help", Text(name)).run()
        #expect(outcome.status == 64)
        #expect(outcome.output == "")
        #expect(outcome.errorLines.first?.hasPrefix("vimeo-lua: there is no page about \(name)") == true, "\(outcome)")
        #expect(outcome.error.string.contains(hint), "\(outcome)")
    }

    @Test("A name cannot move the cursor")
    func hostile() async throws {
        let outcome = try await Command("help", "a\u{1B}[2Jb").run()
        #expect(outcome.status == 64)
        #expect(!outcome.error.string.contains("\u{1B}"))
    }

    @Test("The page about the environment has each variable and its present value; secrets are only set")
    func environment() async throws {
        let outcome = try await Command(
            "help",
            "environment",
            environment: [
                "VIMEO_ACCESS_TOKEN": "0123456789abcdef", "VIMEO_CLIENT_SECRET": "fedcba9876543210",
                "VIMEO_CLIENT_ID": "an-app", "VIMEO_LUA_RETRIES": "7", "HTTPS_PROXY": "http://me:pass@proxy:1",
                "VIMEO_LUA_TIMEOTU": "5", "NO_COLOR": "", "LUA_INIT": "x = '\u{1B}[2J'",
            ]
        ).run()
        let parts = outcome.output.string.split(separator: "At present:")
        #expect(parts.count == 2)
        let words = Set(parts[0].split { $0.isWhitespace || $0 == "," || $0 == "." }.map(String.init))
        for variable in EnvironmentVariable.all { #expect(words.contains(variable.name), "\(variable.name)") }
        func value(_ name: String) -> String? {
            let line = parts[1].split(separator: "\n").first { $0.hasPrefix("  \(name) ") }
            return line.map { String($0.dropFirst(name.count + 2).drop { $0 == " " }) }
        }
        #expect(value("VIMEO_ACCESS_TOKEN") == "set")
        #expect(value("VIMEO_CLIENT_SECRET") == "set")
        #expect(value("VIMEO_CLIENT_ID") == "an-app")
        #expect(value("VIMEO_LUA_RETRIES") == "7")
        #expect(value("VIMEO_LUA_SANDBOX") == "not set")
        #expect(value("NO_COLOR") == "empty")
        #expect(value("HTTPS_PROXY") == "http://***@proxy:1")
        let oneLine = parts[1].split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            oneLine.contains("VIMEO_LUA_TIMEOTU set, but there is no such variable; did you mean VIMEO_LUA_TIMEOUT?")
        )
        for secret in ["0123456789abcdef", "fedcba9876543210", "pass", "\u{1B}"] {
            #expect(!outcome.output.string.contains(secret))
        }
    }

    @Test("Colours are for terminals, or for those who ask")
    func color() async throws {
        let plain = try await Command("help", "json").run().output.string
        let colored = try await Command("--color=always", "help", "json").run().output.string
        #expect(colored.hasPrefix("\u{1B}[33mjson\u{1B}[39m"))
        #expect(colored.replacing(/\u{1B}\[\d+m/, with: "") == plain)
    }

    @Test("The reference in the repository is what the program prints")
    func reference() async throws {
        let output = try await Command("help", "--markdown").run().output.string
        let file = String(
            decoding: try Data(contentsOf: URL(filePath: Programs.file("docs/reference.md"))),
            as: UTF8.self
        )
        #expect(file == output, "write it again: vimeo-lua help --markdown > docs/reference.md")
    }

    @Test("The manual page has every command, option and variable")
    func manual() async throws {
        let output = try await Command("help", "--man").run().output.string
        #expect(output.hasPrefix(".TH VIMEO-LUA 1 "))
        let text = output.replacing("\\-", with: "-")
        for row in LongOptions.rows { #expect(text.contains("\n.B \(row.usage)\n"), "\(row.usage)") }
        for command in Subcommand.all { #expect(text.contains("\n.B \(command.name) "), "\(command.name)") }
        for variable in EnvironmentVariable.all { #expect(text.contains(variable.name), "\(variable.name)") }
        for line in output.split(separator: "\n") where line.hasPrefix(".") {
            #expect(line.prefixMatch(of: /\.(TH|SH|SS|PP|TP|B|BR|IR|br|nf|fi|RS|RE)( |$)/) != nil, "\(line)")
        }
    }

    @Test(
        "groff formats the manual page without a warning",
        .enabled(if: Programs.exists("/usr/bin/groff"), "no groff")
    )
    func groff() async throws {
        let page = try await Command("help", "--man").run().output
        let outcome = try await Command(
            "-man",
            "-Kutf8",
            "-Tutf8",
            "-P-c",
            "-P-b",
            "-P-o",
            "-P-u",
            "-ww",
            "page.1",
            files: ["page.1": page]
        )
        .run("/usr/bin/groff", in: nil)
        #expect(outcome.error == "")
        #expect(outcome.status == 0)
        #expect(outcome.output.string.contains("EXIT STATUS"))
    }

    @Test("Only one thing can be asked for")
    func wrong() async throws {
        let outcome = try await Command("help", "--man", "json").run()
        #expect(outcome.status == 64)
        #expect(outcome.output == "")
    }
}
