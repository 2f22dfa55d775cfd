internal import Logging
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua
internal import VimeoSandbox

/// The settings of the client: options first, then the environment.
enum ClientSettings {
    /// Starts the sandbox that the options ask for; it says on standard error what Vimeo would ignore without a word.
    static func sandbox(_ options: LongOptions, _ progress: Progress) throws -> Sandbox? {
        guard options.sandbox else { return nil }
        var settings = SandboxOptions()
        settings.dataFolder = options.sandboxFolder
        settings.onNotice = { Notices.show("sandbox: \($0)", progress) }
        return try runBlocking { [settings] in try await Sandbox.start(settings) }
    }

    /// - Parameter sandbox: the sandbox of this process to use.
    static func configuration(_ options: LongOptions, sandbox: Sandbox?, progress: Progress) -> Configuration {
        var configuration = Configuration()
        configuration.environment = Environment.all
        func variable(_ name: String) -> String? {
            configuration.environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        if let sandbox {
            configuration.apiRoot = sandbox.apiRoot
            configuration.token = sandbox.accessToken
            configuration.clientID = sandbox.clientID
            configuration.clientSecret = sandbox.clientSecret
            // An upload can be resumed as long as the sandbox lives, or its folder.
            configuration.journalFolder = sandbox.journalFolder
        } else {
            configuration.apiRoot = options.apiRoot ?? variable("VIMEO_API_ROOT") ?? configuration.apiRoot
            configuration.token = variable("VIMEO_ACCESS_TOKEN")
            configuration.clientID = variable("VIMEO_CLIENT_ID")
            configuration.clientSecret = variable("VIMEO_CLIENT_SECRET")
            configuration.journalFolder = Environment.stateFolder.map { "\($0)/uploads" }
        }
        configuration.caFile = options.caFile
        if options.isReadOnly {
            configuration.access = .read
            configuration.accessHint = "--read-only refuses what changes something; run without it to send the request"
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

extension ProgressEvent {
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
