import FoundationEssentials
import Synchronization
import Testing

@Suite("login, logout and whoami")
struct SignInTests {
    /// Runs a body while a sandbox serves; with its variables, but without its token.
    private func withSandbox(
        _ options: Text...,
        body: @escaping @Sendable (_ app: [String: String], _ token: String, _ second: String) async throws -> Void
    ) async throws {
        var command = Command("sandbox")
        command.arguments += options
        _ = try await command.converse { session in
            try await session.waitForSandbox()
            var app = session.variables
            let token = app.removeValue(forKey: "VIMEO_ACCESS_TOKEN") ?? ""
            let second = app.removeValue(forKey: "VIMEO_SECOND_ACCESS_TOKEN") ?? ""
            app["VIMEO_LUA_RETRIES"] = "0"
            try await body(app, token, second)
            try session.terminate()
        }
    }

    private func run(
        _ arguments: Text...,
        input: String = "",
        with environment: [String: String],
        in folder: TemporaryFolder
    ) async throws -> Outcome {
        var command = Command(input: Text(input), environment: environment)
        command.arguments = arguments
        return try await command.run(in: folder)
    }

    @Test("A token from standard input is verified, kept for this user alone, used, shown, and revoked")
    func withToken() async throws {
        try await withSandbox { app, token, _ in
            let folder = try TemporaryFolder()
            let login = try await run("login", "--with-token", input: "\(token)\n", with: app, in: folder)
            #expect(login.status == 0, "\(login)")
            #expect(login.output == "")
            #expect(login.error.string.contains("the token is for Ada Winter (/users/1), plan pro, scopes public"))
            #expect(!login.error.string.contains(token))
            #expect(try folder.mode("config/vimeo-lua") == 0o700)
            #expect(try folder.mode("config/vimeo-lua/credentials.json") == 0o600)
            // The profile knows its API: the variable is not needed.
            let script = try await run("-e", "print(vimeo.get('/me'):check().body.name)", with: [:], in: folder)
            #expect(script.output == "Ada Winter\n", "\(script)")
            let who = try await run("whoami", with: [:], in: folder)
            #expect(who.output.string.contains("account     Ada Winter (/users/1)\n"), "\(who)")
            #expect(who.output.string.contains("token from  profile default\n"))
            #expect(who.output.string.contains("GiB free of"))
            let object = try await run("whoami", "--json", with: [:], in: folder)
            #expect(object.output.string.hasPrefix(#"{"name":"Ada Winter","uri":"/users/1","#), "\(object)")
            #expect(object.output.string.contains(#""scopes":["public","#))
            let logout = try await run("logout", with: [:], in: folder)
            #expect(logout.status == 0, "\(logout)")
            #expect(logout.error == "vimeo-lua: signed out Ada Winter, profile default\n")
            var own = app
            own["VIMEO_ACCESS_TOKEN"] = token
            #expect(try await run("whoami", with: own, in: folder).status == 4)
            let after = try await run("whoami", with: [:], in: folder)
            #expect(after.status == 4)
            #expect(after.error.string.contains("vimeo-lua: nobody is signed in\nhint: run vimeo-lua login"))
        }
    }

