import Platform

/// One upload by tus: ``perform()`` shows the steps; `Upload+bytes.swift` sends the bytes.
struct Upload: Sendable {
    let client: Client
    let source: any ByteSource
    let purpose: UploadPurpose
    let fields: UploadFields
    let options: UploadOptions
    let bandwidth: Bandwidth?
    /// Its place in the journal, if it has one.
    let record: UploadRecord?
    /// The unfinished upload of the same file, if there is one to resume.
    let unfinished: JournalEntry?
    let report: TransferReport

    /// Takes the place of the upload in the journal, and looks for an unfinished one unless one was `found`.
    init(
        _ client: Client,
        _ source: any ByteSource,
        _ purpose: UploadPurpose,
        _ fields: JSONObject,
        _ options: UploadOptions,
        resuming found: (entry: JournalEntry, record: UploadRecord)? = nil,
        progress: @escaping @Sendable (UploadProgress) -> Void
    ) async throws(VimeoError) {
        self.client = client
        self.source = source
        self.purpose = purpose
        self.fields = try UploadFields(fields, approach: .tus)
        self.options = options
        bandwidth = try client.bandwidth(options.limit)
        if let found {
            record = found.record
            unfinished = found.entry
        } else {
            record = try await client.record(of: source, purpose)
            unfinished = try await record?.unfinished(isWanted: options.resume, client)
        }
        let size = source.size
        report = TransferReport(
            purpose.kind,
            source.name,
            confirmed: unfinished?.confirmed ?? 0,
            total: size,
            configuration: client.configuration
        ) { sent, confirmed, _ in
            progress(UploadProgress(sent: sent, confirmed: confirmed, total: size))
        }
    }

    /// Resumes the unfinished upload, or creates one, sends what is missing, and returns the URI of the video.
    ///
    /// If the server has lost it, another one is created, once; without `startsOver` that is an error.
    func perform(startsOver: Bool = true) async throws(VimeoError) -> String {
        defer { record?.close() }
        let uri = try await report.watch { () async throws(VimeoError) in
            var loss: VimeoError?
            var remains = ""
            if let unfinished {
                if startsOver { client.notify(.resumed(source.name, uri: unfinished.uri)) }
                let ticket = try unfinished.ticket
                loss = try await amend(ticket)
                if loss == nil { loss = try await complete(ticket, isNew: false) }
                guard let loss else { return ticket.videoURI }
                guard startsOver else { throw lost(ticket, loss) }
                remains = ticket.remains
                client.notify(.gone(loss, remains: ticket.remains))
            }
            while true {
                let ticket = try await create()
                guard let newLoss = try await complete(ticket, isNew: true) else { return ticket.videoURI }
                guard loss == nil else { throw Self.goneTwice(newLoss, remains: "\(remains) and \(ticket.remains)") }
                loss = newLoss
                remains = ticket.remains
                client.notify(.gone(newLoss, remains: ticket.remains))
            }
        }
        do {
            try await options.onComplete(uri)
        } catch {
            let error = error as? VimeoError ?? TransportErrors.cancelled
            // Where Vimeo cannot use what arrived, the same call must send it again.
            guard error.code != .uploadingError, error.code != .transcodingError else {
                await record?.remove()
                throw error
            }
            let rest = record?.isSaved == true && options.resume ? "; the same call sends nothing again" : ""
            throw error.adding(hint: "the upload to \(uri) is complete\(rest)")
        }
        await record?.remove()
        return uri
    }

    /// Creates the upload at Vimeo, and its entry in the journal.
    private func create() async throws(VimeoError) -> UploadTicket {
        // A source that fails from the start must not leave an empty video behind.
        try await source.prepare(0..<1)
        await options.onCreate(source.size)
        let request = Request(
            .post,
            purpose.collection,
            query: [.init("fields", .list([.string("uri"), .string("upload")]))],
            body: .json(try fields.creation(adding: ["size": .integer(source.size)])),
            timeout: options.timeout
        )
        if let start = await record?.intention(), let uri = await created(since: start) {
            client.notify(.perhapsCreated(source.name, uri: uri))
        }
        let start = client.configuration.timing.now()
        await record?.intend(start)
        let ticket: UploadTicket
        do throws(VimeoError) {
            ticket = try UploadTicket(try await client.send(request), for: purpose)
        } catch {
            let isRefused = error.isUnsent || 400..<500 ~= error.statusCode ?? 0
            if isRefused { await record?.intend(nil) }
            guard error.hint == error.hintToCheck, let uri = await created(since: start) else { throw error }
            throw error.adding(
                hint: "it may be \(uri), which was created just now for a file of this size: delete that first"
            )
        }
        await record?.begin(ticket, fields: fields.checksum)
        return ticket
    }

