import Testing

@testable import vimeo_lua

@Suite("Long options and their twins in the environment")
struct LongOptionTests {
    @Test(
        "Wrong ones end with 64, a message and a hint, before anything runs",
        arguments: [
            (["--sandbx"], "unknown option --sandbx", "did you mean --sandbox?"),
            (["--timeotu=1"], "unknown option --timeotu", "did you mean --timeout?"),
            (["--prnt", "1"], "unknown option --prnt", "did you mean --print?"),
            (["--qqqqqqqqqq"], "unknown option --qqqqqqqqqq", "--help"),
            (["--Sandbox"], "unknown option --Sandbox", "did you mean --sandbox?"),
            (["--=x"], "unknown option --", "--help"),
            (["--print"], "--print needs a value", ""),
            (["--timeout"], "--timeout needs a value", ""),
            (["--sandbox="], "--sandbox cannot be ''", "folder"),
            (["--help=x"], "--help takes no value", ""),
            (["--timeout=x"], "--timeout cannot be 'x'", "seconds"),
            (["--timeout="], "--timeout cannot be ''", "seconds"),
            (["--timeout", "0"], "--timeout cannot be '0'", "seconds"),
            (["--timeout", "-1"], "--timeout cannot be '-1'", "seconds"),
            (["--timeout", "nan"], "--timeout cannot be 'nan'", "seconds"),
            (["--timeout", "inf"], "--timeout cannot be 'inf'", "seconds"),
            (["--timeout", "1e300"], "--timeout cannot be '1e300'", "seconds"),
            (["--max-memory", "0"], "--max-memory cannot be '0'", "256M"),
            (["--max-memory", "K"], "--max-memory cannot be 'K'", "256M"),
            (["--max-memory", "5X"], "--max-memory cannot be '5X'", "256M"),
            (["--max-memory", "99999999999G"], "--max-memory cannot be '99999999999G'", "256M"),
            (["--retries=-1"], "--retries cannot be '-1'", "whole number"),
            (["--retries=1.5"], "--retries cannot be '1.5'", "whole number"),
            (["--retries=9999999999999999999"], "--retries cannot be '9999999999999999999'", "whole number"),
            (["--color=blue"], "--color cannot be 'blue'", "auto, always, never"),
            (["--log-level=loud"], "--log-level cannot be 'loud'", "error, warning, info, debug, trace"),
            (["--log-level=critical"], "--log-level cannot be 'critical'", "error, warning, info, debug, trace"),
            (["--api-root=nonsense"], "the API root has no scheme", "https://host/path"),
            (["--ca-file=nope"], "the CA file cannot be read: nope", "PEM"),
            (["--api-root=ftp://x"], "the API root has the scheme 'ftp'", "https"),
        ]
    )
    func wrong(_ arguments: [String], _ message: String, _ hint: String) async throws {
        var command = Command()
        command.arguments = (arguments + ["-e", "print('ran')"]).map { Text($0) }
        if message.hasSuffix("needs a value") { command.arguments = arguments.map { Text($0) } }
        let outcome = try await command.run()
        #expect(outcome.errorLines.first == "lua: \(message)")
        #expect(outcome.errorLines.dropFirst().first?.hasPrefix("hint: ") == true)
        #expect(outcome.errorLines.dropFirst().first?.contains(hint) == true, "\(outcome)")
        #expect(outcome.output == "")
        #expect(outcome.status == 64)
    }

    @Test(
        "Wrong twins are named and end with 64 too",
        arguments: [
            ("VIMEO_LUA_TIMEOUT", "x"), ("VIMEO_LUA_TIMEOUT", "0"), ("VIMEO_LUA_MAX_MEMORY", "0"),
            ("VIMEO_LUA_RETRIES", "x"),
            ("VIMEO_LUA_COLOR", "blue"), ("VIMEO_LUA_LOG_LEVEL", "loud"), ("VIMEO_LUA_PROGRESS", "maybe"),
        ]
    )
    func wrongTwin(_ name: String, _ value: String) async throws {
        let outcome = try await Command("-e", "print('ran')", environment: [name: value]).run()
        #expect(outcome.errorLines.first?.hasPrefix("lua: \(name): ") == true, "\(outcome)")
        #expect(outcome.errorLines.first?.contains("cannot be '\(value)'") == true)
        #expect(outcome.output == "")
        #expect(outcome.status == 64)
    }

    @Test(
        "An API root in the environment that is no URL ends with 64",
        arguments: ["VIMEO_LUA_API_ROOT", "VIMEO_API_ROOT"]
    )
    func wrongRoot(_ name: String) async throws {
        let outcome = try await Command("-e", "print('ran')", environment: [name: "nonsense"]).run()
        #expect(outcome.error.string.contains("has no scheme"))
        #expect(outcome.output == "")
        #expect(outcome.status == 64)
    }

