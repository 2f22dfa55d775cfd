import NIOPosix
import Platform
import Synchronization

/// One upload in the journal: holds its lock from its first request to its last, and writes its entry.
///
/// A journal that cannot be written to does not stop the upload: a notice says so, and the upload continues without it.
final class UploadRecord: Sendable {
    /// The entry is not written more often than this, in seconds: the server knows better.
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
        /// Why it cannot be used, in words, and what it is about if Vimeo confirms that.
        case unusable(String, JournalEntry?)
    }

    let key: JournalKey
    private let file: SourceFile
    private let files: JournalFiles
    private let lock: LockFile
    private let fingerprint: String
    private let configuration: Configuration
    private let state = Mutex(State())

    /// Takes the place of an upload in the journal; nil if the journal cannot be used, and a notice said why.
    ///
    /// - Throws: `upload` with code `locked` if the same upload is running; `file` if the file cannot be read.
    init?(
        _ key: JournalKey,
        in folder: String,
        file: SourceFile,
        configuration: Configuration
    ) async throws(VimeoError) {
        let files = JournalFiles(folder: folder)
        let attempt: LockFile.Attempt
        do {
            attempt = try await Self.onThread {
                try files.createFolder()
                return try LockFile.take(FilePath(files.lock(key.name)))
            }
        } catch {
            configuration.onNotice(.cannotSave(file.name, error))
            return nil
        }
        switch attempt {
        case .taken(let process): throw Self.locked(file.name, by: process)
        case .held(let lock): self.lock = lock
        }
        fingerprint = try await FileFingerprint.checksum(file)
        self.key = key
        self.file = file
        self.files = files
        self.configuration = configuration
    }

    /// Looks for the unfinished upload of the very same file; asks Vimeo about an entry whose checksum does not fit.
    func find(_ client: Client) async throws(VimeoError) -> Finding {
        let (files, name) = (files, key.name)
        let entry: JournalEntry
        do {
            guard let bytes = try await Self.onThread({ try files.read(name) }) else { return .none }
            entry = try JournalEntry(bytes)
        } catch let problem as JournalEntry.Problem {
            return .unusable(problem.reason, nil)
        } catch {
            return .unusable("it cannot be read: \(error)", nil)
        }
        let isTrusted = try await entry.isIntact ? true : client.confirms(entry)
        guard isTrusted, JournalKey(key.name, entry) == key else {
            return .unusable(JournalEntry.Problem.damaged.reason, isTrusted ? entry : nil)
        }
        guard isOfFile(entry) else { return .changed(entry) }
        state.withLock { $0.entry = entry }
        return .entry(entry)
    }

    /// The unfinished upload of the very same file, if it is wanted and can be used; otherwise a notice says what is left.
    func unfinished(isWanted: Bool, _ client: Client) async throws(VimeoError) -> JournalEntry? {
        switch try await find(client) {
        case .none: return isWanted ? try await adopted(client) : nil
        case .entry(let entry):
            if isWanted { return entry }
            configuration.onNotice(.unwanted(file.name, remains: entry.remains))
        case .unusable(let reason, let entry):
            let (files, name) = (files, key.name)
            let path = try? await Self.onThread { try files.setAside(name) }
            configuration.onNotice(.unusable(file.name, reason, path: path, remains: entry?.remains))
        case .changed(let entry): configuration.onNotice(.changed(file.name, remains: entry.remains))
        }
        return nil
    }

    /// The unfinished upload of the very same file that was begun with another token, if it is one of the same account; it
    /// gets this name.
    private func adopted(_ client: Client) async throws(VimeoError) -> JournalEntry? {
        let files = files
        let names = (try? await Self.onThread { try files.names() }) ?? []
        for name in names where name != key.name {
            guard let found = await candidate(name), try await client.confirms(found),
                let attempt = try? await Self.onThread({ try LockFile.take(FilePath(files.lock(name))) })
            else { continue }
            let lock: LockFile
            switch attempt {
            case .taken(let process): throw Self.locked(file.name, by: process)
            case .held(let held): lock = held
            }
            defer { lock.release() }
            // It may have ended meanwhile.
            guard let entry = await candidate(name), entry.link == found.link else { continue }
            do {
                // Under both names for a moment, so that a crash loses neither.
                try await write(entry)
                try await Self.onThread { try files.remove(name) }
            } catch {
                configuration.onNotice(.cannotSave(file.name, error))
            }
            return entry
        }
        return nil
    }

    /// The entry of that name as one of this upload, if only the token is another.
    private func candidate(_ name: String) async -> JournalEntry? {
        let files = files
        guard let bytes = (try? await Self.onThread { try files.read(name) }) ?? nil,
            var entry = try? JournalEntry(bytes), entry.isIntact, isOfFile(entry)
        else { return nil }
        entry.account = key.account
        return JournalKey(key.name, entry) == key ? entry : nil
    }

    private func isOfFile(_ entry: JournalEntry) -> Bool {
        entry.size == file.size && entry.modified == file.modified && entry.fingerprint == fingerprint
    }

    /// Whether a later call can resume the upload.
    var isSaved: Bool { state.withLock { $0.entry != nil } }

    /// When an earlier call asked Vimeo to create the upload, if it did not live to see the answer.
    func intention() async -> Int? {
        let (files, name) = (files, key.name)
        return try? await Self.onThread { try files.intention(name) }
    }

    /// Saves that Vimeo is now asked to create the upload, or with nil that the answer is known.
    func intend(_ time: Int?) async {
        let (files, name) = (files, key.name)
        // Without it only a notice is missing.
        try? await Self.onThread { try files.intend(time, name) }
    }

    /// Saves a new upload, in place of any older one.
    func begin(_ ticket: UploadTicket, fields: String) async {
        let created = configuration.timing.now()
        let entry = JournalEntry(
            key,
            file: file,
            fingerprint: fingerprint,
            ticket: ticket,
            fields: fields,
            created: created
        )
        do {
            try await write(entry)
        } catch {
            configuration.onNotice(.cannotSave(file.name, error))
            await remove()
        }
        await intend(nil)
    }

    /// Saves that the upload got other fields.
    func amended(fields: String) async {
        guard var entry = state.withLock({ $0.entry }) else { return }
        entry.fields = fields
        // If that fails, the next call sends its fields once more.
        try? await write(entry)
    }

    /// Saves how far the server is, every few seconds.
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
        // On a full disk the present entry stays as good as it was.
        if let entry { try? await write(entry) }
    }

    /// Removes the entry.
    func remove() async {
        let (files, name) = (files, key.name)
        state.withLock { $0.entry = nil }
        do {
            try await Self.onThread { try files.remove(name) }
        } catch {
            configuration.onNotice(.cannotRemove(key.path, error))
        }
    }

    /// Lets others resume it.
    func close() { lock.release() }

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
            "\(PlainText.oneLine(name)) is already being uploaded by \(holder)",
            hint: "wait until that is done"
        )
    }

    /// Also in a cancelled task: that is when the next call needs the journal.
    private static func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
    {
        try await Task.detached { try await NIOThreadPool.singleton.runIfActive(body) }.value
    }
}
