import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Keeps a second process, or a second task of this one, from sending the same file.
///
/// The lock is on a file of its own, since the entry is replaced with every write; the kernel lets it go when the process
/// ends, however that happens.
final class JournalLock: Sendable {
    enum Attempt {
        case held(JournalLock)
        /// The process that holds it, if it has said so.
        case taken(by: Int?)
    }

    private let path: String
    private let descriptor: Mutex<CInt?>

    private init(_ path: String, _ descriptor: CInt) {
        self.path = path
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    static func take(_ path: String) throws(Errno) -> Attempt {
        var patience = 3
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
            guard descriptor >= 0 else { throw Errno(rawValue: errno) }
            let problem = locked(descriptor)
            if problem == nil, isSame(descriptor, path) {
                let text = "\(getpid())\n"
                // On a full disk the holder stays unnamed.
                if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.utf8.count, 0) }
                return .held(JournalLock(path, descriptor))
            }
            let holder = problem == .wouldBlock ? holder(descriptor) : nil
            close(descriptor)
            // Whoever only looks at it lets it go at once, and whoever is done removes it.
            if problem == .wouldBlock, patience == 0 { return .taken(by: holder) }
            if let problem, problem != .wouldBlock { throw problem }
            if problem != nil {
                patience -= 1
                usleep(10_000)
            }
        }
    }

    /// Whether somebody holds it; leaves nothing behind.
    static func holder(of path: String) -> Attempt? {
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return locked(descriptor) == .wouldBlock ? .taken(by: holder(descriptor)) : nil
    }

    /// Removes the file and lets others have the lock.
    func release() {
        descriptor.withLock { descriptor in
            guard let held = descriptor else { return }
            descriptor = nil
            unlink(path)
            close(held)
        }
    }

    private static func locked(_ descriptor: CInt) -> Errno? {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let problem = Errno(rawValue: errno)
            guard problem == .interrupted else { return problem }
        }
        return nil
    }

    /// Whether the file that was opened still is the one of that name: its last holder may just have removed it.
    private static func isSame(_ descriptor: CInt, _ path: String) -> Bool {
        var opened = stat()
        var named = stat()
        return fstat(descriptor, &opened) == 0 && lstat(path, &named) == 0 && opened.st_ino == named.st_ino
            && opened.st_dev == named.st_dev
    }

    private static func holder(_ descriptor: CInt) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        let digits = bytes[..<count].prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
