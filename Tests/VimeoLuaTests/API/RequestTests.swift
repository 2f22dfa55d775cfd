import Testing

struct RequestTests {
    @Test(
        "Every verb gives a response with status, headers, body and rate limit",
        arguments: [
            ("return vimeo.get('/me').status_code", "200"),
            ("return vimeo.get('me').ok", "true"),
            ("return vimeo.get('/me').body.uri", "/users/1"),
            ("return vimeo.get('/me', {fields = {'uri', 'name'}}).body.link", "nil"),
            ("return #vimeo.get('/me/videos', {per_page = 3}).body.data", "3"),
            ("return #vimeo.get('/me/videos', nil, {query = {per_page = 2}}).body.data", "2"),
            ("return #vimeo.get{path = '/me/videos', query = {per_page = 2}}.body.data", "2"),
            ("return vimeo.get('/me').headers['CONTENT-TYPE']:match('json')", "json"),
            ("return vimeo.get('/me').headers['x-no-such']", "nil"),
            ("return math.type(vimeo.get('/me').rate_limit.remaining)", "integer"),
            ("return math.type(vimeo.get('/me').rate_limit.reset)", "integer"),
            ("return vimeo.head('/me').body", ""),
            ("return vimeo.patch('/videos/1001', {name = 'New'}):check().body.name", "New"),
            (
                "return vimeo.patch('/videos/1001', '{\"name\":\"Raw\"}', {content_type = 'application/json'}).body.name",
                "Raw"
            ),
            ("return vimeo.delete('/videos/1001').status_code", "204"),
            ("vimeo.delete('/videos/1001') return vimeo.get('/videos/1001').status_code", "404"),
            ("return vimeo.get('/videos/1').ok", "false"),
            ("return vimeo.get('/videos/1').error.kind", "api"),
            ("return vimeo.request{method = 'get', path = '/me'}.body.uri", "/users/1"),
            ("return vimeo.request('GET', '/me').body.uri", "/users/1"),
            ("return vimeo.get('/me'):json().uri", "/users/1"),
            ("return vimeo.get('/me'):check().body.uri", "/users/1"),
            ("return vimeo.get('/videos/1001', {fields='no_such_field'}, {null = 'keep'}).body.no_such_field", "nil"),
            ("return vimeo.get('/me').method", "GET"),
            (
                """
                local same = {headers = {['If-Modified-Since'] = 'Fri, 01 Jan 2100 00:00:00 GMT'}}
                local r = vimeo.get('/me/videos', nil, same)
                return r.status_code .. ' ' .. tostring(r.ok) .. ' ' .. tostring(pcall(r.check, r))
                """,
                "304 false false"
            ),
            ("return vimeo.uri(1001)", "/videos/1001"),
            ("return vimeo.uri('https://vimeo.com/1001/abc1')", "/videos/1001:abc1"),
            ("return vimeo.uri('/me/videos/1001') .. vimeo.uri('users/1')", "/videos/1001/users/1"),
            ("return vimeo.uri(vimeo.get('/videos/1001').body)", "/videos/1001"),
            ("return select(2, pcall(vimeo.uri, {})).kind", "usage"),
            ("return tostring(vimeo.get('/me', {fields = 'uri'}))", "200 GET /me"),
            ("return tostring(vimeo.get('/videos/1'))", "404 GET /videos/1"),
            (
                "local r = vimeo.get('/videos/1') local _, e = pcall(r.check, r) return rawequal(e, r.error) and e.traceback:match(\"'pcall'\")",
                "'pcall'"
            ),
        ]
    )
    func verbs(code: String, expected: String) async throws {
        #expect(try await run(code) == expected)
    }

    @Test("check raises the API's error with all its fields")
    func check() async throws {
        let result = try await run(
            """
            local ok, e = pcall(function() vimeo.patch('/videos/1001', {name = ('x'):rep(200)}):check() end)
            return table.concat({tostring(ok), e.kind, tostring(e.status_code), tostring(e.error_code), e.method,
              e.invalid_parameters[1].field, tostring(e.message == tostring(e))}, ' ')
            """
        )
        #expect(result == "false api 400 2204 PATCH name true")
    }

    @Test("json on an answer without JSON says so")
    func noJSON() async throws {
        let result = try await run(
            "return select(2, pcall(function() vimeo.delete('/videos/1001'):json() end)).message"
        )
        #expect(result.hasPrefix("DELETE http://127.0.0.1:"))
        #expect(result.contains("/videos/1001: the answer is not JSON"))
    }

