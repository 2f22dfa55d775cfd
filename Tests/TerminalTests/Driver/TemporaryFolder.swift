@testable import Terminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder of a test's own, removed with it.
final class TemporaryFolder {
    struct Failure: Error {}

    let path: String

    init() throws {
        var template = Array("/tmp/terminal-XXXXXX".utf8CString)
        guard let name = mkdtemp(&template) else { throw Failure() }
        path = String(cString: name)
    }

    deinit {
        Self.remove(path)
    }

    var names: [String] { Self.names(path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ text: String, to name: String) {
        write(bytes: Array(text.utf8), to: name)
    }

    func write(bytes: [UInt8], to name: String) {
        let descriptor = open(file(name), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        DescriptorIO.write(bytes, to: descriptor)
        close(descriptor)
    }

    func text(_ name: String) -> String? {
        let descriptor = open(file(name), O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        while let part = DescriptorIO.read(descriptor), !part.isEmpty { bytes += part }
        return String(decoding: bytes, as: UTF8.self)
    }

    func mode(_ name: String) -> UInt32 {
        var status = stat()
        stat(file(name), &status)
        return UInt32(status.st_mode) & 0o777
    }

    private static func names(_ path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func remove(_ path: String) {
        for name in names(path) { remove("\(path)/\(name)") }
        if unlink(path) != 0 { rmdir(path) }
    }
}
