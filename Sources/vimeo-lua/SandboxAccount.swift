internal import Synchronization
internal import VimeoSandbox

/// A sandbox in this process, and how to sign in to it.
struct SandboxAccount {
    let apiRoot: String
    let token: String
    let clientID: String
    let clientSecret: String
    /// Keeps the servers up.
    private let sandbox: Sandbox

    /// Starts one; waits until it accepts connections.
    static func start() throws -> SandboxAccount {
        let sandbox = try runBlocking { try await Sandbox.start() }
        return SandboxAccount(
            apiRoot: sandbox.apiRoot,
            token: sandbox.accessToken,
            clientID: sandbox.clientID,
            clientSecret: sandbox.clientSecret,
            sandbox: sandbox
        )
    }
}