    @Test(
        "Wrong arguments raise Lua's own message",
        arguments: [
            ("vimeo.get()", "bad argument #1 to 'get' (string expected, got no value)"),
            ("vimeo.get(nil)", "bad argument #1 to 'get' (string expected, got nil)"),
            ("vimeo.get(42)", "bad argument #1 to 'get' (string expected, got number)"),
            ("vimeo.get('/me', 'x')", "bad argument #2 to 'get' (table expected, got string)"),
            ("vimeo.post('/me', 42)", "bad argument #2 to 'post' (string or table expected, got number)"),
            ("vimeo.get{query = {}}", "bad argument #1 to 'get' (path: string expected, got nil)"),
            ("vimeo.sleep('1')", "bad argument #1 to 'sleep' (number expected, got string)"),
            ("vimeo.replace('/videos/1')", "bad argument #2 to 'replace' (string or table expected, got no value)"),
            ("vimeo.get(io.stdout)", "bad argument #1 to 'get' (string expected, got FILE*)"),
        ]
    )
    func wrongArguments(code: String, message: String) async throws {
        let result = try await runOffline("return (select(2, pcall(function() \(code) end)))")
        #expect(result == "script:1: \(message)")
    }

    @Test(
        "Unusable requests are usage errors that say what to do, before anything is sent",
        arguments: [
            ("vimeo.get('/videos/..')", "usage"),
            ("vimeo.get('/me\\n')", "usage"),
            ("vimeo.get('/me\\0')", "usage"),
            ("vimeo.get('/\\xff')", "usage"),
            ("vimeo.get('https://user:pass@example.com/')", "usage"),
            ("vimeo.get('/me?access_token=abc')", "usage"),
            ("vimeo.get('/me', {[1] = 2})", "usage"),
            ("vimeo.get('/me', {a = print})", "usage"),
            ("vimeo.get('/me', {}, {retry = 1})", "usage: unknown key retry in options of vimeo.get"),
            ("vimeo.get('/me', {}, {timeout = -1})", "usage"),
            (
                "vimeo.get('/me', {}, {timeout = 'x'})",
                "usage: timeout in options of vimeo.get: number expected, got string"
            ),
            ("vimeo.get('/me', {}, {null = 'drop'})", "usage"),
            ("vimeo.get{pat = '/me'}", "usage: unknown argument pat in vimeo.get"),
            ("vimeo.request('FETCH', '/me')", "usage: unknown HTTP method FETCH"),
            ("local t = {}; t.t = t; vimeo.post('/me', t)", "usage: JSON: "),
            ("vimeo.post('/me', {1, a = 2})", "usage: JSON: "),
        ]
    )
    func unusable(code: String, start: String) async throws {
        let result = try await failure(code)
        #expect(result.hasPrefix(start), "\(result)")
    }

    @Test("A misspelt function names the nearest one")
    func misspelt() async throws {
        #expect(try await failure("vimeo.uplaod()") == "usage: no function vimeo.uplaod; did you mean vimeo.upload?")
        #expect(
            try await failure("vimeo.json.encod()")
                == "usage: no function vimeo.json.encod; did you mean vimeo.json.encode?"
        )
        #expect(try await failure("vimeo.xyzzy()") == "usage: no function vimeo.xyzzy")
    }

    @Test("Failing calls, with wrong arguments or errors of ours, leave memory where it was")
    func failuresDoNotLeak() async throws {
        let result = try await runOffline(
            """
            local function storm()
              for i = 1, 20000 do pcall(vimeo.get, 42) pcall(vimeo.json.decode, 'x') end
              collectgarbage() collectgarbage()
              return collectgarbage('count')
            end
            local first = storm()
            return storm() - first < 16
            """
        )
        #expect(result == "true")
    }

    @Test("A refused connection is a network error")
    func refused() async throws {
        let result = try await runOffline("local _, e = pcall(vimeo.get, '/me') return e.kind .. ' ' .. e.code")
        #expect(result == "network refused")
    }

    @Test("require gives the same tables as the global")
    func modules() async throws {
        let result = try await run(
            "return tostring(require 'vimeo' == vimeo) .. tostring(require 'vimeo.json' == vimeo.json) .. vimeo._VERSION"
        )
        #expect(result == "truetruevimeo-lua 0.1.0")
    }

    @Test(
        "A table that has no form in a query is an error that names it",
        arguments: [
            ("{filter = {a = 1}}", "query.filter is a table with the key a"),
            ("{fields = {'uri', {'name'}}}", "query.fields[2] is a table"),
            ("{fields = {'uri', [5] = 'name'}}", "query.fields is a table with the key [5]"),
        ]
    )
    func nestedQuery(query: String, message: String) async throws {
        #expect(try await failure("vimeo.get('/me/videos', \(query))").hasPrefix("usage: \(message)"))
    }

    @Test("uri gives the URI of what a number, a text or an object names")
    func uri() async throws {
        let result = try await runOffline(
            """
            return table.concat({
              vimeo.uri(12), vimeo.uri '/me/videos/12', vimeo.uri 'player.vimeo.com/video/12?h=ab', vimeo.uri {uri = '/videos/3'},
              vimeo.uri '/users/1/albums/2',
            }, ' ')
            """
        )
        #expect(result == "/videos/12 /videos/12 /videos/12:ab /videos/3 /users/1/albums/2")
        #expect(try await failure("vimeo.uri('nonsense here')").hasPrefix("usage: 'nonsense here' is not the URI"))
        #expect(try await failure("vimeo.uri(true)").hasPrefix("usage: a boolean does not name a resource"))
    }
}
