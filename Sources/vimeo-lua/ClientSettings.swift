internal import Logging
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua

/// What the client is made with: options first, then the environment.
enum ClientSettings {
    static func configuration(_ options: LongOptions, account: SandboxAccount?, progress: Progress) -> Configuration {
        var configuration = Configuration()
        configuration.environment = Environment.all
        func variable(_ name: String) -> String? {
            configuration.environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        if let account {
            configuration.apiRoot = account.apiRoot
            configuration.token = account.token
            configuration.clientID = account.clientID
            configuration.clientSecret = account.clientSecret
        } else {
            configuration.apiRoot = options.apiRoot ?? variable("VIMEO_API_ROOT") ?? configuration.apiRoot
            configuration.token = variable("VIMEO_ACCESS_TOKEN")
            configuration.clientID = variable("VIMEO_CLIENT_ID")
            configuration.clientSecret = variable("VIMEO_CLIENT_SECRET")
        }
        configuration.caFile = options.caFile
        if let retries = options.retries {
            configuration.retries = retries
            configuration.transferRetries = retries
        }
        if let maxWait = options.maxWait { configuration.maximumWait = maxWait }
        configuration.userAgent = "vimeo-lua/\(VimeoTable.version) (Lua 5.4)"
        var logger = Logger(label: "vimeo-lua") { _ in StandardErrorLog() }
        logger.logLevel = options.logLevel
        configuration.logger = logger
        configuration.onNotice = { Notices.show($0.message, progress) }
        configuration.onTransfer = { progress.handle(ProgressEvent($0)) }
        // A sandbox of this process and what it has are gone with it.
        if account == nil { configuration.journalFolder = UserFolders.state(variable).map { "\($0)/uploads" } }
        return configuration
    }

    /// Whether the user has said where the API is.
    static func hasAPIRoot(_ options: LongOptions) -> Bool {
        options.apiRoot != nil || Environment.variable("VIMEO_API_ROOT") != nil
    }
}
