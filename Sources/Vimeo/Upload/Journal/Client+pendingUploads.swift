extension Client {
    /// The journal of the configuration's `journalFolder`, if it has one.
    public var uploadJournal: UploadJournal? {
        guard let folder = configuration.journalFolder, !folder.isEmpty else { return nil }
        return UploadJournal(folder: folder)
    }

    /// All unfinished uploads that the journal knows, the oldest first; none without a journal.
    ///
    /// - Throws: `file` if the journal cannot be read.
    public func pendingUploads() async throws(VimeoError) -> [PendingUpload] {
        try await uploadJournal?.pending() ?? []
    }

    /// Forgets an unfinished upload; the video stays at Vimeo until somebody deletes it.
    ///
    /// - Throws: `upload` with code `locked` if it is under way, `file` if the entry cannot be removed.
    public func forget(_ pending: PendingUpload) throws(VimeoError) {
        try uploadJournal?.forget(pending)
    }

    /// Asks the server, once, how far it is with an unfinished upload that is not under way.
    ///
    /// - Returns: the bytes it has; nil if it no longer knows the upload.
    /// - Throws: `upload` if the entry is of no use or the answer says nothing; `network` and `timeout` without one.
    public func storedBytes(of pending: PendingUpload) async throws(VimeoError) -> Int64? {
        let entry = try entry(of: pending).entry
        let response = try await send(Self.tusRequest(.head, try Self.secretLink(entry.link), UploadOptions()))
        let answer = TusAnswer(response, now: configuration.timing.now())
        if answer.isLoss { return nil }
        guard response.ok, case .value(let offset) = answer.offset, offset <= entry.size else {
            throw TusUpload.senseless(answer)
        }
        return offset
    }

    /// Goes on with an unfinished upload, whatever account began it: its link needs no token.
    ///
    /// Never begins a new one, since the fields of the video, such as who may see it, are not known here.
    ///
    /// - Returns: the URI of the video.
    /// - Throws: `upload` with code `locked` if it is under way, `gone` if the server has lost it, `unusable` if its entry is
    ///   of no use; `file` if its file is missing or has changed; else as ``upload(_:fields:options:progress:)``.
    public func resume(
        _ pending: PendingUpload,
        options: UploadOptions = UploadOptions(),
        progress: @escaping @Sendable (UploadProgress) -> Void = { _ in }
    ) async throws(VimeoError) -> String {
        try options.check()
        let found = try await find(pending)
        defer { found.record.close() }
        let entry = found.entry
        let job = job(found.file, entry.kind, options, found.record, confirmed: entry.confirmed, progress)
        return try await job.report.watch { () async throws(VimeoError) in
            guard let loss = try await send(job, to: try entry.made, isNew: false) else { return entry.uri }
            throw VimeoError(
                .upload,
                code: .gone,
                "the server lost the upload of \(PlainText.oneLine(found.file.name)): \(loss.message)",
                hint: "upload it anew; what is left of \(entry.remains) can be deleted"
            )
        }
    }

    /// Takes the place of an unfinished upload in the journal, whose file must be what it was.
    private func find(
        _ pending: PendingUpload
    ) async throws(VimeoError) -> (entry: JournalEntry, file: SourceFile, record: UploadRecord) {
        // The lock has the entry's name, but the file has to be known before it can be taken.
        let (journal, entry) = try entry(of: pending)
        let file = try SourceFile(entry.path)
        let key = JournalKey(pending.id, entry)
        let record = try await UploadRecord.open(
            key,
            in: journal.files.folder,
            file: file,
            configuration: configuration
        )
        guard let record else { throw Self.unusable(pending, "the note about it cannot be locked") }
        let found = await record.find()
        if case .entry(let entry) = found { return (entry, file, record) }
        record.close()
        switch found {
        case .changed:
            throw VimeoError(
                .file,
                code: .changed,
                "\(PlainText.oneLine(entry.path)) is not what it was when its upload began",
                hint: "upload it anew; what is left of \(entry.remains) can be deleted"
            )
        case .unusable(let reason): throw Self.unusable(pending, reason)
        case .entry, .none: throw Self.unusable(pending, "somebody else finished or forgot it")
        }
    }

    private func entry(
        of pending: PendingUpload
    ) throws(VimeoError) -> (journal: UploadJournal, entry: JournalEntry) {
        guard let journal = uploadJournal else { throw Self.unusable(pending, "there is no journal") }
        if case .corrupt(let reason) = pending.state { throw Self.unusable(pending, reason) }
        guard let entry = journal.entry(pending.id) else { throw Self.unusable(pending, "there is no such note") }
        return (journal, entry)
    }

    private static func unusable(_ pending: PendingUpload, _ reason: String) -> VimeoError {
        VimeoError(
            .upload,
            code: .unusable,
            "the unfinished upload of \(PlainText.oneLine(pending.path)) cannot be gone on with: \(reason)",
            hint: "forget it, and upload the file again"
        )
    }
}
