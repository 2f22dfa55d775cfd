extension Client {
    /// Sends a source to an upload that `make` creates, or to the unfinished one that the journal knows.
    ///
    /// Creates another one if the server loses it. An unfinished one gets the fields of this call.
    func transfer(
        _ source: any ByteSource,
        _ purpose: UploadPurpose,
        _ fields: UploadFields,
        options: UploadOptions,
        progress: @escaping @Sendable (UploadProgress) -> Void,
        make: () async throws(VimeoError) -> MadeUpload
    ) async throws(VimeoError) -> String {
        try options.check()
        let record = try await record(of: source, purpose)
        defer { record?.close() }
        let unfinished = await record?.unfinished(isWanted: options.resume)
        let job = job(source, purpose.kind, options, record, confirmed: unfinished?.confirmed ?? 0, progress)
        return try await job.report.watch { () async throws(VimeoError) in
            try await complete(job, fields, unfinished, make: make)
        }
    }

    func job(
        _ source: any ByteSource,
        _ kind: Transfer.Kind,
        _ options: UploadOptions,
        _ record: UploadRecord?,
        confirmed: Int64,
        _ progress: @escaping @Sendable (UploadProgress) -> Void
    ) -> UploadJob {
        UploadJob(
            source: source,
            options: options,
            bandwidth: options.limit.map { bandwidths.bandwidth($0, timing: configuration.timing) },
            report: TransferReport(
                kind,
                source,
                confirmed: confirmed,
                configuration: configuration,
                progress: progress
            ),
            record: record
        )
    }

    /// The place of an upload in the journal; nil without a journal that can be used.
    private func record(of source: any ByteSource, _ purpose: UploadPurpose) async throws(VimeoError) -> UploadRecord? {
        guard let folder = configuration.journalFolder, !folder.isEmpty, let file = source as? SourceFile else {
            return nil
        }
        let key = try JournalKey(purpose, file: file.path, apiRoot: root.description, token: credentials.token)
        return try await UploadRecord.open(key, in: folder, file: file, configuration: configuration)
    }

    private func complete(
        _ job: UploadJob,
        _ fields: UploadFields,
        _ unfinished: JournalEntry?,
        make: () async throws(VimeoError) -> MadeUpload
    ) async throws(VimeoError) -> String {
        var losses = 0
        var known = unfinished
        while true {
            let made: MadeUpload
            let isNew = known == nil
            var loss: VimeoError?
            if let entry = known {
                configuration.onNotice(.resumed(job.source.name, uri: entry.uri))
                made = try entry.made
                known = nil
                loss = try await amend(made, fields, entry, job)
            } else {
                // A source that fails from the start must not leave an empty video behind.
                try await job.source.prepare(0..<1)
                made = try await make()
                await job.record?.begin(made, fields: fields.checksum)
            }
            if loss == nil { loss = try await send(job, to: made, isNew: isNew) }
            guard let loss else { return made.uri }
            losses += 1
            guard losses < 2 else { throw Self.lostTwice(loss) }
            configuration.onNotice(.gone(loss, remains: made.remains))
        }
    }

    /// Gives an unfinished upload the fields of this call, if it was made with others: who may see it, for example.
    ///
    /// - Returns: the loss if Vimeo no longer knows it.
    private func amend(
        _ made: MadeUpload,
        _ fields: UploadFields,
        _ entry: JournalEntry,
        _ job: UploadJob
    ) async throws(VimeoError) -> VimeoError? {
        guard entry.fields != fields.checksum, !fields.isEmpty, let object = made.object else { return nil }
        let response = try await send(
            Request(.patch, object, body: .json(fields.body), timeout: job.options.timeout)
        )
        guard response.status != 404 else { return response.describedError() }
        guard response.ok else { throw response.describedError() }
        await job.record?.amended(fields: fields.checksum)
        return nil
    }

    /// Sends everything and forgets the upload.
    ///
    /// Gives the loss if the server no longer knows it.
    func send(_ job: UploadJob, to made: MadeUpload, isNew: Bool) async throws(VimeoError) -> VimeoError? {
        do throws(VimeoError) {
            var loss = try await run(job, to: made.link, isNew: isNew)
            if loss != nil, try await hasArrived(made, timeout: job.options.timeout) {
                try job.source.checkUnchanged()
                job.report.confirmed(job.source.size)
                loss = nil
            }
            if loss == nil { try await job.options.complete() }
            await job.record?.remove()
            return loss
        } catch {
            // What can never be gone on with must not stand in the way of the next call.
            if error.isFinal { await job.record?.remove() }
            let isKept = job.record?.isKept == true
            let rest =
                isKept
                ? "the same call goes on with \(made.uri) where it stopped"
                : Notice.unfinished(made.remains)
            // The error is hardly seen by who cancels, or has an error of the source's own.
            if !isKept, Task.isCancelled || error.code == .source { configuration.onNotice(.abandoned(made.remains)) }
            throw error.adding(hint: rest)
        }
    }

    /// Whether Vimeo has the whole file of an upload that its upload server no longer knows.
    ///
    /// The answer to the last bytes may have got lost, and what is complete may be forgotten there: another upload would
    /// make a second video.
    private func hasArrived(_ made: MadeUpload, timeout: Double?) async throws(VimeoError) -> Bool {
        // Links need no token, but this does.
        guard let object = made.object, credentials.token != nil else { return false }
        let response = try await send(
            Request(.get, object, query: [.init("fields", .string("upload.status"))], timeout: timeout)
        )
        guard response.ok else {
            let error = response.describedError()
            if error.isTransient { throw error }
            return false
        }
        return JSONValue(json: response.body)?["upload"]?["status"]?.string == "complete"
    }

    private static func lostTwice(_ loss: VimeoError) -> VimeoError {
        VimeoError(
            .upload,
            code: .gone,
            "the server lost the upload twice: \(loss.message)",
            hint: "try again later",
            isTransient: true
        )
    }
}
