import Testing

@Suite("vimeo.sandbox")
struct SandboxFunctionTests {
    @Test(
        "It starts a sandbox of its own and gives a client for it",
        arguments: [
            ("return box.get('/me/videos').body.total", "3"),
            ("return box.get('/me').body.account", "basic"),
            (
                "box.patch('/videos/1001', {name = 'X'}):check() return vimeo.get('/videos/1001').body.name == 'X'",
                "false"
            ),
            ("return box.state().things['/videos/1001'].name", "The lighthouse keeper's radio"),
            (
                "local before = box.state() box.delete('/videos/1002'):check() "
                    + "return #before.lists['/users/1/videos'] - #box.state().lists['/users/1/videos']",
                "1"
            ),
            (
                "return vimeo.client{api_root = box.api_root, token = box.second_token}.get('/me').body.uri",
                "/users/2"
            ),
            (
                "local app = vimeo.client{api_root = box.api_root, key = box.key, secret = box.secret} "
                    + "return #app.load_client_credentials()",
                "40"
            ),
            ("box.close() box.close() return (pcall(box.get, '/me', nil, {retries = 0}))", "false"),
        ]
    )
    func client(code: String, expected: String) async throws {
        #expect(try await run("local box <close> = vimeo.sandbox{videos = 3, plan = 'basic'} \(code)") == expected)
    }

    @Test("A to-be-closed variable ends it, after an error too; two of them do not know each other")
    func closed() async throws {
        let result = try await run(
            """
            local root
            pcall(function()
              local box <close> = vimeo.sandbox{videos = 1}
              local other <close> = vimeo.sandbox()
              root = box.api_root
              assert(other.get('/me/videos').body.total == 40)
              assert(box.api_root ~= other.api_root and box.token ~= other.token)
              error('over')
            end)
            local ok, e = pcall(vimeo.get, root .. '/me', nil, {retries = 0})
            return tostring(ok) .. ' ' .. e.kind
            """
        )
        #expect(result == "false network")
    }

    @Test("Faults, a rate limit and a delay can be asked for")
    func faults() async throws {
        let result = try await run(
            """
            local box <close> = vimeo.sandbox{videos = 1, faults = {'api.get:503@#1', 'seed=2'}, rate_limit = 2, latency = 0.001}
            local codes = {}
            for _ = 1, 3 do codes[#codes + 1] = box.get('/me', nil, {retries = 0}).status_code end
            return table.concat(codes, ' ')
            """
        )
        #expect(result == "503 200 200" || result == "503 200 429")
    }

    @Test(
        "Wrong options are errors that say what is right",
        arguments: [
            ("faults = 'api:teapot'", "usage"), ("plan = 'gold'", "usage"), ("videos = 1e9", "usage"),
            ("videos = -1", "usage"), ("latency = -1", "usage"), ("data = '/dev/null/x'", "file"),
            ("vidoes = 1", "usage"),
        ]
    )
    func wrong(options: String, kind: String) async throws {
        let result = try await run("local ok, e = pcall(vimeo.sandbox, {\(options)}) return ok and 'ok' or e.kind or e")
        #expect(result == kind)
    }

    @Test("A folder keeps what was changed")
    func kept() async throws {
        let folder = try TemporaryFolder()
        let result = try await run(
            """
            for name, value in pairs{name = 'X'} do
              local box <close> = vimeo.sandbox{videos = 1, data = folder}
              box.patch('/videos/1001', {[name] = value}):check()
            end
            local box <close> = vimeo.sandbox{data = folder}
            return box.get('/videos/1001').body.name .. box.get('/me/videos').body.total
            """,
            globals: ["folder": "\(folder.path)/kept"]
        )
        #expect(result == "X1")
    }
}