    @Test("A profile that is named comes before the environment, the environment before the profile default")
    func order() async throws {
        try await withSandbox { app, token, second in
            let folder = try TemporaryFolder()
            for (name, token) in [("default", token), ("other", second)] {
                let made = try await run(
                    "login",
                    "--with-token",
                    "--profile",
                    Text(name),
                    input: token,
                    with: app,
                    in: folder
                )
                #expect(made.status == 0, "\(made)")
            }
            let code: Text = "print(vimeo.get('/me').body.uri)"
            #expect(try await run("-e", code, with: [:], in: folder).output == "/users/1\n")
            #expect(try await run("--profile", "other", "-e", code, with: [:], in: folder).output == "/users/2\n")
            var environment = ["VIMEO_LUA_PROFILE": "other"]
            #expect(try await run("-e", code, with: environment, in: folder).output == "/users/2\n")
            environment = app
            environment["VIMEO_ACCESS_TOKEN"] = second
            #expect(try await run("-e", code, with: environment, in: folder).output == "/users/2\n")
            environment["VIMEO_LUA_PROFILE"] = "default"
            #expect(try await run("-e", code, with: environment, in: folder).output == "/users/1\n")
            // A token goes to its own API only.
            let elsewhere = try await run(
                "--api-root",
                "http://127.0.0.1:1",
                "-e",
                "local _, e = pcall(vimeo.get, '/me') print(e.message, e.hint)",
                with: [:],
                in: folder
            )
            #expect(elsewhere.output.string.contains("not signed in\tthe profile 'default' is for "), "\(elsewhere)")
            let named = try await run(
                "--profile",
                "other",
                "--api-root",
                "http://127.0.0.1:1",
                "-e",
                "",
                with: [:],
                in: folder
            )
            #expect(named.status == 64)
            #expect(named.error.string.contains("the profile 'other' is for http://127.0.0.1:"))
            let missing = try await run("--profile", "nobody", "-e", "", with: [:], in: folder)
            #expect(missing.status == 4)
            #expect(missing.error.string.contains("hint: run vimeo-lua login --profile nobody"))
        }
    }

    @Test("A token that Vimeo does not know is not kept")
    func wrongToken() async throws {
        try await withSandbox { app, _, _ in
            let folder = try TemporaryFolder()
            let outcome = try await run("login", "--with-token", input: "no-such-token", with: app, in: folder)
            #expect(outcome.status == 4, "\(outcome)")
            #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/config/vimeo-lua/credentials.json"))
        }
    }

    @Test("Where the profile cannot be kept, no token is asked for and none revoked")
    func unwritable() async throws {
        try await withSandbox { app, token, _ in
            let folder = try TemporaryFolder()
            try folder.write("config", "")
            let login = try await run("login", "--with-token", input: "\(token)\n", with: app, in: folder)
            #expect(login.status == 1, "\(login)")
            #expect(login.error.string.contains("Not a directory"), "\(login)")
            #expect(!login.error.string.contains("the token is for"))
        }
    }

    /// A browser that does with the address what a chunk of Lua says.
    private func browser(_ script: String, in folder: TemporaryFolder) throws -> String {
        try folder.write("browser.lua", Text(script))
        let shell =
            "#!/bin/sh\nexec '\(Programs.ours)' '\(folder.path)/browser.lua' \"$1\" 2> '\(folder.path)/browser.log'\n"
        let path = try folder.write("browser", Text(shell))
        try folder.setMode(0o755, of: "browser")
        return path
    }

