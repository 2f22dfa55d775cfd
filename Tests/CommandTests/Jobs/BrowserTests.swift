import FoundationEssentials
import Testing

@Suite("The sandbox in a browser")
struct BrowserTests {
    /// Chromium and Python, if this machine has them.
    private static let programs: (chromium: String, python: String)? = {
        let found = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        let python = "/usr/bin/python3"
        guard let found, FileManager.default.isExecutableFile(atPath: python) else { return nil }
        return (found, python)
    }()

    /// The address and the title of each page, as scripts in the one before lead to it.
    private func pages(_ url: String, _ scripts: String...) async throws -> [String] {
        let programs = try #require(Self.programs)
        var command = Command()
        command.name = "python3"
        command.arguments = ([Programs.file("Tests/Fixtures/browser.py"), programs.chromium, url] + scripts).map {
            Text($0)
        }
        let outcome = try await command.converse(with: programs.python) { _ in }
        #expect(outcome.status == 0, "\(outcome)")
        return outcome.output.string.split(separator: "\n").map(String.init)
    }

    @Test(
        "Somebody signs in: allows with fewer scopes, or refuses, and the app gets a code or an error",
        .enabled(if: programs != nil, "needs chromium and python3")
    )
    func signsIn() async throws {
        _ = try await Command("sandbox").converse { session in
            try await session.waitForSandbox()
            let root = session.variables["VIMEO_API_ROOT"] ?? ""
            let back = "\(root)/watch/users/1"
            let script: Text =
                "print(vimeo.auth_url({'public', 'edit'}, '\(back)', 'its state'))"
            let made = try await Command("-e", script, environment: session.variables).run()
            let url = made.output.string.split(separator: "\n").first.map(String.init) ?? ""
            let denied = try await pages(url, "document.querySelector('[value=deny]').click()")
            #expect(denied.first?.hasSuffix(" Sign in to the sandbox") == true)
            #expect(denied.last?.hasPrefix("\(back)?error=access_denied&") == true, "\(denied)")
            #expect(denied.last?.contains("&state=its%20state ") == true)
            let allowed = try await pages(
                url,
                "document.querySelector('[name=\\\"grant.edit\\\"]').click(); document.querySelector('[value=allow]').click()"
            )
            let code = allowed.last?.split(separator: "code=").last?.prefix { $0 != "&" } ?? ""
            #expect(code.utf8.count == 40, "\(allowed)")
            let exchange: Text =
                "local token, user, scope = vimeo.exchange_code('\(String(code))', '\(back)') print(user.name, scope)"
            let outcome = try await Command("-e", exchange, environment: session.variables).run()
            #expect(outcome.output == "Ada Winter\tpublic\n", "\(outcome)")
            try session.terminate()
        }
    }

    @Test(
        "login --web: the browser shows the consent, comes back with the code, and the token has the scopes that were left",
        .enabled(if: programs != nil, "needs chromium and python3")
    )
    func login() async throws {
        let programs = try #require(Self.programs)
        let driver = Programs.file("Tests/Fixtures/browser.py")
        _ = try await Command("sandbox").converse { session in
            try await session.waitForSandbox()
            var environment = session.variables
            environment["VIMEO_ACCESS_TOKEN"] = nil
            environment["VIMEO_SECOND_ACCESS_TOKEN"] = nil
            let folder = try TemporaryFolder()
            environment["BROWSER"] = try folder.write(
                "browser",
                """
                #!/bin/sh
                exec '\(programs.python)' '\(driver)' '\(programs.chromium)' "$1" \
                    "document.querySelector('[name=\\\"grant.edit\\\"]').click(); document.querySelector('[value=allow]').click()"
                """
            )
            try folder.setMode(0o755, of: "browser")
            let outcome = try await Command(
                "login",
                "--web",
                "--port",
                "0",
                "--scopes",
                "public private edit",
                environment: environment
            ).run(in: folder)
            #expect(outcome.status == 0, "\(outcome)")
            let who = try await Command("whoami", "--json").run(in: folder)
            #expect(who.output.string.contains(#""scopes":["public","private"]"#), "\(who)")
            try session.terminate()
        }
    }

    @Test(
        "Somebody looks: the front page, a video with a hostile title, and its way back",
        .enabled(if: programs != nil, "needs chromium and python3")
    )
    func looks() async throws {
        _ = try await Command("sandbox", "--videos", "7").converse { session in
            try await session.waitForSandbox()
            let root = session.variables["VIMEO_API_ROOT"] ?? ""
            let rename: Text =
                "vimeo.patch('/videos/1007', {name = '</title><script>document.title = 1</script>'}):check()"
            #expect(try await Command("-e", rename, environment: session.variables).run().status == 0)
            let seen = try await pages(
                "\(root)/",
                "document.querySelector('[href=\"/watch/videos/1007\"]').click()",
                "document.querySelector('a').click()"
            )
            #expect(
                seen == [
                    "\(root)/ vimeo-lua sandbox",
                    "\(root)/watch/videos/1007 </title><script>document.title = 1</script>",
                    "\(root)/ vimeo-lua sandbox",
                ]
            )
            try session.terminate()
        }
    }
}
