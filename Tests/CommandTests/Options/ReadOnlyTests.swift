import Testing

@Suite("--read-only")
struct ReadOnlyTests {
    @Test(
        "A request that changes something is refused, and shown without secrets",
        arguments: [
            (
                "vimeo.patch('/videos/1001', {name = 'x', password = 'hidden'})", "PATCH http://127.0.0.1:",
                "\"password\":\"***\""
            ),
            ("vimeo.delete('/videos/1001')", "DELETE http://127.0.0.1:", "/videos/1001"),
            ("vimeo.request{method = 'put', path = '/videos/1001/tags/x'}", "PUT http://127.0.0.1:", "/tags/x"),
            ("vimeo.upload(arg[0])", "POST http://127.0.0.1:", "/me/videos"),
            ("vimeo.client{timeout = 3}.post('/me/projects', {name = 'x'})", "POST http://127.0.0.1:", "/me/projects"),
            (
                "vimeo.get('/me', nil, {headers = {['X-HTTP-Method-Override'] = 'DELETE'}})", "GET http://127.0.0.1:",
                "/me"
            ),
            (
                "vimeo.get('/me', nil, {headers = {['x_http_method_override'] = 'DELETE'}})", "GET http://127.0.0.1:",
                "/me"
            ),
            ("vimeo.get('/me?_method=DELETE')", "GET http://127.0.0.1:", "/me?_method=DELETE"),
            ("vimeo.get('/me', {_method = 'DELETE'})", "GET http://127.0.0.1:", "/me?_method=DELETE"),
            ("vimeo.spawn(vimeo.delete, '/videos/1001'):await()", "DELETE http://127.0.0.1:", "/videos/1001"),
        ]
    )
    func refused(code: String, request: String, detail: String) async throws {
        let script: Text = "local ok, e = pcall(function() \(code) end) print(ok, e.kind) print(e) print(e.hint)"
        let outcome = try await Command("--sandbox", "--read-only", "s.lua", files: ["s.lua": script]).run()
        let lines = outcome.output.string.split(separator: "\n").map(String.init)
        #expect(lines.first == "false\tpermission", "\(outcome)")
        #expect(outcome.output.string.contains("not allowed: \(request)"))
        #expect(outcome.output.string.contains(detail))
        #expect(outcome.output.string.contains("--read-only"))
        #expect(!outcome.output.string.contains("hidden"))
    }

    @Test("What reads is sent, and the environment can set it")
    func allowed() async throws {
        let read = Command(
            "--sandbox",
            "--read-only",
            "-e",
            "print(vimeo.get('/me').status_code, vimeo.verify_token() ~= nil)"
        )
        #expect(try await read.run().output.string == "200\ttrue\n")
        let set = Command("--sandbox", "-e", "vimeo.delete('/videos/1001')", environment: ["VIMEO_LUA_READ_ONLY": "1"])
        #expect(try await set.run().error.string.contains("not allowed: DELETE"))
    }
}
