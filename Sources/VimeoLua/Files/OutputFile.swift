internal import Vimeo

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A file that appears with all its bytes, or not at all.
///
/// The bytes go to a temporary file beside it, which takes its place in ``commit()``; dropped before that, it leaves
/// nothing behind. A file that exists keeps its permissions, and the link that leads to it. Where something other than
/// a file has the name, such as a device or a pipe, it is written to at once.
final class OutputFile {
    /// The name that was given, for messages.
    let path: Path
    private let target: Path
    private var descriptor: Int32
    /// What has to be renamed, or removed.
    private var temporary: Path?

    init(_ path: Path) throws(VimeoError) {
        self.path = path
        target = try path.followingLinks()
        let status = try FileStatus.read(target)
        if let status, status.kind == .other {
            descriptor = open(target.cString, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw .file("write", path, errno) }
            return
        }
        if let status {
            guard status.kind != .directory else { throw .file("write", path, EISDIR) }
            // Its folder may let us replace what its owner has protected.
            guard access(target.cString, W_OK) == 0 else { throw .file("write", path, errno) }
        }
        let name = ".vimeo-lua-" + String(UInt64.random(in: .min ... .max), radix: 36)
        let temporary = target.folder.appending(Array(name.utf8))
        let mode = status.map { $0.mode & 0o777 }
        descriptor = open(temporary.cString, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode ?? 0o666)
        guard descriptor >= 0 else { throw .file("write", path, errno) }
        self.temporary = temporary
        TemporaryFiles.add(temporary)
        // The system took the umask away from it.
        if let mode { fchmod(descriptor, mode) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        if let temporary { TemporaryFiles.remove(temporary) }
    }

    /// Appends bytes.
    func write(_ bytes: UnsafeRawBufferPointer) throws(VimeoError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            #if canImport(Glibc)
            let count = Glibc.write(descriptor, part.baseAddress, part.count)
            #else
            let count = Darwin.write(descriptor, part.baseAddress, part.count)
            #endif
            guard count >= 0 else { throw .file("write", path, errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Puts the file in place, its bytes safely on the disk.
    func commit() throws(VimeoError) {
        guard temporary == nil || fsync(descriptor) == 0 else { throw .file("write", path, errno) }
        let result = close(descriptor)
        descriptor = -1
        guard result == 0 else { throw .file("write", path, errno) }
        guard let temporary else { return }
        guard rename(temporary.cString, target.cString) == 0 else { throw .file("write", path, errno) }
        TemporaryFiles.remove(temporary, isRenamed: true)
        self.temporary = nil
    }
}