    @Test(
        "A missing file of certificates is an error that names it",
        arguments: [
            Command("--ca-file", "missing.pem", "-e", "vimeo.get('/me')"),
            Command("-e", "vimeo.get('/me')", environment: ["VIMEO_LUA_CA_FILE": "missing.pem"]),
            Command("--ca-file", "bad.pem", "-e", "vimeo.get('/me')", files: ["bad.pem": "no certificate"]),
        ]
    )
    func certificates(_ command: Command) async throws {
        var command = command
        command.environment["VIMEO_ACCESS_TOKEN"] = TestServer.token
        // Nothing listens there: without the error the request would be refused.
        command.environment["VIMEO_API_ROOT"] = "https://127.0.0.1:1"
        let outcome = try await command.run()
        #expect(outcome.error.string.contains(command.files.isEmpty ? "missing.pem" : "bad.pem"), "\(outcome)")
        #expect(outcome.error.string.contains("hint: "))
        #expect(outcome.status != 0)
    }

    @Test("Empty twins count as unset, and options win over twins")
    func twins() async throws {
        let empty = ["VIMEO_LUA_TIMEOUT": "", "VIMEO_LUA_RETRIES": "", "VIMEO_LUA_API_ROOT": "", "VIMEO_API_ROOT": ""]
        let unset = try await Command("-e", "print('ran')", environment: empty).run()
        #expect(unset.output == "ran\n")
        let wins = try await Command(
            "--timeout",
            "60",
            "-e",
            "print('ran')",
            environment: ["VIMEO_LUA_TIMEOUT": "0.001"]
        ).run()
        #expect(wins.output == "ran\n")
    }

    @Test("A twin does what its option does")
    func twinWorks() async throws {
        let outcome = try await Command(
            "-e",
            "print(vimeo.get('/me').status_code)",
            environment: ["VIMEO_LUA_SANDBOX": "1"]
        ).run()
        #expect(outcome.output == "200\n")
    }

    @Test("Long options may stand between short ones; after the script they are its own")
    func order() async throws {
        let script: [String: Text] = ["s.lua": "print(#arg, ...)"]
        let before = try await Command("-W", "--retries", "2", "-e", "x = 1", "--color=never", "s.lua", files: script)
            .run()
        #expect(before.output == "0\n")
        let after = try await Command("s.lua", "--retries", "x", "--nonsense", files: script).run()
        #expect(after.output == "3\t--retries\tx\t--nonsense\n")
        let dashes = try await Command("--", "--retries", files: ["--retries": "print('a file')"]).run()
        #expect(dashes.output == "a file\n")
    }

    @Test(
        "What a command would ignore is refused before it does anything",
        arguments: [
            (["-e", "print(1)", "help"], "-e, -i, -l, -v, -W and --print do nothing before the command help"),
            (["--print", "1", "whoami"], "do nothing before the command whoami"),
            (["--sandbox", "logout"], "logout is for an account at Vimeo"),
            (["--sandbox", "uploads"], "uploads is for an account at Vimeo"),
            (["--read-only", "logout"], "logout changes who is signed in"),
        ] as [([Text], String)]
    )
    func conflicts(arguments: [Text], message: String) async throws {
        var command = Command()
        command.arguments = arguments
        let outcome = try await command.run()
        #expect(outcome.status == 64 && outcome.output.string.isEmpty, "\(outcome)")
        #expect(outcome.error.string.contains(message), "\(outcome)")
    }

    @Test("--help shows every option and --version both versions, on standard output")
    func help() async throws {
        let help = try await Command("--help").run()
        let options = [
            "--print", "--sandbox", "--api-root", "--ca-file", "--timeout", "--max-memory", "--retries", "--color",
            "--log-level",
            "--help", "--version", "VIMEO_ACCESS_TOKEN", "VIMEO_LUA_", "vimeo-lua sandbox",
        ]
        for option in options { #expect(help.output.string.contains(option)) }
        #expect(help.error == "")
        #expect(help.status == 0)
        let lines = help.output.string.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.filter { $0.count > 80 } == [])
        #expect(lines.count <= 49)
        for row in LongOptions.rows where !row.name.hasPrefix("allow-") {
            #expect(help.output.string.contains("  --\(row.name)"), "\(row.name)")
        }
        let powers = lines.first { $0.contains("--allow-KIND LIST") } ?? ""
        for row in LongOptions.rows where row.name.hasPrefix("allow-") {
            #expect(powers.contains(" \(row.name.dropFirst(6))"), "\(row.name)")
        }
        for command in Subcommand.all { #expect(help.output.string.contains("\n  \(command.name) ")) }
        #expect(help.output.string.contains("--fault"))
        let version = try await Command("--version").run()
        #expect(version.output.string.hasPrefix("vimeo-lua "))
        #expect(version.output.string.contains("\nLua 5.4"))
        #expect(version.output.string.hasSuffix("\nVimeo API 3.4\n"))
        #expect(version.status == 0)
        // As with other programs, whatever else is there is not run.
        let both = try await Command("-e", "print('ran')", "--version").run()
        #expect(both.output == version.output)
    }
}
