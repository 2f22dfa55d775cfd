#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

extension HistoryFile {
    /// The file while it is open, and how far it has been read.
    final class OpenFile {
        /// More than this is never read: only the end of a larger file.
        private static let maximumSize = 64 << 20

        let isRegular: Bool
        var position: Int64 = 0
        private(set) var lineCount = 0
        private let descriptor: Int32

        private init(descriptor: Int32, isRegular: Bool) {
            self.descriptor = descriptor
            self.isRegular = isRegular
        }

        deinit {
            close(descriptor)
        }

        /// Opens or makes it, for its owner alone.
        static func open(_ path: String) throws(Failure) -> OpenFile {
            makeFolders(path)
            let flags = O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK
            #if canImport(Glibc)
            let descriptor = Glibc.open(path, flags, 0o600)
            #else
            let descriptor = Darwin.open(path, flags, 0o600)
            #endif
            guard descriptor >= 0 else { throw Failure(path, errno) }
            var status = stat()
            let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            if isRegular, status.st_mode & 0o077 != 0 { _ = fchmod(descriptor, 0o600) }
            return OpenFile(descriptor: descriptor, isRegular: isRegular)
        }

        /// Waits for the lock; where a file system has none, whole appends are still atomic.
        func lock() {
            while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        }

        func unlock() {
            _ = flock(descriptor, LOCK_UN)
        }

        /// Whether the path still leads to this file.
        func isAt(_ path: String) -> Bool {
            var own = stat()
            var other = stat()
            return fstat(descriptor, &own) == 0 && stat(path, &other) == 0
                && own.st_ino == other.st_ino && own.st_dev == other.st_dev
        }

        /// The entries of the whole lines from where reading stopped.
        func readNew() throws(Failure) -> [String] {
            let size = Int64(lseek(descriptor, 0, SEEK_END))
            if size < position { position = 0 }
            if position == 0 { lineCount = 0 }
            let start = max(position, size - Int64(Self.maximumSize))
            var bytes = read(from: start, to: size)
            guard let end = bytes.lastIndex(of: 0x0A) else { return [] }
            bytes.removeSubrange((end + 1)...)
            position = start + Int64(bytes.count)
            let lines = bytes.split(separator: 0x0A)
            lineCount += lines.count
            return lines.compactMap { HistoryLine.decode($0) }
        }

        /// Appends a line in one write, after the end of a torn one; all of it or nothing.
        func append(_ line: [UInt8]) throws(Failure) {
            let size = Int64(lseek(descriptor, 0, SEEK_END))
            let isTorn = size > 0 && read(from: size - 1, to: size) != [0x0A]
            let bytes = (isTorn ? [0x0A] : []) + line
            #if canImport(Glibc)
            let count = Glibc.write(descriptor, bytes, bytes.count)
            #else
            let count = Darwin.write(descriptor, bytes, bytes.count)
            #endif
            guard count == bytes.count else {
                let error = count < 0 ? errno : ENOSPC
                if count > 0 { _ = ftruncate(descriptor, off_t(size)) }
                throw Failure(message: "history: \(String(cString: strerror(error)))")
            }
            // A torn line is still to be read; then this one comes with it.
            guard !isTorn else { return }
            position = Int64(size) + Int64(bytes.count)
            lineCount += 1
        }

        private func read(from start: Int64, to end: Int64) -> [UInt8] {
            let size = Int(max(0, end - start))
            return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                while count < size {
                    let address = buffer.baseAddress.map { $0 + count }
                    let part = pread(descriptor, address, size - count, off_t(start) + off_t(count))
                    if part < 0, errno == EINTR { continue }
                    guard part > 0 else { return }
                    count += part
                }
            }
        }

        private static func makeFolders(_ path: String) {
            var folder = path.hasPrefix("/") ? "/" : ""
            for part in path.split(separator: "/").dropLast() {
                folder += "\(part)/"
                mkdir(folder, 0o700)
            }
        }
    }
}
