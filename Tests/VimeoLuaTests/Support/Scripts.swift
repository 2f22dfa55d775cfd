import LuaKit
import Synchronization
import Vimeo
import VimeoSandbox

@testable import VimeoLua

/// Runs a script with the `vimeo` table against a sandbox of its own, and gives its result as text.
///
/// The global `code` is an authorization code for `https://example.com/cb`.
func run(
    _ code: String,
    signedIn: Bool = true,
    globals: [String: String] = [:],
    warnings: Warnings = Warnings()
) async throws -> String {
    let sandbox = try await Sandbox.start(.small)
    let client = try Client(.sandbox(sandbox, signedIn: signedIn))
    var globals = globals
    globals["code"] = sandbox.issueCode(redirectURI: "https://example.com/cb")
    do {
        let result = try await evaluate(code, client: client, globals: globals, warnings: warnings)
        await client.shutdown()
        await sandbox.shutdown()
        return result
    } catch {
        await client.shutdown()
        await sandbox.shutdown()
        throw error
    }
}

/// Runs a script with a client that no request should reach.
func runOffline(_ code: String) async throws -> String {
    var configuration = Configuration()
    configuration.apiRoot = "http://127.0.0.1:1"
    configuration.token = "0123456789abcdef"
    configuration.retries = 0
    let client = try Client(configuration)
    let result = try await evaluate(code, client: client, globals: [:], warnings: Warnings())
    await client.shutdown()
    return result
}

private func evaluate(
    _ code: String,
    client: Client,
    globals: [String: String],
    warnings: Warnings
) async throws -> String {
    try await LuaThread.run { state in
        try state.openLibraries()
        let stack = state.stack
        try VimeoTable.install(on: stack, client: { client }, warn: { warnings.add($0) })
        for (name, value) in globals {
            stack.push(value)
            try stack.setGlobal(name)
        }
        try stack.run("return tostring((function() \(code) end)())", name: "=script", results: 1)
        return stack.string(at: -1) ?? "(no UTF-8)"
    }
}

/// The script's error as `kind: message`.
func failure(_ code: String) async throws -> String {
    try await runOffline(
        "local ok, e = pcall(function() \(code) end) return ok and 'no error' or (e.kind or '') .. ': ' .. tostring(e)"
    )
}

final class Warnings: Sendable {
    private let messages = Mutex<[String]>([])

    var all: [String] { messages.withLock { $0 } }

    func add(_ message: String) {
        messages.withLock { $0.append(message) }
    }
}

extension Configuration {
    static func sandbox(_ sandbox: Sandbox, signedIn: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.apiRoot = sandbox.apiRoot
        configuration.token = signedIn ? sandbox.accessToken : nil
        configuration.clientID = sandbox.clientID
        configuration.clientSecret = sandbox.clientSecret
        return configuration
    }
}

extension SandboxOptions {
    /// An account of the seven videos that are always the same.
    static var small: SandboxOptions {
        var options = SandboxOptions()
        options.videos = 7
        return options
    }
}