    /// The URI of the upload that a creating request without a proper answer may have left.
    private func created(since start: Int) async -> String? {
        var query: [Request.Parameter] = [
            .init("fields", .list(["uri", "created_time", "upload.size", "upload.status"].map { .string($0) }))
        ]
        if case .video = purpose {
            query += [.init("sort", .string("date")), .init("direction", .string("desc"))]
        }
        let request = Request(.get, purpose.collection, query: query, timeout: options.timeout, retries: 0)
        guard let response = try? await client.send(request), response.ok,
            let items = JSONValue(json: response.body)?["data"]?.array
        else { return nil }
        // By the server's clock, if it says the time: ours may be wrong.
        let now = client.configuration.timing.now()
        let skew = (response.headers["Date"].flatMap { Timestamp.httpDate($0) } ?? now) - now
        let found = items.first { item in
            item["upload"]?["status"]?.string == "in_progress" && item["upload"]?["size"]?.integer == source.size
                && (item["created_time"]?.string).flatMap { Timestamp.epoch($0) }.map { $0 >= start + skew - 5 } == true
        }
        return ResourceURI.answered(found?["uri"]?.string)
    }

    /// Gives an unfinished upload the fields of this call, such as who may see it; returns the loss if there is one.
    private func amend(_ ticket: UploadTicket) async throws(VimeoError) -> VimeoError? {
        guard unfinished?.fields != fields.checksum, !fields.isEmpty, let object = ticket.object else { return nil }
        let response = try await client.send(
            Request(.patch, object, body: .json(fields.amendment), timeout: options.timeout)
        )
        guard response.status != 404 else { return response.describedError() }
        guard response.ok else { throw response.describedError() }
        await record?.amended(fields: fields.checksum)
        return nil
    }

    /// Sends the bytes; returns the loss if there is one, which is then no longer in the journal.
    private func complete(_ ticket: UploadTicket, isNew: Bool) async throws(VimeoError) -> VimeoError? {
        do throws(VimeoError) {
            var loss = try await sendBytes(to: ticket.link, isNew: isNew)
            if loss != nil, try await client.uploadState(of: ticket.object, options.timeout)?["status"] == "complete" {
                // The answer to the last bytes was lost: another upload would create a second video.
                try source.checkUnchanged()
                report.confirmed(source.size)
                loss = nil
            }
            if loss != nil { await record?.remove() }
            return loss
        } catch {
            // What can never be resumed must not stand in the way of the next call.
            if error.kind == .upload && (error.code == .otherUpload || error.code == .ahead)
                || error.kind == .file && error.code == .changed
            {
                await record?.remove()
            }
            guard record?.isSaved != true else {
                let call = options.resume ? "the same call" : "a call with the option resume"
                throw error.adding(hint: "\(call) resumes the upload to \(ticket.videoURI) where it stopped")
            }
            // The error is hardly seen by code that cancels, or has an error of the source's own.
            if Task.isCancelled || error.code == .source { client.notify(.abandoned(ticket.remains)) }
            throw error.adding(hint: Notice.unfinished(ticket.remains))
        }
    }

    private func lost(_ ticket: UploadTicket, _ loss: VimeoError) -> VimeoError {
        VimeoError(
            .upload,
            code: .gone,
            "the server lost the upload of \(PlainText.oneLine(source.name)): \(loss.message)",
            hint: "upload the file again; \(Notice.canBeDeleted(ticket.remains))"
        )
    }

    private static func goneTwice(_ loss: VimeoError, remains: String) -> VimeoError {
        VimeoError(
            .upload,
            code: .gone,
            "the server lost the upload twice: \(loss.message)",
            hint: "retry later; \(Notice.canBeDeleted(remains))",
            isTransient: true
        )
    }
}

extension Client {
    func notify(_ notice: Notice) { configuration.onNotice(notice) }

    func bandwidth(_ limit: Int64?) throws(VimeoError) -> Bandwidth? {
        try bandwidths.bandwidth(limit, timing: configuration.timing)
    }

    /// What Vimeo says about the upload of an object; nil if it does not know one, or there is no token to ask with.
    func uploadState(of object: String?, _ timeout: Double? = nil) async throws(VimeoError) -> JSONObject? {
        guard let object, credentials.token != nil else { return nil }
        let fields = QueryValue.list([.string("upload.status"), .string("upload.upload_link")])
        let response = try await send(Request(.get, object, query: [.init("fields", fields)], timeout: timeout))
        guard response.ok else {
            let error = response.describedError()
            if error.isTransient { throw error }
            return nil
        }
        return JSONValue(json: response.body)?["upload"]?.object
    }

    /// The place of an upload in the journal; nil without a journal that can be used.
    fileprivate func record(
        of source: any ByteSource,
        _ purpose: UploadPurpose
    ) async throws(VimeoError) -> UploadRecord? {
        guard let folder = configuration.journalFolder, !folder.isEmpty, let file = source as? SourceFile else {
            return nil
        }
        let key = try JournalKey(purpose, file: file.path, apiRoot: root.description, token: credentials.token)
        return try await UploadRecord(key, in: folder, file: file, configuration: configuration)
    }
}
