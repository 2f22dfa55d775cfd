import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder of its own, removed with all that is in it.
final class TestFolder: Sendable {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vimeo-lua-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Makes files with their own names in them, and the folders they are in; a name with a slash at its end is a folder.
    func make(_ names: String...) throws {
        for name in names {
            let folder = name.hasSuffix("/") ? name : name.split(separator: "/").dropLast().joined(separator: "/")
            try FileManager.default.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
            if !name.hasSuffix("/") { try write(name, name) }
        }
    }

    func write(_ name: String, _ text: some StringProtocol) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
    }

    func setMode(_ mode: Int, of name: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(path)/\(name)")
    }

    /// Everything in it, sorted.
    var names: [String] {
        get throws { try Self.names(in: path) }
    }

    static func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(path)/\(name)")), as: UTF8.self)
    }

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
