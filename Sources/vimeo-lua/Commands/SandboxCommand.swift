internal import ArgumentParser
internal import Dispatch
internal import LuaKit
internal import Platform
internal import VimeoLua
internal import VimeoSandbox

/// `vimeo-lua sandbox`: serves the sandbox, a local test Vimeo, on loopback until it is stopped.
struct SandboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vimeo-lua sandbox",
        abstract: "Serve the sandbox, a test Vimeo, to programs.",
        discussion: "Prints the address and credentials as NAME=value lines, then serves until Ctrl-C."
    )

    @Option(parsing: .unconditional, help: "The port; 0 chooses a free one.")
    var port = 0

    @Option(help: "Milliseconds by which every response is delayed.")
    var latency = 0

    @Option(help: "How many requests are allowed per minute.")
    var rateLimit: Int?

    @Option(help: "A folder that keeps the sandbox; created if it does not exist.", completion: .directory)
    var data: String?

    @Option(help: "How many videos the account has; 40 by default.")
    var videos: Int?

    @Option(help: "The seed for generating the account; 0 by default.")
    var seed: UInt64?

    @Option(
        help: "The plan of the account: basic, plus, pro or business; pro by default.",
        completion: .list(SandboxOptions.plans)
    )
    var plan: String?

    @Option(
        help: ArgumentHelp(
            "The address to listen on; on any other than loopback, anyone who can reach it can use it.",
            discussion: """
                With 0.0.0.0 or :: it listens on every address. The API root that is printed is then that of this machine, \
                127.0.0.1 or [::1]; other machines put its name there, and the links in answers lead to the name that a \
                request was sent to.
                """
        )
    )
    var listen = "127.0.0.1"

    @Option(
        name: .customLong("redirect"),
        help: ArgumentHelp(
            "A redirect address of the app; several can be given.",
            discussion: "https://example.com and any address of this machine are always allowed.",
            valueName: "uri"
        )
    )
    var redirects: [String] = []

    @Flag(help: "Print the values as shell commands that export them.")
    var env = false

    @Flag(help: "Print a line for every request to standard error.")
    var log = false

    @Option(
        name: .customLong("fault"),
        help: ArgumentHelp(
            "A fault to inject, as WHERE:WHAT[@CHANCE].",
            discussion: """
                Rules are separated by commas, or given as an option each. The first rule that matches a request \
                applies; each fault is reported on standard error.
                WHERE  api, upload or download, optionally with a method: upload.patch
                WHAT   drop (the connection breaks at a random byte) or drop=BYTES; a status from 400 to 599; silent (no \
                response); slow=MS; for uploads also short (less is stored than was sent), ahead or garbage (a wrong or \
                invalid Upload-Offset), lost (the upload is deleted)
                CHANCE 10%, or #3 for the third such request only; always by default
                The same rules give the same faults; seed=N varies them.
                Example: --fault upload.patch:drop@20%,upload:502@#2,download:drop=1000@#1,seed=7
                """,
            valueName: "spec"
        )
    )
    var faults: [String] = []

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port must be from 0 to 65535") }
        guard redirects.allSatisfy({ $0.contains(":") }) else {
            throw ValidationError("--redirect must be a URI, such as https://example.org/callback")
        }
        guard (0...3_600_000).contains(latency) else { throw ValidationError("--latency must be from 0 to 3600000") }
        guard rateLimit.map({ $0 > 0 }) ?? true else { throw ValidationError("--rate-limit must be above 0") }
        do {
            try account.check()
        } catch {
            throw ValidationError("--\(error.message)")
        }
        _ = try faultPlan()
    }

    /// The options about the account.
    private var account: SandboxOptions {
        var options = SandboxOptions()
        if let videos { options.videos = videos }
        if let seed { options.seed = seed }
        if let plan { options.plan = plan }
        return options
    }

    private func faultPlan() throws -> FaultPlan {
        if faults.isEmpty { return FaultPlan() }
        do {
            return try FaultPlan(faults.joined(separator: ","))
        } catch {
            let nearest = error.word.flatMap { NearestName.find($0, in: error.known) }
            throw ValidationError("--fault: \(error.message); \(nearest.map { "did you mean \($0)?" } ?? error.hint)")
        }
    }

    func run(_ printer: ErrorPrinter) async throws {
        var options = account
        options.port = port
        options.latency = .milliseconds(latency)
        options.rateLimit = rateLimit
        options.dataFolder = data
        options.host = listen
        options.redirects = redirects
        if log { options.onRequest = { Notices.write($0, printer.progress) } }
        options.faults = try faultPlan()
        options.onFault = { Notices.write("fault: \($0)", printer.progress) }
        options.onNotice = { Notices.write($0, printer.progress) }
        let sandbox = try await Sandbox.start(options)
        if videos != nil || seed != nil || plan != nil, sandbox.accountIsKept {
            let text = "the account is the one in the folder; --videos, --seed and --plan are only for a new one"
            Notices.write(text, printer.progress)
        }
        let redirects = (["https://example.com", "any address of this machine"] + redirects).joined(separator: ", ")
        Notices.write("pages for a browser: \(sandbox.apiRoot)/", printer.progress)
        Notices.write("sign-in may return to: \(redirects)", printer.progress)
        let lines = sandbox.variables.map { name, value in env ? "export \(name)='\(value)'\n" : "\(name)=\(value)\n" }
        try StandardOutput.write(lines.joined())
        let signal = await TerminationSignal.first()
        await sandbox.shutdown()
        throw ExitCode(128 + signal)
    }
}

/// SIGINT and SIGTERM for a program that has to clean up first.
enum TerminationSignal {
    /// Waits for the first of them; the second ends the process.
    static func first() async -> Int32 {
        let (signals, continuation) = AsyncStream.makeStream(of: Int32.self)
        let sources = [SIGINT, SIGTERM].map { number in
            let source = DispatchSource.makeSignalSource(signal: number)
            // Before the source sees the signal it has to end the process: ignored, it would be lost.
            #if canImport(Darwin)
            source.setRegistrationHandler { signal(number, SIG_IGN) }
            #endif
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
        defer {
            for source in sources { source.cancel() }
            signal(SIGINT, SIG_DFL)
            signal(SIGTERM, SIG_DFL)
        }
        for await number in signals { return number }
        return SIGTERM
    }
}
