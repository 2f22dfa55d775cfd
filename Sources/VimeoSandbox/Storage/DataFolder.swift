import Platform

/// The folder that keeps a sandbox: the log `changes`, the bytes of uploads in `uploads`, the journal of a client in
/// `journal`, and `lock`.
///
/// The log is the state: a change is answered when its line is in the file, and undone if it cannot be written. A line is
/// handed to the system, which writes it to the disk later: the end of the process at any moment loses nothing, a power
/// cut may lose what was last. When the log has grown it is replaced by one that makes the same store with fewer lines.
struct DataFolder: Sendable {
    private let path: FilePath
    /// Held as long as the sandbox lives.
    private let lock: LockFile
    var log: File
    /// Where the next line goes.
    private var length: Int64 = 0
    /// The length from which on the log is replaced.
    private var limit = Self.smallLog
    /// Whether the log can no longer be relied on: nothing is changed any more.
    private var isBroken = false

    private static let smallLog: Int64 = 4 << 20
    /// As much as a log of a million videos has.
    private static let largestLog = 16 << 30

    private var logPath: FilePath { path.appending("changes") }

    var uploads: String { path.appending("uploads").string }
    var journal: String { path.appending("journal").string }

    /// Opens or creates a folder, which no other sandbox may use meanwhile.
    init(_ name: String) throws(SandboxError) {
        path = FilePath(name)
        do {
            try path.createFolder(permissions: .privateFolder)
            try path.appending("uploads").createFolder(permissions: .privateFolder)
            switch try LockFile.take(path.appending("lock")) {
            case .held(let lock): self.lock = lock
            case .taken(let process):
                throw SandboxError(
                    code: .inUse,
                    message: "Another sandbox uses the folder \(name)\(process.map { ": process \($0)" } ?? "")",
                    hint: "end it first, or use another folder"
                )
            }
            log = try File(path.appending("changes"), .readWrite, .create, permissions: .privateFile)
        } catch let error as SandboxError {
            throw error
        } catch {
            throw .cannotKeep(name, error)
        }
    }

    /// The store that the folder keeps; nil if it is new.
    ///
    /// - Parameter notes: is given what was damaged.
    mutating func load(_ options: SandboxOptions, _ notes: inout [String]) throws(SandboxError) -> Store? {
        do {
            let bytes = try readLog()
            length = Int64(bytes.count)
            let contents = ChangeLog(bytes)
            if bytes.isEmpty { return nil }
            let store = Store(options, contents.entries)
            guard contents.isLog, store.resources[Store.owner] != nil else {
                throw SandboxError(
                    code: .cannotKeep,
                    message: "\(logPath) is not the log of a sandbox, or too damaged to be used",
                    hint: "use another folder"
                )
            }
            if contents.isCutOff {
                notes.append("the last line of \(logPath) was cut off and is left out; the rest is kept")
            } else if contents.damagedLines > 0 {
                let file = try File(
                    path.appending("changes.damaged"),
                    .writeOnly,
                    [.create, .append],
                    permissions: .privateFile
                )
                try contents.damaged.withUnsafeBytes { try file.write($0) }
                notes.append(
                    "damaged lines of \(logPath) (\(contents.damagedLines)) are left out and moved to changes.damaged; "
                        + "the rest is kept"
                )
            }
            if contents.damagedLines > 0 || length > Self.smallLog { try replaceLog(store) }
            return store
        } catch let error as SandboxError {
            throw error
        } catch {
            throw .cannotKeep(path.string, error)
        }
    }

    /// Begins the log of a new store, whose steps were not noted.
    mutating func begin(_ store: Store) throws(SandboxError) {
        do {
            try replaceLog(store)
        } catch {
            throw .cannotKeep(path.string, error)
        }
    }

    /// How many bytes the files of uploads have; removes those that are of no upload.
    func sizes(of uploads: [String: Upload]) -> [String: Int64] {
        let folder = path.appending("uploads")
        var sizes: [String: Int64] = [:]
        for (bytes, _) in (try? folder.entries()) ?? [] {
            let name = String(decoding: bytes, as: UTF8.self)
            let file = folder.appending(name)
            if uploads[name] != nil {
                sizes[name] = (try? Stat(file))?.size
            } else if name.utf8.count == 32, name.utf8.allSatisfy(\.isHexDigit) {
                try? file.removeFile()
            }
        }
        return sizes
    }

    /// Writes what has changed; if that fails, the store is again as the log has it.
    ///
    /// - Returns: whether it is written.
    mutating func keep(_ store: inout Store, now: Instant) -> Bool {
        let changes = store.takeChanges()
        if changes.isEmpty { return true }
        do {
            guard !isBroken else { return false }
            let line = ChangeLog.line(now, changes)
            try line.withUnsafeBytes { try log.write($0, at: length) }
            length += Int64(line.count)
        } catch {
            undo(&store, now: now)
            return false
        }
        if length > limit {
            // Without room for it the log just keeps growing.
            limit *= 2
            try? replaceLog(store)
        }
        return true
    }

    private mutating func undo(_ store: inout Store, now: Instant) {
        try? log.resize(to: length)
        guard let bytes = try? readLog() else {
            isBroken = true
            return
        }
        var kept = Store(store.options, ChangeLog(Array(bytes.prefix(Int(length)))).entries)
        kept.carryOver(from: store)
        kept.resume(sizes(of: kept.uploads), now: now)
        // Those run already.
        kept.pulls = []
        kept.notesChanges = true
        store = kept
    }

    private func readLog() throws(Errno) -> [UInt8] {
        let size = try log.status().size
        guard size <= Self.largestLog else { throw .fileTooLarge }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(size))
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { piece.deallocate() }
        while true {
            let count = try log.read(at: Int64(bytes.count), into: piece)
            if count == 0 { return bytes }
            bytes += piece[..<count]
        }
    }

    /// Puts a log in place that makes the store from nothing, safely on the disk.
    private mutating func replaceLog(_ store: Store) throws(Errno) {
        let replacement = try FileReplacement(of: logPath, permissions: .privateFile)
        var (lines, total) = (ChangeLog.header, Int64(0))
        for change in store.snapshot + [nil] {
            if let change { lines += ChangeLog.line(store.now, [change]) }
            guard change == nil || lines.count > 1 << 20 else { continue }
            try Errno.catching { try lines.withUnsafeBytes { try replacement.write($0) } }
            total += Int64(lines.count)
            lines.removeAll(keepingCapacity: true)
        }
        try replacement.commit()
        do {
            log = try File(logPath, .readWrite)
        } catch {
            // Lines would go to the file that is no longer there.
            isBroken = true
            throw error
        }
        length = total
        limit = max(Self.smallLog, total * 2)
    }

    /// Lets go of the folder.
    func close() {
        try? log.sync()
        lock.release()
    }
}