    @Test("With --web the browser comes back with a code; answers with another state do not count")
    func web() async throws {
        try await withSandbox { app, _, _ in
            let folder = try TemporaryFolder()
            var environment = app
            environment["BROWSER"] = try browser(
                """
                local back = arg[1]:match "redirect_uri=([^&]+)":gsub("%%(%x%x)", function (x) return string.char(tonumber(x, 16)) end)
                assert(vimeo.get(back .. "?code=stolen&state=guessed").status_code == 404)
                assert(vimeo.get((back:gsub("/callback", "/favicon.ico"))).status_code == 404)
                assert(vimeo.get(arg[1]).body:find "is signed in")
                """,
                in: folder
            )
            let outcome = try await run(
                "login",
                "--web",
                "--port",
                "0",
                "--scopes",
                "public, private edit",
                with: environment,
                in: folder
            )
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.error.string.contains("scopes public private edit\n"), "\(outcome)")
            let who = try await run("whoami", "--json", with: [:], in: folder)
            #expect(who.output.string.contains(#""scopes":["public","private","edit"]"#), "\(who)")
        }
    }

    @Test("Somebody who refuses in the browser ends the sign-in with 4")
    func refused() async throws {
        try await withSandbox { app, _, _ in
            let folder = try TemporaryFolder()
            var environment = app
            environment["BROWSER"] = try browser(
                """
                local back = arg[1]:match "redirect_uri=([^&]+)":gsub("%%(%x%x)", function (x) return string.char(tonumber(x, 16)) end)
                vimeo.get(back .. "?error=access_denied&state=" .. arg[1]:match "state=(%x+)")
                """,
                in: folder
            )
            let outcome = try await run("login", "--web", "--port", "0", with: environment, in: folder)
            #expect(outcome.status == 4, "\(outcome)")
            #expect(outcome.error.string.contains("Vimeo did not sign you in: access_denied"))
        }
    }

    @Test("Without --web a code is shown, and the sign-in is there once somebody has agreed")
    func device() async throws {
        try await withSandbox { app, _, _ in
            let folder = try TemporaryFolder()
            let outcome = try await run("login", with: app, in: folder)
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.error.string.contains("/activate in a browser and enter the code "), "\(outcome)")
            #expect(outcome.error.string.contains("the token is for Ada Winter"))
            #expect(try await run("whoami", with: [:], in: folder).status == 0)
        }
    }

    @Test("What a token is for is shown before it is stored")
    func shownFirst() async throws {
        try await withSandbox { app, token, _ in
            let folder = try TemporaryFolder()
            let login = try await run("login", "--with-token", input: token, with: app, in: folder)
            let lines = login.error.string.split(separator: "\n").map(String.init)
            #expect(lines.count == 2, "\(login)")
            #expect(lines.first?.hasPrefix("vimeo-lua: the token is for Ada Winter (/users/1), plan pro, ") == true)
            let path = "\(folder.path)/config/vimeo-lua/credentials.json"
            #expect(lines.last == "vimeo-lua: signed in: the token is stored in \(path), profile default")
        }
    }

    /// Signs in a device once its page has been opened.
    private static func answer(_ request: RecordedRequest, _ isOpened: borrowing Atomic<Bool>) -> Reply {
        func json(_ text: String, status: Int = 200) -> Reply {
            .status(status, [("Content-Type", "application/json")], body: Array(text.utf8))
        }
        switch request.path {
        case "/activate":
            isOpened.store(true, ordering: .relaxed)
            return .status(200)
        case "/oauth/device":
            let page = "http://\(request["Host"] ?? "")/activate"
            return json(#"{"device_code":"d","user_code":"A1B2","activate_link":"\#(page)","interval":1}"#)
        case "/oauth/device/authorize" where isOpened.load(ordering: .relaxed):
            return json(#"{"access_token":"0123456789abcdef","token_type":"bearer","scope":"public"}"#)
        case "/oauth/device/authorize": return json(#"{"error":"authorization_pending"}"#, status: 400)
        case "/oauth/verify":
            let user = #"{"uri":"/users/1","name":"Ada","account":"pro"}"#
            return json(#"{"scope":"public","expires_on":"2030-01-31T12:00:00+00:00","user":\#(user)}"#)
        case "/me": return json("{}")
        default: return json("{}", status: 404)
        }
    }

    @Test("On a terminal Enter opens the page in the browser while the sign-in waits")
    func enter() async throws {
        let isOpened = Atomic(false)
        try await TestServer.run(script: { Self.answer($0, isOpened) }) { server in
            let folder = try TemporaryFolder()
            let environment = [
                "VIMEO_API_ROOT": server.root, "VIMEO_CLIENT_ID": "i", "VIMEO_CLIENT_SECRET": "s",
                "BROWSER": try browser("vimeo.get(arg[1])", in: folder),
            ]
            let login = Command("login", environment: environment)
            try await login.inTerminal(columns: 160, in: folder) { session in
                let offer = "vimeo-lua: press Enter to open that page in the browser of this machine"
                try await session.wait(forRow: offer)
                try await session.type("\r")
                try await session.wait(forRow: "left with 0")
                let beginning = "vimeo-lua: the token is for Ada (/users/1)"
                #expect(session.screen.everything.contains { $0.hasPrefix(beginning) })
            }
        }
    }

    @Test("Over SSH no browser is started", arguments: ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"])
    func remote(variable: String) async throws {
        let isOpened = Atomic(true)
        try await TestServer.run(script: { Self.answer($0, isOpened) }) { server in
            let folder = try TemporaryFolder()
            let environment = [
                "VIMEO_API_ROOT": server.root, "VIMEO_CLIENT_ID": "i", "VIMEO_CLIENT_SECRET": "s",
                "BROWSER": try browser("vimeo.get(arg[1])", in: folder), "DISPLAY": "localhost:10.0", variable: "x",
            ]
            try await Command("login", environment: environment).inTerminal(columns: 160, in: folder) { session in
                try await session.wait(forRow: "left with 0")
                #expect(!session.screen.everything.contains { $0.contains("press Enter") })
            }
            let web = Command("login", "--web", "--port", "0", environment: environment)
            try await web.inTerminal(columns: 400, in: folder) { session in
                try await session.wait(for: "what to do") { screen in
                    screen.text.contains { $0.contains("connect with ssh -L ") }
                }
                #expect(session.screen.text.contains { $0.contains(": no browser is opened over SSH; open this in ") })
            }
            #expect(!server.requests.contains { $0.path == "/activate" })
        }
    }

    @Test("whoami shows when a token ends, if it does")
    func expiry() async throws {
        let isOpened = Atomic(true)
        try await TestServer.run(script: { Self.answer($0, isOpened) }) { server in
            let folder = try TemporaryFolder()
            let who = try await run("whoami", with: server.credentials, in: folder)
            #expect(who.output.string.contains("\nexpires     2030-01-31T12:00:00+00:00\n"), "\(who)")
            let object = try await run("whoami", "--json", with: server.credentials, in: folder)
            #expect(object.output.string.contains(#""expires_on":"2030-01-31T12:00:00+00:00""#), "\(object)")
        }
        try await withSandbox { app, token, _ in
            var environment = app
            environment["VIMEO_ACCESS_TOKEN"] = token
            let who = try await run("whoami", "--json", with: environment, in: try TemporaryFolder())
            #expect(who.status == 0)
            #expect(!who.output.string.contains("expires"))
        }
    }

    @Test("Without client ID and secret, and nobody to ask, it says what to set")
    func noApp() async throws {
        let outcome = try await Command("login").run()
        #expect(outcome.status == 4)
        #expect(outcome.error.string.contains("hint: set VIMEO_CLIENT_ID and VIMEO_CLIENT_SECRET"), "\(outcome)")
    }

    @Test("Without a connection logout removes the profile and says that the token is still valid")
    func offline() async throws {
        let folder = try TemporaryFolder()
        try await withSandbox { app, token, _ in
            let made = try await run("login", "--with-token", input: token, with: app, in: folder)
            #expect(made.status == 0, "\(made)")
        }
        let outcome = try await run("logout", with: ["VIMEO_LUA_RETRIES": "0"], in: folder)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.error.string.contains("the token could not be revoked and is still valid"))
        #expect(try await run("whoami", with: [:], in: folder).status == 4)
    }

    @Test("Sign-ins at the same time lose nothing")
    func together() async throws {
        try await withSandbox { app, token, _ in
            let folder = try TemporaryFolder()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<6 {
                    group.addTask {
                        let made = try await run(
                            "login",
                            "--with-token",
                            "--profile",
                            Text("p\(number)"),
                            input: token,
                            with: app,
                            in: folder
                        )
                        #expect(made.status == 0, "\(made)")
                    }
                }
                try await group.waitForAll()
            }
            for number in 0..<6 {
                let who = try await run("whoami", "--profile", Text("p\(number)"), with: [:], in: folder)
                #expect(who.status == 0, "\(who)")
            }
        }
    }

    @Test(
        "A file that is damaged is not used and not destroyed",
        arguments: [
            "", "{", "[]", "{}", #"{"format":2,"profiles":{}}"#, #"{"format":1,"profiles":[]}"#, "\u{0}\u{1}",
            #"{"format":1,"profiles":{"default":{"token":"x"}}}"#,
        ]
    )
    func damaged(content: String) async throws {
        try await withSandbox { app, token, _ in
            let folder = try TemporaryFolder()
            let path = try folder.write("config/vimeo-lua/credentials.json", Text(content))
            try folder.setMode(0o600, of: "config/vimeo-lua/credentials.json")
            let login = try await run("login", "--with-token", input: token, with: app, in: folder)
            #expect(login.status == 1, "\(login)")
            #expect(login.error.string.contains("cannot be used"), "\(login)")
            #expect(login.error.string.contains("move it away and run vimeo-lua login"))
            #expect(FileManager.default.contents(atPath: path) == Data(content.utf8))
            // What needs no token does not care.
            #expect(try await run("-e", "print(1)", with: [:], in: folder).output == "1\n")
        }
    }

    @Test("A file that others can read becomes private with a warning; links are refused; other members stay")
    func modes() async throws {
        try await withSandbox { app, token, _ in
            let folder = try TemporaryFolder()
            let content = #"{"format":1,"future":[1],"profiles":{"old":{"api_root":"http://127.0.0.1:1","token":"x"}}}"#
            let path = try folder.write("config/vimeo-lua/credentials.json", Text(content))
            try folder.setMode(0o644, of: "config/vimeo-lua/credentials.json")
            let login = try await run("login", "--with-token", input: token, with: app, in: folder)
            #expect(login.status == 0, "\(login)")
            #expect(login.error.string.contains("could be read by others; it is private now"))
            #expect(try folder.mode("config/vimeo-lua/credentials.json") == 0o600)
            let kept = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
            #expect(kept.contains(#""future":[1]"#) && kept.contains(#""old":{"#), "\(kept)")
            try FileManager.default.moveItem(atPath: path, toPath: "\(path).real")
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "\(path).real")
            let linked = try await run("whoami", with: [:], in: folder)
            #expect(linked.status == 1)
            #expect(linked.error.string.contains("is a symbolic link and is not used"), "\(linked)")
        }
    }

    @Test(
        "Wrong usage ends with 64 and says what is known",
        arguments: [
            (["login", "--scopes", "privat"], "did you mean private?"),
            (["login", "--scopes", ""], "--scopes needs names"),
            (["login", "--web", "--with-token"], "give --web or --with-token, not both"),
            (["login", "--with-token", "--scopes", "public"], "--scopes cannot change"),
            (["login", "--host", "h", "--api-root", "http://h"], "give --host or --api-root, not both"),
            (["login", "--port", "70000"], "--port must be from 0 to 65535"),
            (["login", "--profile", "a/b"], "a profile cannot be named like that"),
            (["login", "--wbe"], "--web"), (["logout", "x"], "x"), (["whoami", "--profile", ""], "cannot be named"),
            (["--profile", "a b", "-e", ""], "--profile cannot be 'a b'"),
        ]
    )
    func usage(arguments: [String], expected: String) async throws {
        var command = Command()
        command.arguments = arguments.map { Text($0) }
        let outcome = try await command.run()
        #expect(outcome.status == 64, "\(outcome)")
        #expect(outcome.error.string.contains(expected), "\(outcome)")
    }

    @Test("Standard input without a token, or with more than one, is refused", arguments: ["", "\n", "a b", "a\nb\n"])
    func noToken(input: String) async throws {
        let outcome = try await Command("login", "--with-token", input: Text(input)).run()
        #expect(outcome.status == 64, "\(outcome)")
        #expect(outcome.error.string.contains("standard input has "), "\(outcome)")
    }
}
