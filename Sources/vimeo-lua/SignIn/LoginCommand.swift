internal import ArgumentParser
internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua

/// `vimeo-lua login`: gets an access token, verifies it and keeps it in a profile.
struct LoginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vimeo-lua login",
        abstract: "Sign in to Vimeo, and keep the token in a profile.",
        discussion: """
            Shows a code to type at a page of Vimeo in any browser; Enter opens that page in the browser of this machine, \
            except over SSH. With --web the browser of this machine asks instead, \
            and comes back to an address of this machine that must be registered for the app. Both need the client ID and \
            secret of an app: VIMEO_CLIENT_ID and VIMEO_CLIENT_SECRET, those of the profile, or what you type.
            With --with-token a token that you already have is read from standard input.
            """
    )

    @Flag(help: "Sign in with the browser of this machine.")
    var web = false

    @Flag(help: "Read a token from standard input, or from the terminal without showing it.")
    var withToken = false

    @Option(
        help: ArgumentHelp(
            "What the token may do: names separated by commas or blanks, or all.",
            discussion: "By default: \(LoginCommand.usualScopes.joined(separator: " ")).",
            valueName: "names"
        )
    )
    var scopes: String?

    @Option(help: "The profile to keep it in; default unless given.")
    var profile: String?

    @Option(help: "The host of the API, in place of api.vimeo.com.")
    var host: String?

    @Option(help: ArgumentHelp("The address of the API.", valueName: "url"))
    var apiRoot: String?

    @Option(help: "The port that the browser comes back to with --web; 0 chooses a free one.")
    var port = LoginCommand.usualPort

    static let usualPort = 8737
    static let usualScopes = ["public", "private", "create", "edit", "upload", "interact", "stats", "video_files"]

    func validate() throws {
        if web, withToken { throw ValidationError("give --web or --with-token, not both") }
        if host != nil, apiRoot != nil { throw ValidationError("give --host or --api-root, not both") }
        if withToken, scopes != nil {
            throw ValidationError("--scopes cannot change what a token may do; leave it out with --with-token")
        }
        guard (0...65535).contains(port) else { throw ValidationError("--port must be from 0 to 65535") }
        _ = try wantedScopes()
    }

    func run(_ options: LongOptions, _ printer: ErrorPrinter) async throws {
        let progress = printer.progress
        let name = try Profile.checked(name: profile ?? options.profile ?? Profile.defaultName)
        guard let file = ClientSettings.profiles(progress) else {
            throw VimeoError(
                .file,
                "there is no folder for profiles: HOME and XDG_CONFIG_HOME are not set",
                hint: "set one of them"
            )
        }
        // A file that cannot be used is found before anybody signs in.
        let known = try file.profile(name)
        try file.checkWritable()
        var settings = ClientSettings.base(options, progress)
        let environment = settings.environment
        settings.apiRoot =
            apiRoot ?? host.map { "https://\($0)" } ?? options.apiRoot
            ?? environment["VIMEO_API_ROOT"].flatMap { $0.isEmpty ? nil : $0 } ?? known?.apiRoot ?? settings.apiRoot
        if withToken {
            settings.token = try Self.token()
        } else {
            // The app of a profile is for its own API alone.
            let own = known.flatMap { $0.belongs(to: settings.apiRoot) ? $0 : nil }
            (settings.clientID, settings.clientSecret) = try Self.app(environment, own)
        }
        let client = try Client(settings)
        if !withToken {
            let grant = try await web ? byWeb(client, progress) : byDevice(client, progress)
            settings.token = grant.token
        }
        let identity = try await Identity(of: client)
        var made = Profile(apiRoot: settings.apiRoot, token: settings.token ?? "")
        (made.clientID, made.clientSecret) = (settings.clientID, settings.clientSecret)
        (made.scope, made.user, made.name) = (identity.scope, identity.user, identity.name)
        // What it is worth is seen before it is kept.
        Notices.show("the token is for \(identity.summary)", progress)
        let missing = withToken ? [] : try wantedScopes().filter { !identity.scopes.contains($0) }
        if !missing.isEmpty { Notices.show("Vimeo did not grant \(missing.joined(separator: ", "))", progress) }
        try file.set(made, name)
        let place = TerminalText.escaped(file.path.string)
        Notices.show("signed in: the token is stored in \(place), profile \(name)", progress)
        if environment["VIMEO_ACCESS_TOKEN"]?.isEmpty == false {
            Notices.show(
                "VIMEO_ACCESS_TOKEN is set and is used in place of the profile \(Profile.defaultName)",
                progress
            )
        }
    }

    // MARK: What is asked for

    private func wantedScopes() throws -> [String] {
        guard let scopes else { return Self.usualScopes }
        let all = VimeoTable.scopeNames
        let words = scopes.split { $0 == "," || $0.isWhitespace }.map { String($0) }
        guard !words.isEmpty else { throw ValidationError("--scopes needs names, such as public,private") }
        if words == ["all"] { return all }
        for word in words where !all.contains(word) {
            let nearest = NearestName.find(word, in: all).map { "did you mean \($0)?" }
            throw ValidationError(
                "there is no scope \(TerminalText.escaped(word)); \(nearest ?? "valid ones: \(all.joined(separator: ", "))")"
            )
        }
        return words
    }

    /// The token that standard input has.
    private static func token() throws -> String {
        let bytes: [UInt8]
        if isatty(STDIN_FILENO) != 0 {
            bytes = try HiddenLine.ask("Access token: ")
        } else {
            bytes = try standardInput()
        }
        let token = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard token.count == 1, let token = token.first else {
            throw UsageError(
                message: "standard input has \(token.isEmpty ? "no token" : "more than one token")",
                hint: "write the token alone to it: vimeo-lua login --with-token < FILE"
            )
        }
        return String(token)
    }

    private static func standardInput() throws(UsageError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count <= 16 * 1024 {
            do {
                let piece = try [UInt8](unsafeUninitializedCapacity: 4096) { space, count in
                    count = try FileDescriptor.standardInput.read(into: UnsafeMutableRawBufferPointer(space))
                }
                if piece.isEmpty { return bytes }
                bytes += piece
            } catch {
                throw UsageError(message: "standard input cannot be read: \(error)", hint: "write the token to it")
            }
        }
        throw UsageError(message: "standard input is too long for a token", hint: "write the token alone to it")
    }

    /// The client ID and secret: of the environment, of the profile, or typed.
    private static func app(_ environment: [String: String], _ known: Profile?) throws -> (String, String) {
        if let id = environment["VIMEO_CLIENT_ID"], let secret = environment["VIMEO_CLIENT_SECRET"], !id.isEmpty,
            !secret.isEmpty
        {
            return (id, secret)
        }
        if let id = known?.clientID, let secret = known?.clientSecret { return (id, secret) }
        guard isatty(STDIN_FILENO) != 0, isatty(STDERR_FILENO) != 0 else {
            throw VimeoError(
                .auth,
                code: .noClient,
                "signing in needs the client ID and secret of an app",
                hint:
                    "set VIMEO_CLIENT_ID and VIMEO_CLIENT_SECRET to those of https://developer.vimeo.com/apps, or use "
                    + "--with-token"
            )
        }
        LuaStreams.writeError(Array("Signing in needs an app of yours: https://developer.vimeo.com/apps\n".utf8))
        let id = try HiddenLine.ask("Client ID: ", isShown: true)
        let secret = try HiddenLine.ask("Client secret: ")
        return (String(decoding: id, as: UTF8.self), String(decoding: secret, as: UTF8.self))
    }

    // MARK: The two ways

    private func byDevice(_ client: Client, _ progress: Progress) async throws -> Grant {
        var code = try await client.requestDeviceCode(scopes: try wantedScopes())
        let (link, word) = (TerminalText.escaped(code.activateLink), TerminalText.escaped(code.userCode))
        Notices.show("open \(link) in a browser and enter the code \(word)", progress)
        var offer = BrowserOffer(code.activateLink) { Notices.show($0, progress) }
        let end = ContinuousClock.now + .seconds(code.expiresIn)
        while ContinuousClock.now < end {
            try await offer.wait(.seconds(code.interval))
            do throws(VimeoError) {
                if let grant = try await client.pollDevice(&code) { return grant }
            } catch {
                // The user may agree while the network is away.
                guard error.isTransient else { throw error }
            }
        }
        throw VimeoError(.auth, "the sign-in timed out: nobody entered the code", hint: "run vimeo-lua login again")
    }

    private func byWeb(_ client: Client, _ progress: Progress) async throws -> Grant {
        let state = String(hex: .random(in: .min ... .max)) + String(hex: .random(in: .min ... .max))
        let server = try await RedirectServer.start(port: port, state: state)
        do {
            let url = try client.authorizationURL(
                scopes: try wantedScopes(),
                redirectURI: server.address,
                state: state
            )
            if Browser.open(url) {
                Notices.show("the browser asks whether vimeo-lua may use your account: \(url)", progress)
            } else {
                let reason = Browser.isElsewhere ? "no browser is opened over SSH" : "no browser was found here"
                Notices.show("\(reason); open this in a browser of this machine: \(url)", progress)
                Notices.show(
                    "from another machine connect with ssh -L \(server.port):127.0.0.1:\(server.port) first, or sign "
                        + "in without --web, which works with any browser",
                    progress
                )
            }
            let code = try await server.code(within: 600)
            await server.stop()
            return try await client.exchangeCode(code, redirectURI: server.address)
        } catch {
            await server.stop()
            throw error
        }
    }
}
