import LuaKit
import Vimeo
import VimeoSandbox

@testable import VimeoLua

/// Runs a script against a sandbox that keeps its requests; the global function `asked` gives how many it has had whose
/// target begins with a text.
func runRecorded(_ code: String) async throws -> String {
    var options = SandboxOptions.small
    options.recordsRequests = true
    let sandbox = try await Sandbox.start(options)
    let client = try Client(.sandbox(sandbox, signedIn: true))
    do {
        let result = try await LuaThread.run { state in
            try state.openLibraries()
            let stack = state.stack
            try VimeoTable.install(on: stack, client: { client }, warn: { _ in })
            stack.push { stack in
                let start = stack.string(at: 1) ?? ""
                stack.push(Int64(sandbox.requests.count { $0.target.hasPrefix(start) }))
                return .results(1)
            }
            try stack.setGlobal("asked")
            try stack.run("return tostring((function() \(code) end)())", name: "=script", results: 1)
            return stack.string(at: -1) ?? "(no UTF-8)"
        }
        await client.shutdown()
        await sandbox.shutdown()
        return result
    } catch {
        await client.shutdown()
        await sandbox.shutdown()
        throw error
    }
}
