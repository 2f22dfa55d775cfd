import Testing

@Suite("--print in a pipe")
struct PrintTests {
    @Test(
        "Values are JSON, one a line",
        arguments: [
            ("1", "1\n"),
            ("nil", "null\n"),
            ("1, 'a', nil, true", "1\n\"a\"\nnull\ntrue\n"),
            ("2.5, 1.0, 1e300, math.mininteger", "2.5\n1.0\n1e+300\n-9223372036854775808\n"),
            ("{1, 2, {a = {}}}", "[1,2,{\"a\":{}}]\n"),
            ("vimeo.json.array{}, {}", "[]\n{}\n"),
            ("'ü\\n\\0\"'", "\"ü\\n\\u0000\\\"\"\n"),
            ("vimeo.json.null", "null\n"),
            ("(function() end)()", ""),
            ("vimeo.json.decode('[1, null, {\"b\": 1}]')", "[1,null,{\"b\":1}]\n"),
        ]
    )
    func values(_ expression: String, _ output: String) async throws {
        let outcome = try await Command("--print", Text(expression)).run()
        // Floats may be written in more than one way that reads back the same.
        #expect(outcome.output.string.replacing("1e300", with: "1e+300") == output)
        #expect(outcome.status == 0)
        #expect(try await Command("--print=\(expression)").run() == outcome)
    }

    @Test(
        "What has no JSON form, and errors, end with 1",
        arguments: [
            ("print", "a function has no form in JSON"),
            ("{1, nil, 3}", "sparse"),
            ("0/0", "NaN"),
            ("'\\255'", "UTF-8"),
            ("1 +", "unexpected symbol near <eof>"),
            ("error('e')", "(command line):1: e"),
        ]
    )
    func failures(_ expression: String, _ message: String) async throws {
        let outcome = try await Command("--print", Text(expression)).run()
        #expect(outcome.errorLines.first?.hasPrefix("lua: ") == true)
        #expect(outcome.errorLines.first?.contains(message) == true, "\(outcome)")
        #expect(outcome.output == "")
        #expect(outcome.status == 1)
    }

    @Test("Of a response it is the body, or its error with the exit status")
    func responses() async throws {
        let body = try await Command("--sandbox", "--print", "vimeo.get('/me', {fields = {'name'}})").run()
        #expect(body.output == "{\"name\":\"Ada Winter\"}\n")
        let missing = try await Command("--sandbox", "--print", "vimeo.get('/videos/99999999')").run()
        #expect(missing.output == "")
        #expect(missing.errorLines.first?.contains(": 404 ") == true)
        #expect(missing.errorLines.contains { $0.hasPrefix("hint: ") })
        #expect(missing.status == 6)
        try await TestServer.with(.answer("503 Service Unavailable", type: "text/plain", "later")) { server in
            let outcome = try await Command("--print", "vimeo.get('/me')", environment: server.credentials).run()
            #expect(outcome.errorLines.first?.hasSuffix("503 later") == true, "\(outcome)")
            #expect(outcome.status == 5)
        }
        try await TestServer.with(.answer("200 OK", type: "text/plain", "plain")) { server in
            let outcome = try await Command("--print", "vimeo.get('/me')", environment: server.credentials).run()
            #expect(outcome.output == "\"plain\"\n")
        }
    }

    @Test("It runs in its place among -e and -l, several times, and keeps standard input unread")
    func order() async throws {
        let outcome = try await Command(
            "-e",
            "x = 1",
            "--print",
            "x",
            "-e",
            "x = 2",
            "--print=x",
            input: "print('not run')"
        ).run()
        #expect(outcome.output == "1\n2\n")
        let script = try await Command("--print", "#arg", "s.lua", "a", files: ["s.lua": "print(...)"]).run()
        #expect(script.output == "1\na\n")
    }

    @Test("In a pipe JSON has colours only if they are asked for, and is the same without them")
    func color() async throws {
        let value = "{a = {1, -2.5, true, vimeo.json.null, 'b\\\"c\\\\'}}"
        let plain = try await Command("--print", Text(value)).run().output.string
        #expect(plain == "{\"a\":[1,-2.5,true,null,\"b\\\"c\\\\\"]}\n")
        let colored = try await Command("--color=always", "--print", Text(value)).run().output.string
        #expect(colored.hasPrefix("{\"a\":[\u{1B}[36m1\u{1B}[39m,\u{1B}[36m-2.5\u{1B}[39m,\u{1B}[35mtrue\u{1B}[39m,"))
        #expect(colored.contains("\u{1B}[32m\"b\\\"c\\\\\"\u{1B}[39m]"))
        #expect(colored.replacing(/\u{1B}\[\d+m/, with: "") == plain)
        for arguments in [["--color=never"], ["--color=auto"]] {
            var command = Command("--print", Text(value))
            command.arguments = arguments.map { Text($0) } + command.arguments
            #expect(try await command.run().output.string == plain)
        }
    }

    @Test("Objects are JSON too: errors, headers, lists of responses")
    func objects() async throws {
        for expression in [
            "vimeo.get('/nowhere').error", "vimeo.get('/me').headers", "{vimeo.get('/me')}",
            "select(2, pcall(vimeo.upload, 'missing.mp4'))", "vimeo.rate()", "vimeo.fs.stat('.')",
        ] {
            let outcome = try await Command("--sandbox", "--print", Text(expression)).run()
            #expect(outcome.status == 0, "\(expression): \(outcome)")
            #expect(["{", "["].contains(outcome.output.string.prefix(1)), "\(expression)")
            #expect(outcome.output.string.last == "\n")
        }
    }
}
