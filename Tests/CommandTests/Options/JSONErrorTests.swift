import Testing

@Suite("--progress json")
struct JSONErrorTests {
    @Test(
        "Whatever fails is one JSON object on standard error",
        arguments: [
            (["--api-root", "ftp://x", "-e", "print(1)"], "usage", Int32(64)),
            (["--ca-file", "missing.pem", "-e", "print(1)"], "file", 64),
            (["--bogus"], "usage", 64),
            (["-x"], "usage", 1),
            (["-e", "error('no')"], "script", 1),
            (["-e", "vimeo.get('/me')"], "auth", 4),
            (["missing.lua"], "script", 1),
            (["uploads", "forget", "nothing"], "usage", 64),
            (["uploads", "bogus"], "usage", 64),
            (["sandbox", "--port", "99999"], "usage", 64),
        ]
    )
    func errors(arguments: [String], kind: String, status: Int32) async throws {
        var command = Command()
        command.arguments = (["--progress", "json"] + arguments).map { Text($0) }
        let outcome = try await command.run()
        #expect(outcome.errorLines.count == 2 && outcome.errorLines.last == "", "\(outcome)")
        #expect(
            outcome.errorLines[0].hasPrefix(#"{"type":"error","file":null,"kind":"\#(kind)","message":""#),
            "\(outcome)"
        )
        #expect(outcome.status == status)
    }

    @Test("Log lines, the message of --timeout and notices are objects too")
    func otherLines() async throws {
        let outcome = try await Command(
            "--progress",
            "json",
            "--log-level",
            "debug",
            "--sandbox",
            "--timeout",
            "0.5",
            "-e",
            "vimeo.get('/me') vimeo.sleep(100)"
        ).run()
        let lines = outcome.errorLines.dropLast()
        #expect(lines.allSatisfy { $0.hasPrefix(#"{"type":""#) && $0.hasSuffix("}") }, "\(outcome)")
        #expect(lines.contains { $0.hasPrefix(#"{"type":"log","message":"debug: GET "#) })
        #expect(lines.contains { $0.contains("--timeout 0.5 seconds") })
        #expect(outcome.status == 1)
    }
}
