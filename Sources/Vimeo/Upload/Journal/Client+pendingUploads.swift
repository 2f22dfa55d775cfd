extension Client {
    /// The journal of the configuration's `journalFolder`, if it has one.
    private var uploadJournal: UploadJournal? {
        guard let folder = configuration.journalFolder, !folder.isEmpty else { return nil }
        return UploadJournal(folder: folder)
    }

    /// All unfinished uploads in the journal, the oldest first; none without a journal.
    ///
    /// - Throws: `file` if the journal cannot be read.
    public func pendingUploads() async throws(VimeoError) -> [PendingUpload] {
        try await uploadJournal?.pending() ?? []
    }

    /// Removes an unfinished upload from the journal; the video stays at Vimeo until it is deleted.
    ///
    /// - Throws: `upload` with code `locked` if it is running, `file` if the entry cannot be removed.
    public func forget(_ pending: PendingUpload) throws(VimeoError) {
        try uploadJournal?.forget(pending)
    }

    /// Asks the server, once, how far it is with an unfinished upload that is not running.
    ///
    /// - Returns: the bytes it has; nil if it no longer knows the upload.
    /// - Throws: `upload` if the entry cannot be used or the answer is not valid; `network` and `timeout` without one.
    public func storedBytes(of pending: PendingUpload) async throws(VimeoError) -> Int64? {
        let entry = try entry(of: pending).entry
        let response = try await send(Upload.request(.head, try entry.ticket.link, nil))
        let answer = TusAnswer(response, now: configuration.timing.now())
        if answer.isLoss { return nil }
        guard response.ok, case .value(let offset) = answer.offset, offset <= entry.size else {
            throw TusUpload.noOffset(answer)
        }
        return offset
    }

    /// Resumes an unfinished upload, whatever account began it: its link needs no token.
    ///
    /// Never creates another one, since the fields of the video, such as who may see it, are not known here.
    ///
    /// - Returns: the URI of the video.
    /// - Throws: `upload` with code `locked` if it is running, `gone` if the server has lost it, `unusable` if its entry
    ///   cannot be used; `file` if its file is missing or has changed; else as ``upload(_:fields:options:progress:)``.
    public func resume(
        _ pending: PendingUpload,
        options: UploadOptions = UploadOptions(),
        progress: @escaping @Sendable (UploadProgress) -> Void = { _ in }
    ) async throws(VimeoError) -> String {
        let (entry, file, record) = try await find(pending)
        return try await Upload(self, file, entry.purpose, [:], options, resuming: (entry, record), progress: progress)
            .perform(startsOver: false)
    }

    /// Whether Vimeo says that the link of an entry belongs to its video: nothing else in a damaged entry can be trusted.
    func confirms(_ entry: JournalEntry) async throws(VimeoError) -> Bool {
        guard let link = try await uploadState(of: entry.object)?["upload_link"]?.string else { return false }
        return (try? Address(secretLink: link, what: "upload link").description) == entry.link
    }

    /// Takes the place of an unfinished upload in the journal, whose file must be what it was.
    private func find(
        _ pending: PendingUpload
    ) async throws(VimeoError) -> (entry: JournalEntry, file: SourceFile, record: UploadRecord) {
        // The lock has the entry's name, but the file has to be known before it can be taken.
        let (journal, entry) = try entry(of: pending)
        let file = try SourceFile(entry.path)
        let key = JournalKey(pending.id, entry)
        let record = try await UploadRecord(key, in: journal.files.folder, file: file, configuration: configuration)
        guard let record else { throw Self.unusable(pending, "its journal entry cannot be locked") }
        do throws(VimeoError) {
            switch try await record.find(self) {
            case .entry(let entry): return (entry, file, record)
            case .changed:
                throw VimeoError(
                    .file,
                    code: .changed,
                    "\(PlainText.oneLine(entry.path)) has changed since its upload began",
                    hint: "upload it again; \(Notice.canBeDeleted(entry.remains))"
                )
            case .unusable(let reason, _): throw Self.unusable(pending, "its journal entry cannot be used: \(reason)")
            case .none: throw Self.unusable(pending, "it was finished or forgotten meanwhile")
            }
        } catch {
            record.close()
            throw error
        }
    }

    private func entry(of pending: PendingUpload) throws(VimeoError) -> (journal: UploadJournal, entry: JournalEntry) {
        guard let journal = uploadJournal else { throw Self.unusable(pending, "there is no journal") }
        if case .corrupt(let reason) = pending.state { throw Self.unusable(pending, reason) }
        guard let entry = journal.entry(pending.id) else { throw Self.unusable(pending, "it has no journal entry") }
        return (journal, entry)
    }

    private static func unusable(_ pending: PendingUpload, _ reason: String) -> VimeoError {
        VimeoError(
            .upload,
            code: .unusable,
            "the unfinished upload of \(PlainText.oneLine(pending.path)) cannot be resumed: \(reason)",
            hint: "forget it, and upload the file again"
        )
    }
}
