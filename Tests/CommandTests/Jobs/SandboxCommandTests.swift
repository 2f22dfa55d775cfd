import Testing

@Suite("vimeo-lua sandbox")
struct SandboxCommandTests {
    @Test("It prints the variables another program needs, and serves that program")
    func serves() async throws {
        let outcome = try await Command("sandbox", "--port", "0").converse { session in
            try await session.waitForSandbox()
            let variables = session.variables
            let names = [
                "VIMEO_ACCESS_TOKEN", "VIMEO_API_ROOT", "VIMEO_CLIENT_ID", "VIMEO_CLIENT_SECRET",
                "VIMEO_SECOND_ACCESS_TOKEN",
            ]
            #expect(variables.keys.sorted() == names)
            let script: Text = """
                print(vimeo.get("/me"):check().body.name)
                print(#vimeo.load_client_credentials() > 0)
                """
            let client = try await Command("s.lua", environment: variables, files: ["s.lua": script]).run()
            #expect(client.output == "Ada Winter\ntrue\n", "\(client)")
            #expect(client.status == 0)
            try session.terminate()
        }
        #expect(outcome.output.string.split(separator: "\n").count == 5)
    }

    @Test("--env prints commands for a shell, --log a line per request, and misspelt names are reported")
    func log() async throws {
        let outcome = try await Command("sandbox", "--env", "--log", "--videos", "3").converse { session in
            try await session.waitForSandbox()
            let lines = session.text.split(separator: "\n")
            #expect(lines.allSatisfy { $0.hasPrefix("export VIMEO_") && $0.hasSuffix("'") })
            let environment = session.variables.reduce(into: [String: String]()) { variables, variable in
                variables[String(variable.key.dropFirst(7))] = String(variable.value.dropFirst().dropLast())
            }
            let script: Text = "print(vimeo.get('/me/videos', {feilds = 'uri'}).body.total)"
            #expect(try await Command("-e", script, environment: environment).run().output.string == "3\n")
            try session.terminate()
        }
        #expect(outcome.error.string.contains("GET /me/videos?feilds=uri 200\n"))
        #expect(outcome.error.string.contains("has no query parameter feilds; did you mean fields?\n"))
    }

    @Test("--rate-limit refuses what is too much, with 429")
    func rateLimit() async throws {
        _ = try await Command("sandbox", "--rate-limit", "2").converse { session in
            try await session.waitForSandbox()
            let environment = session.variables.merging(["VIMEO_LUA_RETRIES": "0"]) { _, own in own }
            // A process each: one that knows of the limit would wait for the next minute.
            for status in ["200\n", "200\n", "429\n"] {
                let client = Command("-e", "print(vimeo.get('/me').status_code)", environment: environment)
                #expect(try await client.run().output.string == status)
            }
            try session.terminate()
        }
    }

    @Test("--fault makes things go wrong, and says so on standard error")
    func fault() async throws {
        let outcome = try await Command("sandbox", "--fault", "api:502@#1", "--fault", "api:404@#2,seed=3").converse {
            session in
            try await session.waitForSandbox()
            let environment = session.variables.merging(["VIMEO_LUA_RETRIES": "0"]) { _, own in own }
            let script: Text = "for i = 1, 3 do print(vimeo.get('/me').status_code) end"
            let client = try await Command("s.lua", environment: environment, files: ["s.lua": script]).run()
            #expect(client.output == "502\n404\n200\n", "\(client)")
            try session.terminate()
        }
        let lines = outcome.errorLines.filter { $0.hasPrefix("fault:") }
        #expect(lines == ["fault: api GET: 502", "fault: api GET: 404"], "\(outcome)")
    }

    @Test(
        "Wrong options end with 64 and say what is known",
        arguments: [
            (["--port", "99999"], "--port must be from 0 to 65535"),
            (["--port", "x"], "--port"),
            (["--port", "-1"], "--port must be from 0 to 65535"),
            (["--redirect", "nowhere"], "--redirect must be a URI"),
            (["--prt", "1"], "--port"),
            (["--latency", "-1"], "--latency"),
            (["--rate-limit", "0"], "--rate-limit must be above 0"),
            (["extra"], "extra"),
            (["--fault", "uplaod:drop"], "--fault: there is no server \"uplaod\"; did you mean upload?"),
            (["--fault", "upload:slwo=5"], "--fault: there is no fault \"slwo\"; did you mean slow?"),
            (
                ["--fault", "api:502", "--fault", "api:boom"],
                "there is no fault \"boom\"; expected one of: drop, silent"
            ),
            (["--fault", "api:502@3"], "--fault: \"3\" is not a chance; a chance is a percentage"),
            (["--fault", ""], "--fault: a fault is missing; a fault is WHERE:WHAT[@CHANCE]"),
        ]
    )
    func wrong(_ arguments: [String], _ message: String) async throws {
        var command = Command("sandbox")
        command.arguments += arguments.map { Text($0) }
        let outcome = try await command.run()
        #expect(outcome.error.string.contains(message), "\(outcome)")
        #expect(outcome.output == "")
        #expect(outcome.status == 64)
    }

    @Test("A port that is taken is an error with a hint")
    func portTaken() async throws {
        try await TestServer.with(.silence) { server in
            let outcome = try await Command("sandbox", "--port", "\(server.port)").run()
            #expect(outcome.error.string.contains("\(server.port)"), "\(outcome)")
            #expect(outcome.error.string.contains("port 0 takes a free one"), "\(outcome)")
            #expect(outcome.output == "")
            #expect(outcome.status == 1)
        }
    }

    @Test("--help shows its options")
    func help() async throws {
        let outcome = try await Command("sandbox", "--help").run()
        for option in ["--port", "--latency", "--rate-limit", "--fault", "seed=N"] {
            #expect(outcome.output.string.contains(option))
        }
        #expect(outcome.status == 0)
    }

    @Test("A script of that name is run as ./sandbox, or after --")
    func script() async throws {
        let files: [String: Text] = ["sandbox": "print('a script', ...)"]
        #expect(try await Command("./sandbox", "a", files: files).run().output == "a script\ta\n")
        #expect(try await Command("--", "sandbox", "a", files: files).run().output == "a script\ta\n")
    }
}
