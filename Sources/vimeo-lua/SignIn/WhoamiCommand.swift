internal import ArgumentParser
internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo

/// `vimeo-lua whoami`: whose token the program uses, where it comes from, and what it may do.
struct WhoamiCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vimeo-lua whoami",
        abstract: "Show whose token is used and where it comes from."
    )

    @Option(help: "The profile; VIMEO_ACCESS_TOKEN, then the profile default unless given.")
    var profile: String?

    @Flag(help: "Write an object of JSON.")
    var json = false

    func run(_ options: LongOptions, _ printer: ErrorPrinter) async throws {
        let progress = printer.progress
        var options = options
        if let profile { options.profile = try Profile.checked(name: profile) }
        let sandbox = try await ClientSettings.startSandbox(options, progress)
        let settings = try ClientSettings.configuration(options, sandbox: sandbox, progress: progress)
        let signIn = sandbox == nil ? try ClientSettings.signIn(options, settings.environment, progress) : nil
        guard let source = signIn.map({ $0.source?.text }) ?? "the sandbox" else {
            throw VimeoError(.auth, code: .noToken, "nobody is signed in", hint: signIn?.hint)
        }
        let client = try Client(settings)
        let identity = try await Identity(of: client)
        var space: JSONValue?
        var limit: RateLimit?
        // A token of an app alone has no account.
        if identity.user != nil {
            let response = try await client.send(
                Request(.get, "/me", query: [.init("fields", .string("upload_quota"))])
            ).check()
            (space, limit) = (try response.json()["upload_quota"]?["space"], response.rateLimit)
        }
        let facts = Self.facts(identity, source, settings.apiRoot, space, limit)
        try StandardOutput.write(json ? Self.object(facts) : Self.lines(facts))
    }

    /// A fact: its key in JSON, its heading and text for people, its value in JSON.
    private struct Fact {
        let key: String
        let heading: String
        let text: String
        let value: JSONValue

        init(_ key: String, _ heading: String, _ text: String?, _ value: JSONValue? = nil) {
            (self.key, self.heading, self.text) = (key, heading, text ?? "unknown")
            self.value = value ?? text.map { .string($0) } ?? .null
        }
    }

    private static func facts(
        _ identity: Identity,
        _ source: String,
        _ apiRoot: String,
        _ space: JSONValue?,
        _ limit: RateLimit?
    ) -> [Fact] {
        let user = [identity.name, identity.user.map { "(\($0))" }].compactMap { $0 }.joined(separator: " ")
        let bytes = space.flatMap { space in
            space["free"]?.integer.flatMap { free in
                space["max"]?.integer.map { "\(ProgressFormat.bytes(free)) free of \(ProgressFormat.bytes($0))" }
            }
        }
        let rate = limit.flatMap { limit in
            limit.limit.map { "\(limit.remaining.map { "\($0) left of " } ?? "")\($0) requests" }
        }
        return [
            Fact(
                "name",
                "account",
                user.isEmpty ? "none: a token of the app \(identity.app ?? "") alone" : user,
                identity.name.map { .string($0) } ?? .null
            ),
            Fact("uri", "", identity.user),
            Fact("link", "page", identity.link),
            Fact("plan", "plan", identity.plan),
            Fact("scopes", "scopes", identity.scope, .array(identity.scopes.map { .string($0) })),
            identity.expiry.map { Fact("expires_on", "expires", $0) },
            Fact("quota", "quota", bytes, space ?? .null),
            Fact(
                "rate_limit",
                "rate limit",
                rate,
                limit.map { limit in
                    [
                        "limit": JSONValue(limit.limit.map { Int64($0) }),
                        "remaining": JSONValue(limit.remaining.map { Int64($0) }),
                        "reset": JSONValue(limit.reset.map { Int64($0) }),
                    ]
                } ?? .null
            ),
            Fact("app", "app", identity.app),
            Fact("source", "token from", source),
            Fact("api_root", "API", apiRoot),
        ].compactMap { $0 }
    }

    private static func object(_ facts: [Fact]) -> [UInt8] {
        JSONValue.object(JSONObject(facts.map { ($0.key, $0.value) })).bytes() + [0x0A]
    }

    private static func lines(_ facts: [Fact]) -> [UInt8] {
        let shown = facts.filter { !$0.heading.isEmpty }
        let width = shown.map(\.heading.count).max() ?? 0
        return shown.flatMap { fact in
            let gap = String(repeating: " ", count: width - fact.heading.count)
            return Array("\(fact.heading)\(gap)  \(TerminalText.escaped(fact.text))\n".utf8)
        }
    }
}
