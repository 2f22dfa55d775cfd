import Platform

/// The folder that remembers unfinished uploads.
struct UploadJournal: Sendable {
    let files: JournalFiles

    init(folder: String) { files = JournalFiles(folder: folder) }

    /// Reads the entries, and parts of each file.
    func pending() async throws(VimeoError) -> [PendingUpload] {
        let names: [String]
        do {
            names = try files.names()
        } catch {
            throw VimeoError(
                .file,
                code: .journal,
                "the folder of unfinished uploads cannot be read: \(error)",
                hint: "check the permissions of \(files.folder)"
            )
        }
        var result: [PendingUpload] = []
        for name in names {
            if let pending = await pending(name) { result.append(pending) }
        }
        return result.sorted { ($0.created, $0.id) < ($1.created, $1.id) }
    }

    func forget(_ pending: PendingUpload) throws(VimeoError) {
        let lock = try lock(pending)
        defer { lock.release() }
        do {
            try files.remove(pending.id)
        } catch {
            throw trouble(error)
        }
    }

    /// An entry that can be read.
    func entry(_ id: String) -> JournalEntry? {
        guard let bytes = try? files.read(id) else { return nil }
        return try? JournalEntry(bytes)
    }

    /// The lock of an unfinished upload.
    private func lock(_ pending: PendingUpload) throws(VimeoError) -> LockFile {
        let attempt: LockFile.Attempt
        do {
            attempt = try LockFile.take(FilePath(files.lock(pending.id)))
        } catch {
            throw trouble(error)
        }
        switch attempt {
        case .held(let lock): return lock
        case .taken(let process): throw UploadRecord.locked(pending.path, by: process)
        }
    }

    private func trouble(_ error: Errno) -> VimeoError {
        VimeoError(
            .file,
            code: .journal,
            "the journal entry of an unfinished upload cannot be changed: \(error)",
            hint: "check the permissions of \(files.folder)"
        )
    }

    private func pending(_ name: String) async -> PendingUpload? {
        let path = files.entry(name)
        let bytes: [UInt8]
        do {
            // It may be finished by now.
            guard let read = try files.read(name) else { return nil }
            bytes = read
        } catch {
            return PendingUpload(name, nil, path: path, .corrupt("it cannot be read: \(error)"))
        }
        let holder = LockFile.holder(of: FilePath(files.lock(name)))
        do throws(JournalEntry.Problem) {
            let entry = try JournalEntry(bytes)
            guard entry.isIntact else { throw .damaged }
            var state = await Self.state(of: entry)
            if case .taken(let process)? = holder { state = .locked(by: process) }
            return PendingUpload(name, entry, path: entry.path, state)
        } catch {
            return PendingUpload(name, nil, path: path, .corrupt(error.reason))
        }
    }

    private static func state(of entry: JournalEntry) async -> PendingUpload.State {
        do throws(VimeoError) {
            let file = try SourceFile(entry.path)
            guard file.size == entry.size, file.modified == entry.modified else { return .changed }
            return try await FileFingerprint.checksum(file) == entry.fingerprint ? .ready : .changed
        } catch {
            // An empty file was not empty before, or there would be no entry.
            return error.code == .empty || error.code == .changed ? .changed : .missing
        }
    }
}
