internal import ArgumentParser
internal import LuaKit
internal import VimeoLua
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

    @Option(
        name: .customLong("fault"),
        help: ArgumentHelp(
            "What goes wrong, as WHERE:WHAT[@CHANCE].",
            discussion: """
                Rules with commas between them, or an option for each. The first that hits a request decides; what it \
                did is said on standard error.
                WHERE  api, upload or download; with a method if need be: upload.patch
                WHAT   drop (the connection breaks somewhere) or drop=BYTES; a status from 400 to 599; silent (no answer, \
                ever); slow=MS; of uploads also short (less is stored than was sent), ahead, garbage (a wrong or senseless \
                Upload-Offset), lost (the upload is forgotten)
                CHANCE 10%, or #3 for the third such request only; without it, each time
                The same rules do the same again; seed=N among them makes it another run.
                Example: --fault upload.patch:drop@20%,upload:502@#2,download:drop=1000@#1,seed=7
                """,
            valueName: "spec"
        )
    )
    var faults: [String] = []

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port must be 0 to 65535") }
        guard (0...3_600_000).contains(latency) else { throw ValidationError("--latency must be 0 to 3600000") }
        guard rateLimit.map({ $0 > 0 }) ?? true else { throw ValidationError("--rate-limit must be above 0") }
        _ = try faultPlan()
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

    func run() async throws {
        var options = SandboxOptions()
        options.port = port
        options.latency = .milliseconds(latency)
        options.rateLimit = rateLimit
        options.faults = try faultPlan()
        options.onFault = { LuaStreams.writeError(Array("fault: \($0)\n".utf8)) }
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
