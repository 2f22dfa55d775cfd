internal import ArgumentParser
internal import LuaKit
internal import VimeoSandbox

/// `vimeo-lua sandbox`: serves a Vimeo of its own on loopback until it is stopped.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vimeo-lua sandbox",
        abstract: "Serve a local Vimeo for other programs.",
        discussion: "Prints what they need as NAME=value lines, then serves until Ctrl-C."
    )

    @Option(help: "The port; 0 takes a free one.")
    var port = 0

    @Option(help: "Milliseconds that every answer takes longer.")
    var latency = 0

    @Option(help: "How many requests a minute are allowed.")
    var rateLimit: Int?

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port must be 0 to 65535") }
        guard (0...3_600_000).contains(latency) else { throw ValidationError("--latency must be 0 to 3600000") }
        guard rateLimit.map({ $0 > 0 }) ?? true else { throw ValidationError("--rate-limit must be above 0") }
    }

    func run() async throws {
        var options = SandboxOptions()
        options.port = port
        options.latency = .milliseconds(latency)
        options.rateLimit = rateLimit
        let sandbox = try await Sandbox.start(options)
        LuaStreams.write(
            Array(
                """
                VIMEO_API_ROOT=\(sandbox.apiRoot)
                VIMEO_ACCESS_TOKEN=\(sandbox.accessToken)
                VIMEO_CLIENT_ID=\(sandbox.clientID)
                VIMEO_CLIENT_SECRET=\(sandbox.clientSecret)

                """.utf8
            )
        )
        LuaStreams.flush()
        let signal = await TerminationSignal.first()
        await sandbox.shutdown()
        throw ExitCode(128 + signal)
    }
}
