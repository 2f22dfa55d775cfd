internal import LuaKit
internal import Synchronization
internal import Vimeo
internal import VimeoSandbox

extension VimeoTable {
    private static let videos = Parameter.optional(
        "videos",
        .count(atLeast: 0),
        default: SandboxOptions().videos,
        "how many videos the account has, up to 1000000; the first seven are always the same"
    )
    private static let seed = Parameter.optional(
        "seed",
        .integer(atLeast: 0),
        default: 0,
        "a number that the other videos are generated from"
    )
    private static let plan = Parameter.optional(
        "plan",
        .word(SandboxOptions.plans, SandboxOptions.plans),
        default: SandboxOptions().plan,
        "what the account pays for"
    )
    private static let latency = Parameter.optional(
        "latency",
        .seconds,
        "seconds by which every response is delayed"
    )
    private static let rateLimit = Parameter.optional(
        "rate_limit",
        .count(atLeast: 1),
        "how many requests are allowed per minute"
    )
    private static let transcode = Parameter.optional(
        "transcode",
        .seconds,
        "seconds that a video is transcoded; 2 unless given"
    )
    private static let faults = Parameter.optional(
        "faults",
        .strings(suggesting: []),
        "what goes wrong, as in upload:502@10%; a list, or rules separated by commas"
    )
    private static let data = Parameter.optional(
        "data",
        .fileName,
        "a folder that keeps the sandbox; nothing is kept without one"
    )

    func addSandbox(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.sandbox",
            permission: .none,
            taking(),
            options: [
                Self.videos, Self.seed, Self.plan, Self.latency, Self.rateLimit, Self.transcode, Self.faults,
                Self.data,
            ],
            results: "client",
            text:
                "Starts a sandbox, a local test Vimeo, and returns a client for it: a table with all the functions of "
                + "this one. The sandbox ends with the to-be-closed variable, with close(), or with the client. The "
                + "client also has api_root, token, key and secret, for vimeo.client; second_token, of another account "
                + "of the sandbox; and state(), a table of all that the accounts have, to compare.",
            errors: ["usage", "file"],
            example: "local box <close> = vimeo.sandbox{videos = 10, faults = \"api:502@#2\"}"
        ) { [self] arguments in
            try refuseRestricted("vimeo.sandbox", hint: "run the script with --sandbox")
            let options = try Self.options(arguments, warn)
            let outer = try client()
            return .wait {
                try await ScriptSandbox.start(options)
            } deliver: { [self] (box: ScriptSandbox, stack: LuaStack) in
                let sandbox = box.sandbox
                let client = try outer.derived { configuration in
                    configuration.apiRoot = sandbox.apiRoot
                    configuration.token = sandbox.accessToken
                    configuration.clientID = sandbox.clientID
                    configuration.clientSecret = sandbox.clientSecret
                    configuration.journalFolder = sandbox.journalFolder
                }
                let close: LuaFunction = { _ in
                    .wait {
                        await box.close()
                    } deliver: { _, _ in
                        0
                    }
                }
                push(client, on: stack, close: close)
                stack.set("close", close)
                stack.set("state") { stack in
                    try stack.push(json: sandbox.stateJSON)
                    return .results(1)
                }
                stack.set("api_root", sandbox.apiRoot)
                stack.set("token", sandbox.accessToken)
                stack.set("second_token", sandbox.secondAccessToken)
                stack.set("key", sandbox.clientID)
                stack.set("secret", sandbox.clientSecret)
                return 1
            }
        }
    }

    private static func options(
        _ arguments: Arguments,
        _ warn: @escaping @Sendable (String) -> Void
    ) throws -> SandboxOptions {
        var options = SandboxOptions()
        options.videos = try arguments.option(Self.videos)
        options.seed = UInt64(try arguments.option(Self.seed))
        options.plan = try arguments.option(Self.plan)
        if let seconds = try arguments.option(latency) { options.latency = .seconds(min(seconds, 3600)) }
        options.rateLimit = try arguments.option(rateLimit)
        if let seconds = try arguments.option(transcode) { options.transcodeTime = .seconds(min(seconds, 1e6)) }
        options.dataFolder = try arguments.option(data)
        options.onNotice = { warn("sandbox: \($0)") }
        if let faults = try arguments.option(faults) {
            do {
                options.faults = try FaultPlan(faults.joined(separator: ","))
            } catch {
                throw VimeoError(.usage, "faults: \(error.message)", hint: error.hint)
            }
        }
        return options
    }
}

/// A sandbox that a script has started: it ends when it is closed, or nothing refers to it.
private final class ScriptSandbox: Sendable {
    let sandbox: Sandbox
    private let isOpen = Mutex(true)

    private init(_ sandbox: Sandbox) { self.sandbox = sandbox }

    static func start(_ options: SandboxOptions) async throws -> ScriptSandbox {
        do throws(SandboxError) {
            return ScriptSandbox(try await Sandbox.start(options))
        } catch {
            let kind: VimeoError.Kind =
                switch error.code {
                case .badOption: .usage
                case .inUse, .cannotKeep: .file
                case .cannotListen, .tooManyOpen: .network
                }
            throw VimeoError(kind, error.message, hint: error.hint)
        }
    }

    func close() async {
        guard
            isOpen.withLock({ isOpen in
                defer { isOpen = false }
                return isOpen
            })
        else { return }
        await sandbox.shutdown()
    }

    deinit {
        guard isOpen.withLock(\.self) else { return }
        let sandbox = sandbox
        Task.detached { await sandbox.shutdown() }
    }
}
