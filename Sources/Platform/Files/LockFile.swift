internal import Synchronization

/// A lock between programs, and between tasks of one, that has a name: a file with the number of the process that holds it.
///
/// The system ends the lock with the process, however that ends; ``release()`` removes the file.
package final class LockFile: Sendable {
    package enum Attempt: Sendable {
        case held(LockFile)
        /// The process that holds it, if it has said so.
        case taken(by: Int?)
    }

    private let place: FilePlace
    private let file: Mutex<File?>
    private static let options: FileDescriptor.OpenOptions = [.noFollow, .nonBlocking]

    private init(_ place: FilePlace, _ file: File) {
        self.place = place
        self.file = Mutex(file)
    }

    deinit { release() }

    package static func take(_ path: FilePath) throws(Errno) -> Attempt { try take(FilePlace(path)) }

    package static func take(_ place: FilePlace) throws(Errno) -> Attempt {
        var attempts = 4
        while true {
            let file = try place.open(.readWrite, options.union(.create), permissions: .privateFile)
            if try file.lock() {
                // Its last holder may just have removed it.
                guard file.isAt(place) else { continue }
                // On a full disk the holder has no number.
                try? file.resize(to: 0)
                _ = try? Errno.catching { try file.descriptor.writeAll(toAbsoluteOffset: 0, "\(getpid())\n".utf8) }
                return .held(LockFile(place, file))
            }
            attempts -= 1
            if attempts == 0 { return .taken(by: holder(file)) }
            // A look at the lock takes it for a moment.
            usleep(10_000)
        }
    }

    /// Whether there is nothing at a place but a lock: what is taken is overwritten, and removed in the end.
    package static func isFree(_ place: FilePlace) -> Bool {
        guard let file = try? place.open(.readOnly, options) else { return true }
        guard let bytes = try? file.contents(upTo: 64) else { return false }
        return bytes.isEmpty || bytes.last == 0x0A && bytes.dropLast().allSatisfy(\.isASCIIDigit)
    }

    /// The process that holds it; nil if nobody does.
    package static func holder(of path: FilePath) -> Attempt? {
        guard let file = try? File(path, .readWrite, options), (try? file.lock()) == false else { return nil }
        return .taken(by: holder(file))
    }

    /// Removes the file, unless it is no longer there or another one is, and ends the lock.
    package func release() {
        guard let held = file.withLock({ $0.take() }) else { return }
        if held.isAt(place) { try? place.removeFile() }
        withExtendedLifetime(held) {}
    }

    private static func holder(_ file: File) -> Int? {
        guard let bytes = try? file.contents(upTo: 64) else { return nil }
        return Int(String(decoding: bytes.prefix(while: \.isASCIIDigit), as: UTF8.self))
    }
}
