import NIOPosix
import Platform
import Synchronization

/// One upload in the journal: holds its lock from its first request to its last, and writes its entry.
///
/// A journal that cannot be written to stops no upload: its trouble is told, and the upload goes on without it.
final class UploadRecord: Sendable {
    /// The entry is not written more often than this, in seconds.
    ///
    /// An offset that is behind costs nothing: the server knows better.
    static let pause = 3.0

    private struct State {
        /// What is on the disk.
        var entry: JournalEntry?
        var written = 0.0
    }

    /// What the journal knows of an upload.
    enum Finding: Sendable {
        case none
        case entry(JournalEntry)
        /// It is about another state of the file.
        case changed(JournalEntry)
        /// Why it is of no use, in words.
        case unusable(String)
    }

    let key: JournalKey
    private let file: SourceFile
    private let files: JournalFiles
    private let lock: LockFile
    private let fingerprint: String
    private let configuration: Configuration
    private let state = Mutex(State())

    private init(
        _ key: JournalKey,
        file: SourceFile,
        files: JournalFiles,
        lock: LockFile,
        fingerprint: String,
        configuration: Configuration
    ) {
        self.key = key
        self.file = file
        self.files = files
        self.lock = lock
        self.fingerprint = fingerprint
        self.configuration = configuration
    }

    /// Takes the place of an upload in the journal.
    ///
    /// - Returns: nil if the journal cannot be used; `onNotice` has heard why.
    /// - Throws: `upload` with code `locked` if the same upload is under way; `file` if the file cannot be read.
    static func open(
        _ key: JournalKey,
        in folder: String,
        file: SourceFile,
        configuration: Configuration
    ) async throws(VimeoError) -> UploadRecord? {
        let files = JournalFiles(folder: folder)
        let attempt: LockFile.Attempt
        do {
            attempt = try await onThread {
                try files.createFolder()
                return try LockFile.take(FilePath(files.lock(key.name)))
            }
        } catch {
            configuration.onNotice(.unkept(file.name, error))
            return nil
        }
        switch attempt {
        case .taken(let process): throw locked(file.name, by: process)
        case .held(let lock):
            let fingerprint = try await FileFingerprint.checksum(file)
            return UploadRecord(
                key,
                file: file,
                files: files,
                lock: lock,
                fingerprint: fingerprint,
                configuration: configuration
            )
        }
    }

    /// Looks for the unfinished upload of the very same file.
    func find() async -> Finding {
        let (files, name) = (files, key.name)
        let entry: JournalEntry
        do {
            guard let bytes = try await Self.onThread({ try files.read(name) }) else { return .none }
            entry = try JournalEntry(bytes)
        } catch let problem as JournalEntry.Problem {
            return .unusable(problem.reason)
        } catch {
            return .unusable("it cannot be read: \(error)")
        }
        guard entry.belongs(to: key) else { return .unusable(JournalEntry.Problem.damaged.reason) }
        guard entry.describes(file, fingerprint: fingerprint) else { return .changed(entry) }
        state.withLock { $0.entry = entry }
        return .entry(entry)
    }

    /// The unfinished upload of the very same file, if there is one that can be used; tells why one cannot.
    ///
    /// If it is not wanted, only what is left of it is told.
    func unfinished(isWanted: Bool) async -> JournalEntry? {
        switch await find() {
        case .none: return nil
        case .entry(let entry):
            if isWanted { return entry }
            configuration.onNotice(.unwanted(file.name, remains: entry.remains))
        case .unusable(let reason): configuration.onNotice(.unusable(file.name, reason))
        case .changed(let entry): configuration.onNotice(.changed(file.name, remains: entry.remains))
        }
        return nil
    }

    /// Whether a later call can go on with the upload.
    var isKept: Bool { state.withLock { $0.entry != nil } }

    /// Remembers a new upload, in place of any older one.
    func begin(_ made: MadeUpload, fields: String) async {
        let created = configuration.timing.now()
        let entry = JournalEntry(
            key,
            file: file,
            fingerprint: fingerprint,
            made: made,
            fields: fields,
            created: created
        )
        do {
            try await write(entry)
        } catch {
            configuration.onNotice(.unkept(file.name, error))
            await remove()
        }
    }

    /// Remembers that the upload got other fields.
    func amended(fields: String) async {
        guard var entry = state.withLock({ $0.entry }) else { return }
        entry.fields = fields
        // Should it fail, the next call gives it its fields once more.
        try? await write(entry)
    }

    /// Remembers how far the server is, now and then.
    func confirmed(_ offset: Int64) async {
        let now = configuration.timing.uptime()
        let entry = state.withLock { state -> JournalEntry? in
            guard var entry = state.entry, offset != entry.confirmed, offset < entry.size,
                now - state.written >= Self.pause
            else { return nil }
            entry.confirmed = offset
            state.written = now
            return entry
        }
        // Should the disk be full, the entry that is there stays as good as it was.
        if let entry { try? await write(entry) }
    }

    /// Forgets the upload.
    func remove() async {
        let (files, name) = (files, key.name)
        state.withLock { $0.entry = nil }
        do {
            try await Self.onThread { try files.remove(name) }
        } catch {
            configuration.onNotice(.unremoved(key.path, error))
        }
    }

    /// Lets others go on with it.
    func close() {
        lock.release()
    }

    private func write(_ entry: JournalEntry) async throws {
        let (files, name) = (files, key.name)
        try await Self.onThread { try files.write(entry.encoded(), name) }
        let now = configuration.timing.uptime()
        state.withLock { $0 = State(entry: entry, written: now) }
    }

    static func locked(_ name: String, by process: Int?) -> VimeoError {
        let holder =
            switch process {
            case Int(getpid())?: "this process"
            case let process?: "process \(process)"
            case nil: "another process"
            }
        return VimeoError(
            .upload,
            code: .locked,
            "\(PlainText.oneLine(name)) is being sent by \(holder) already",
            hint: "wait until that is done; one interrupted is gone on with by the next call"
        )
    }

    /// Also in a task that is cancelled: it is then that the next one needs the journal.
    private static func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
    {
        try await Task.detached { try await NIOThreadPool.singleton.runIfActive(body) }.value
    }
}
