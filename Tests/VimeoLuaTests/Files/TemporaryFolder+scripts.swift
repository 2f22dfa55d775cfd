// For all files of this target.
@_exported public import TestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension TemporaryFolder {
    /// Runs a script whose local `dir` is this folder's path.
    func run(_ code: String) async throws -> String {
        try await runOffline("local dir = '\(path)' \(code)")
    }

    /// The error of a script as `kind: message`, with `dir` for this folder's path.
    func failure(_ code: String) async throws -> String {
        let text = try await VimeoLuaTests.failure("local dir = '\(path)' \(code)")
        return text.replacing(path, with: "dir")
    }

    /// Whether permissions mean something: for root they do not.
    static let permissionsCount = geteuid() != 0
}
