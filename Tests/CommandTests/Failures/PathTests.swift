import Testing

@Suite("Odd arguments of vimeo.get and vimeo.post")
struct PathTests {
    @Test(
        "Paths that make no sense are refused in plain words, before any request",
        arguments: [
            ("vimeo.get()", "bad argument #1 to 'get' (string expected, got no value)"),
            ("vimeo.get(nil)", "bad argument #1 to 'get' (string expected, got nil)"),
            ("vimeo.get({})", "bad argument #1 to 'get' (path: string expected, got nil)"),
            ("vimeo.get(42)", "bad argument #1 to 'get' (string expected, got number)"),
            ("vimeo.get(true)", "bad argument #1 to 'get' (string expected, got boolean)"),
            ("vimeo.get('')", "the path is empty"),
            ("vimeo.get('/a/../b')", "the path has a '..' segment"),
            ("vimeo.get('/a/%2e%2E/b')", "the path has a '..' segment"),
            ("vimeo.get('/./b')", "the path has a '.' segment"),
            ("vimeo.get('/a\\nb')", "the path contains a line break"),
            ("vimeo.get('/a\\r\\nX: y')", "the path contains a line break"),
            ("vimeo.get('/a\\0b')", "the path contains a NUL byte"),
            ("vimeo.get('/a%00b')", "the path contains an encoded control character"),
            ("vimeo.get('/a\\27b')", "the path contains a control character"),
            ("vimeo.get('/a#b')", "the path contains a '#'"),
            ("vimeo.get('/a\\255')", "UTF-8"),
            ("vimeo.get('ftp://127.0.0.1/x')", "the URL has the scheme 'ftp'"),
            ("vimeo.get('file:///etc/passwd')", "the URL has the scheme 'file'"),
            ("vimeo.get('https://u:p@127.0.0.1/')", "the URL contains a user name or password"),
            ("vimeo.get('https://')", "the URL has an invalid host"),
            ("vimeo.get('https://h:99999/')", "the URL has an invalid port"),
            ("vimeo.get('/me?access_token=abc')", "the path contains an access_token"),
            ("vimeo.get('/me', {access_token = 'abc'})", "the query contains an access_token"),
            ("vimeo.get('/me', {f = function() end})", "function"),
            ("vimeo.get('/me', {1, 2})", "query has the key"),
            ("vimeo.get('/me', 'fields=uri')", "bad argument #2 to 'get' (table expected, got string)"),
            ("vimeo.get('/me', nil, {retires = 1})", "unknown key retires in options of vimeo.get"),
            ("vimeo.get('/me', nil, {headers = {['X\\n'] = 'y'}})", "header"),
            ("vimeo.get('/me', nil, {headers = {X = 'a\\r\\nb'}})", "header"),
            ("vimeo.get('/me', nil, {timeout = -1})", "timeout"),
            ("vimeo.post('/me', function() end)", "bad argument #2 to 'post'"),
            ("local t = {} t.t = t vimeo.post('/me', t)", "a table contains itself at t"),
            (
                "local t = {} for i = 1, 600 do t = {t} end vimeo.post('/me', t)",
                "more than 512 tables inside each other"
            ),
            ("vimeo.post('/me', {1, nil, 3})", "sparse"),
            ("vimeo.post('/me', {[1] = 1, a = 2})", "both string and integer keys"),
            ("vimeo.post('/me', {x = 0/0})", "NaN"),
            ("vimeo.post('/me', {x = 1/0})", "infin"),
            ("vimeo.post('/me', {x = '\\255'})", "UTF-8"),
            ("vimeo.request{method = 'BREW', path = '/pot'}", "unknown HTTP method BREW"),
            ("vimeo.uplaod('x')", "did you mean vimeo.upload?"),
        ]
    )
    func refused(_ code: String, _ message: String) async throws {
        try await TestServer.with(.answer("200 OK", type: "application/json", "{}")) { server in
            let outcome = try await Command("-e", Text(code), environment: server.credentials).run()
            #expect(outcome.status == 1)
            #expect(outcome.errorLines.first?.contains(message) == true, "\(outcome)")
            #expect(outcome.errorLines.first?.hasPrefix("lua: ") == true)
            #expect(!outcome.error.string.contains(TestServer.token))
            #expect(server.heads == [])
        }
    }

    @Test(
        "Paths that make sense reach the server as they should",
        arguments: [
            ("vimeo.get('/me')", "GET /me"),
            ("vimeo.get('me')", "GET /me"),
            ("vimeo.get('/a b/ü')", "GET /a%20b/%C3%BC"),
            ("vimeo.get('/a%20b')", "GET /a%20b"),
            ("vimeo.get('/100%')", "GET /100%25"),
            (
                "vimeo.get('/me', {fields = {'uri', 'name'}, q = 'a&b=c d'})",
                "GET /me?fields=uri%2Cname&q=a%26b%3Dc%20d"
            ),
            ("vimeo.get('/me?page=2', {per_page = 5})", "GET /me?page=2&per_page=5"),
            ("vimeo.delete('/videos/1')", "DELETE /videos/1"),
            ("vimeo.get{path = '/me', query = {a = true}}", "GET /me?a=true"),
        ]
    )
    func accepted(_ code: String, _ line: String) async throws {
        try await TestServer.with(.answer("200 OK", type: "application/json", "{}")) { server in
            let outcome = try await Command("-e", Text(code), environment: server.credentials).run()
            #expect(outcome.status == 0, "\(outcome)")
            let first = server.heads.first?.split(separator: "\r\n").first.map(String.init)
            // A comma in a query may be encoded or not.
            #expect(first?.replacing("=uri,name", with: "=uri%2Cname") == "\(line) HTTP/1.1")
        }
    }

    @Test("A body of 100 MB goes out whole")
    func largeBody() async throws {
        try await TestServer.with(.answer("200 OK", type: "application/json", "{}")) { server in
            let code: Text = "print(vimeo.post('/x', ('x'):rep(100000000), {content_type = 'text/plain'}).status_code)"
            let outcome = try await Command("-e", code, environment: server.credentials).run()
            #expect(outcome.output == "200\n", "\(outcome)")
            #expect(server.bodyBytes == 100_000_000)
        }
    }
}
