internal import Platform

/// The file of a history, which several programs append to at the same time.
struct HistoryFile {
    struct Failure: Error {
        let message: String
    }

    let path: String
    let limit: Int
    private var openFile: OpenFile?
    private var canShorten = true

    init(path: String, limit: Int) {
        self.path = path
        self.limit = limit
    }

    /// The entries that have come into the file since the last time.
    mutating func readNew() throws(Failure) -> [String] {
        guard let file = try lock() else { return [] }
        defer { file.unlock() }
        let entries = try file.readNew()
        return isTooLong(file) ? try shorten(file) : entries
    }

    /// Appends an entry; gives those of others that stand before it.
    mutating func append(_ entry: String) throws(Failure) -> [String] {
        guard let file = try lock() else { return [] }
        defer { file.unlock() }
        let others = try file.readNew()
        try file.append(HistoryLine.encode(entry))
        return isTooLong(file) ? try shorten(file) : others
    }

    /// The file that is at the path now, locked; nil if it is not a regular file, which is left alone.
    private mutating func lock() throws(Failure) -> OpenFile? {
        while true {
            if openFile == nil { openFile = try OpenFile(path) }
            guard let file = openFile, file.isRegular else { return nil }
            file.lock()
            if file.isAt(path) { return file }
            // Another program has replaced it.
            file.unlock()
            openFile = nil
        }
    }

    private func isTooLong(_ file: OpenFile) -> Bool {
        canShorten && file.lineCount > limit + limit / 2
    }

    /// Replaces the file by one with the newest entries, and gives them; if that fails it keeps growing.
    private mutating func shorten(_ file: OpenFile) throws(Failure) -> [String] {
        file.position = 0
        let entries = [].adding(try file.readNew(), limit: limit)
        let bytes = entries.flatMap(HistoryLine.encode)
        canShorten = (try? FileReplacement.write(bytes, to: FilePath(path), permissions: .privateFile)) != nil
        return entries
    }
}

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
                let path = FilePath(path)
                let options: FileDescriptor.OpenOptions = [.append, .create, .nonBlocking]
                func open() throws -> File { try File(path, .readWrite, options, permissions: .privateFile) }
                if let opened = try? open() {
                    file = opened
                } else {
                    try? path.removingLastComponent().createFolder(permissions: .privateFolder)
                    file = try open()
                }
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

enum HistoryLine {
    static func encode(_ entry: String) -> [UInt8] {
        var line: [UInt8] = []
        for byte in entry.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): line += [byte, byte]
            case 0x0A: line += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            default: line.append(byte)
            }
        }
        return line + [0x0A]
    }

    /// The entry of a line; nil if the line is damaged or too long.
    static func decode(_ line: some Sequence<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in line where byte != 0 {
            if isEscaped {
                isEscaped = false
                switch byte {
                case UInt8(ascii: "n"): bytes.append(0x0A)
                case UInt8(ascii: "\\"): bytes.append(byte)
                default: bytes += [UInt8(ascii: "\\"), byte]
                }
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                bytes.append(byte)
            }
        }
        if isEscaped { bytes.append(UInt8(ascii: "\\")) }
        let entry = String(decoding: bytes, as: UTF8.self)
        return entry.allSatisfy(\.isWhitespace) || bytes.count > History.maximumEntrySize ? nil : entry
    }
}
