internal import Platform

extension HistoryFile {
    /// The file while it is open, and how far it has been read.
    final class OpenFile {
        /// More than this is never read: only the end of a larger file.
        private static let maximumSize = 64 << 20

        let isRegular: Bool
        var position: Int64 = 0
        private(set) var lineCount = 0
        private let file: File

        /// Opens or creates it, for its owner alone.
        init(_ path: String) throws(Failure) {
            do {
                try? FilePath(path).removingLastComponent().createFolder(permissions: .privateFolder)
                let options: FileDescriptor.OpenOptions = [.append, .create, .nonBlocking]
                file = try File(FilePath(path), .readWrite, options, permissions: .privateFile)
                let status = try file.status()
                isRegular = status.type == .regular
                if isRegular, status.permissions.rawValue & 0o077 != 0 { try? file.setPermissions(.privateFile) }
            } catch {
                throw Failure(message: "history \(path): \(error)")
            }
        }

        /// Waits for the lock; where a file system has none, whole appends are still atomic.
        func lock() {
            _ = try? file.lock(waiting: true)
        }

        func unlock() {
            file.unlock()
        }

        /// Whether the path still leads to this file.
        func isAt(_ path: String) -> Bool {
            file.isAt(FilePath(path), followingLinks: true)
        }

        private var size: Int64 { (try? file.status().size) ?? 0 }

        /// The entries of the whole lines from where reading stopped.
        func readNew() throws(Failure) -> [String] {
            let size = size
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
            let size = size
            let isTorn = size > 0 && read(from: size - 1, to: size) != [0x0A]
            let bytes = (isTorn ? [0x0A] : []) + line
            do {
                try Errno.catching { try bytes.withUnsafeBytes { try file.write($0) } }
            } catch {
                try? file.resize(to: size)
                throw Failure(message: "history: \(error)")
            }
            // A torn line is still to be read; then this one comes with it.
            guard !isTorn else { return }
            position = size + Int64(bytes.count)
            lineCount += 1
        }

        private func read(from start: Int64, to end: Int64) -> [UInt8] {
            let size = Int(max(0, end - start))
            return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                while count < size {
                    let space = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                    guard let part = try? file.read(at: start + Int64(count), into: space), part > 0 else { return }
                    count += part
                }
            }
        }
    }
}
