internal import Logging
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua
internal import VimeoSandbox

/// The settings of the client: options first, then the environment.
enum ClientSettings {
    /// Starts the sandbox that the options ask for; it says on standard error what Vimeo would ignore without a word.
    static func startSandbox(_ options: LongOptions, _ progress: Progress) async throws -> Sandbox? {
        guard options.sandbox else { return nil }
        var settings = SandboxOptions()
        settings.dataFolder = options.sandboxFolder
        settings.onNotice = { Notices.show("sandbox: \($0)", progress) }
        return try await Sandbox.start(settings)
    }

    /// The same, for a thread that is not of the cooperative pool.
    static func sandbox(_ options: LongOptions, _ progress: Progress) throws -> Sandbox? {
        guard options.sandbox else { return nil }
        return try runBlocking { try await startSandbox(options, progress) }
    }

    /// - Parameter sandbox: the sandbox of this process to use.
    /// - Throws: if the profile that the options name cannot be used.
    static func configuration(
        _ options: LongOptions,
        sandbox: Sandbox?,
        progress: Progress
    ) throws -> Configuration {
        var configuration = base(options, progress)
        if let sandbox {
            configuration.apiRoot = sandbox.apiRoot
            configuration.token = sandbox.accessToken
            configuration.clientID = sandbox.clientID
            configuration.clientSecret = sandbox.clientSecret
            // An upload can be resumed as long as the sandbox lives, or its folder.
            configuration.journalFolder = sandbox.journalFolder
        } else {
            configuration.use(try signIn(options, configuration.environment, progress))
        }
        return configuration
    }

    /// Who is signed in, by the options and the environment.
    static func signIn(
        _ options: LongOptions,
        _ environment: [String: String],
        _ progress: Progress
    ) throws -> SignIn {
        try SignIn(apiRoot: options.apiRoot, profile: options.profile, environment, profiles(progress))
    }

    /// The file of the profiles; nil if there is no home.
    static func profiles(_ progress: Progress) -> ProfileFile? {
        var file = ProfileFile()
        file?.onNotice = { Notices.show($0, progress) }
        return file
    }

    /// All that does not depend on who is signed in.
    static func base(_ options: LongOptions, _ progress: Progress) -> Configuration {
        var configuration = Configuration()
        configuration.environment = Environment.all
        configuration.caFile = options.caFile
        if options.isReadOnly {
            configuration.allowReadingOnly(
                "--read-only refuses what changes something; run without it to send the request"
            )
        }
        if let retries = options.retries {
            configuration.retries = retries
            configuration.transferRetries = retries
        }
        if let maxWait = options.maxWait { configuration.maximumWait = maxWait }
        configuration.userAgent = "vimeo-lua/\(VimeoTable.version) (Lua 5.4)"
        configuration.logger = logger(options, progress)
        configuration.onNotice = { Notices.show($0.message, progress) }
        configuration.onTransfer = { progress.handle(ProgressEvent($0)) }
        return configuration
    }

    /// What logs to standard error.
    static func logger(_ options: LongOptions, _ progress: Progress) -> Logger {
        Logger(label: "vimeo-lua") { _ in StandardErrorLog(progress: progress, level: options.logLevel) }
    }
}

extension Configuration {
    /// Refuses what changes something, at Vimeo and elsewhere.
    mutating func allowReadingOnly(_ hint: String) {
        if access > .read { (access, accessHint) = (.read, hint) }
        (otherAccess, otherAccessHint) = (.read, hint)
    }

    /// Limits it to the powers of a script.
    mutating func limit(to powers: Powers, in sandbox: Sandbox?, isDryRun: Bool = false) {
        powers.limit(&self)
        // Its links lead to servers of its own, as Vimeo's do.
        let roots = [sandbox?.uploadRoot, sandbox?.downloadRoot].compactMap { $0?.split(separator: "/").last }
        hosts?.formUnion(roots.map(String.init))
        if isDryRun { allowReadingOnly("a dry run changes nothing: make changes in the function that plan returns") }
    }
}

extension Configuration {
    /// For code of the program: a sandbox in another process has links to ports of its own.
    mutating func allowLinksOfLocalAPI() {
        let place = apiRoot.split(separator: "/").dropFirst().first
        guard let host = place?.split(separator: ":").first, host == "localhost" || LoopbackAddress.isIPv4(host)
        else { return }
        hosts?.insert(String(host))
    }
}

extension ProgressEvent {
    /// Counts have negative numbers: transfers number themselves.
    init(_ event: CountEvent) {
        switch event {
        case .began(let id, let label, let total):
            self = .counting(id: -id, name: label, total: total.map(Int64.init))
        case .moved(let id, let done, let total):
            self = .counted(id: -id, done: Int64(done), total: total.map(Int64.init))
        case .ended(let id, let leavesLine): self = .countEnded(id: -id, leavesLine: leavesLine)
        }
    }

    fileprivate init(_ event: TransferEvent) {
        switch event {
        case .began(let transfer, let confirmed):
            self = .began(id: transfer.id, name: transfer.name, total: transfer.total, confirmed: confirmed)
        case .moved(let id, let sent, let confirmed, let total):
            self = .moved(id: id, sent: sent, confirmed: confirmed, total: total)
        case .waits(let id, let seconds, let reason):
            self = .waits(id: id, seconds: seconds, reason: reason)
        case .ended(let id, let bytes):
            self = .ended(id: id, bytes: bytes)
        case .failed(let id, let error):
            self = .failed(
                id: id,
                kind: error.kind.rawValue,
                message: error.message,
                hint: error.hint,
                statusCode: error.statusCode
            )
        }
    }
}
