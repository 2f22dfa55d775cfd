import Testing

@Suite("What failures say, and the exit status")
struct ExitStatusTests {
    /// A failing command with what must be seen of it.
    struct Case: Sendable, CustomTestStringConvertible {
        let title: String
        let command: Command
        let status: Int32
        /// Begins and is part of the first line of standard error.
        let message: String
        let hint: String?

        var testDescription: String { title }

        init(_ title: String, _ status: Int32, _ message: String, hint: String?, _ command: Command) {
            self.title = title
            self.command = command
            self.status = status
            self.message = message
            self.hint = hint
        }
    }

    private static let token = ["VIMEO_ACCESS_TOKEN": TestServer.token, "VIMEO_LUA_RETRIES": "0"]

    static let cases: [Case] = [
        Case("no token", 4, "GET /me: not signed in", hint: "VIMEO_ACCESS_TOKEN", Command("-e", "vimeo.get('/me')")),
        Case(
            "no app for a grant",
            4,
            "this needs the client id and secret of an app",
            hint: "VIMEO_CLIENT_ID",
            Command("-e", "vimeo.load_client_credentials()")
        ),
        Case(
            "refused",
            5,
            "GET http://127.0.0.1:1/me: the connection to 127.0.0.1:1 was refused",
            hint: "check host and port",
            Command("--api-root", "http://127.0.0.1:1", "-e", "vimeo.get('/me')", environment: token)
        ),
        Case(
            "no such host",
            5,
            "the host name vimeo-lua.invalid cannot be resolved",
            hint: "check the name",
            Command("--api-root", "https://vimeo-lua.invalid", "-e", "vimeo.get('/me')", environment: token)
        ),
        Case(
            "404 that is checked",
            6,
            ": 404 ",
            hint: "check the URI",
            Command("--sandbox", "-e", "vimeo.get('/videos/99999999'):check()")
        ),
        Case(
            "a wrong token",
            4,
            ": 401 ",
            hint: "set VIMEO_ACCESS_TOKEN",
            Command(
                "--sandbox",
                "-e",
                "vimeo.client{token = 'nonsense', api_root = vimeo.get('/me').url:match('^(.*)/me')}.get('/me'):check()"
            )
        ),
        Case(
            "an empty path",
            1,
            "the path is empty",
            hint: "a path looks like /videos/1",
            Command("-e", "vimeo.get('')", environment: token)
        ),
        Case(
            "an error table raised again",
            5,
            "was refused",
            hint: "check host and port",
            Command(
                "--api-root",
                "http://127.0.0.1:1",
                "-e",
                "local ok, e = pcall(vimeo.get, '/me') error(e)",
                environment: token
            )
        ),
        Case(
            "out of a coroutine",
            4,
            "not signed in",
            hint: "VIMEO_ACCESS_TOKEN",
            Command("-e", "coroutine.wrap(function() vimeo.get('/me') end)()")
        ),
        Case(
            "in -l",
            4,
            "not signed in",
            hint: "VIMEO_ACCESS_TOKEN",
            Command("-l", "m", files: ["m.lua": "vimeo.get('/me')"])
        ),
        Case(
            "in LUA_INIT",
            4,
            "not signed in",
            hint: "VIMEO_ACCESS_TOKEN",
            Command("-e", "", environment: ["LUA_INIT": "vimeo.get('/me')"])
        ),
        Case("from standard input", 4, "not signed in", hint: "VIMEO_ACCESS_TOKEN", Command(input: "vimeo.get('/me')")),
    ]

    @Test("Each failure has its status, a message and a hint", arguments: cases)
    func failure(_ test: Case) async throws {
        let outcome = try await test.command.run()
        #expect(outcome.status == test.status)
        #expect(outcome.output == "")
        #expect(outcome.errorLines.first?.hasPrefix("lua: ") == true)
        #expect(outcome.errorLines.first?.contains(test.message) == true, "\(outcome)")
        let hint = outcome.errorLines.first { $0.hasPrefix("hint: ") }
        #expect(hint.map { $0.contains(test.hint ?? "nothing") } == test.hint.map { _ in true }, "\(outcome)")
        #expect(!outcome.error.string.contains(TestServer.token))
    }

    @Test(
        "A status of the API ends the script only where it is checked, with the status of its kind",
        arguments: [
            ("400 Bad Request", Int32(6)), ("401 Unauthorized", 4), ("403 Forbidden", 6), ("404 Not Found", 6),
            ("409 Conflict", 6), ("429 Too Many Requests", 5), ("500 Internal Server Error", 5),
            ("503 Service Unavailable", 5),
        ]
    )
    func statuses(_ line: String, _ status: Int32) async throws {
        try await TestServer.with(.answer(line, type: "application/json", #"{"error":"said so"}"#)) { server in
            let checked = try await Command("-e", "vimeo.get('/me'):check()", environment: server.credentials).run()
            #expect(checked.status == status)
            #expect(checked.errorLines.first?.contains("\(line.prefix(3)) said so") == true, "\(checked)")
            let code: Text = "local r = vimeo.get('/me') print(r.status_code, r.ok, r.body.error, r.error.kind)"
            let unchecked = try await Command("-e", code, environment: server.credentials).run()
            #expect(unchecked.output.string.hasPrefix("\(line.prefix(3))\tfalse\tsaid so\t"))
            #expect(unchecked.status == 0)
        }
    }

    @Test("A failing server is asked again as often as --retries says, which is told on standard error")
    func retries() async throws {
        let later = TestServer.Reply.answer(
            "503 Service Unavailable",
            type: "text/plain",
            headers: ["Retry-After: 0"],
            "later"
        )
        try await TestServer.with(later) { server in
            let outcome = try await Command(
                "--retries",
                "2",
                "-e",
                "vimeo.get('/me'):check()",
                environment: server.credentials
            ).run()
            #expect(server.heads.count == 3)
            #expect(outcome.errorLines.filter { $0.contains("retrying in") }.count == 2, "\(outcome)")
            #expect(outcome.output == "")
            #expect(outcome.status == 5)
        }
    }

    @Test("The script's own end wins: os.exit, and errors it caught")
    func ownEnd() async throws {
        let exits = try await Command("-e", "pcall(vimeo.get, '/me') os.exit(42)").run()
        #expect(exits.status == 42)
        let caught = try await Command("-e", "print(select(2, pcall(vimeo.get, '/me')).kind)").run()
        #expect(caught.output == "auth\n")
        #expect(caught.status == 0)
    }

    @Test("At the prompt errors show their hint, and the session ends with 0")
    func prompt() async throws {
        let outcome = try await Command("-i", input: "vimeo.get('/me')\n").run()
        #expect(outcome.error.string.contains("not signed in"))
        #expect(outcome.error.string.contains("VIMEO_ACCESS_TOKEN"))
        #expect(outcome.status == 0)
    }
}
