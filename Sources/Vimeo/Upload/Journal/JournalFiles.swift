import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The files of a journal's folder.
struct JournalFiles: Sendable {
    static let ending = ".json"

    let folder: String

    func entry(_ name: String) -> String { "\(folder)/\(name)\(Self.ending)" }
    func lock(_ name: String) -> String { "\(folder)/\(name).lock" }
    private func temporary(_ name: String) -> String { "\(folder)/\(name).tmp" }

    /// Makes the folder and those above it, for the user alone.
    func makeFolder() throws(Errno) {
        var path = FilePath(folder)
        var missing: [FilePath] = []
        while !path.isEmpty, mkdir(path.string, 0o700) != 0 {
            let problem = Errno(rawValue: errno)
            if problem == .fileExists { break }
            guard problem == .noSuchFileOrDirectory else { throw problem }
            missing.append(path)
            guard path.removeLastComponent() else { throw problem }
        }
        for path in missing.reversed() {
            guard mkdir(path.string, 0o700) == 0 || errno == EEXIST else { throw Errno(rawValue: errno) }
        }
        // A folder of somebody else keeps its mode; the files themselves are closed.
        chmod(folder, 0o700)
    }

    /// The bytes of an entry; nil if there is none.
    ///
    /// No more are read than a file too large to be an entry has.
    func read(_ name: String) throws(Errno) -> [UInt8]? {
        let descriptor = open(entry(name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw Errno(rawValue: errno)
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: JournalEntry.largest + 1)
        var count = 0
        while count < bytes.count {
            let read = bytes.withUnsafeMutableBytes { space in
                pread(descriptor, space.baseAddress.map { $0 + count }, space.count - count, off_t(count))
            }
            if read < 0, errno == EINTR { continue }
            guard read >= 0 else { throw Errno(rawValue: errno) }
            if read == 0 { break }
            count += read
        }
        return Array(bytes[..<count])
    }

    /// Puts an entry in place: after a crash or a power cut at any moment there is the old one or the new one, whole.
    func write(_ bytes: [UInt8], _ name: String) throws(Errno) {
        let temporary = temporary(name)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Errno(rawValue: errno) }
        var problem = Self.fill(descriptor, bytes)
        if problem == nil, fsync(descriptor) != 0 { problem = Errno(rawValue: errno) }
        if close(descriptor) != 0, problem == nil { problem = Errno(rawValue: errno) }
        if problem == nil, rename(temporary, entry(name)) != 0 { problem = Errno(rawValue: errno) }
        if let problem {
            unlink(temporary)
            throw problem
        }
        syncFolder()
    }

    /// Removes an entry and what a crash left of it.
    func remove(_ name: String) throws(Errno) {
        unlink(temporary(name))
        guard unlink(entry(name)) == 0 || errno == ENOENT else { throw Errno(rawValue: errno) }
        syncFolder()
    }

    /// The names of all entries, sorted.
    func names() throws(Errno) -> [String] {
        guard let directory = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw Errno(rawValue: errno)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let item = readdir(directory) {
            let name = withUnsafeBytes(of: &item.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(Self.ending), !name.hasPrefix(".") {
                names.append(String(name.dropLast(Self.ending.count)))
            }
        }
        return names.sorted()
    }

    private static func fill(_ descriptor: CInt, _ bytes: [UInt8]) -> Errno? {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(done)) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return Errno(rawValue: errno) }
            done += count
        }
        return nil
    }

    /// Makes a rename survive a power cut; some file systems cannot, and need not.
    private func syncFolder() {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
