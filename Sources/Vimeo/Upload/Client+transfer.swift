extension Client {
    /// Sends a file to an upload that `make` creates; creates a second one if the server loses the first.
    func transfer(
        _ file: SourceFile,
        options: UploadOptions,
        progress: @escaping @Sendable (UploadProgress) -> Void,
        make: () async throws(VimeoError) -> (uri: String, link: Address)
    ) async throws(VimeoError) -> String {
        var losses = 0
        while true {
            let made = try await make()
            do throws(VimeoError) {
                guard let loss = try await run(file, to: made.link, options: options, progress: progress) else {
                    return made.uri
                }
                losses += 1
                guard losses < 2 else {
                    throw VimeoError(
                        .upload,
                        code: "gone",
                        "the server lost the upload twice: \(loss.message)",
                        hint: "try again later",
                        isTransient: true
                    )
                }
                let text =
                    "the server lost the upload (\(loss.message)); starting anew; what is left of \(made.uri) can be deleted"
                configuration.onNotice(Notice(kind: .uploadGone, message: text, seconds: 0))
            } catch {
                var error = error
                let rest = "\(made.uri) never got all its bytes; delete it if it is not wanted"
                error.hint = error.hint.map { "\($0); \(rest)" } ?? rest
                throw error
            }
        }
    }

    /// Drives one upload to its end.
    ///
    /// Gives the loss if the server no longer knows it, nil when it is complete.
    private func run(
        _ file: SourceFile,
        to link: Address,
        options: UploadOptions,
        progress: @escaping @Sendable (UploadProgress) -> Void
    ) async throws(VimeoError) -> VimeoError? {
        var upload = TusUpload(size: file.size, chunk: options.chunkSize, retries: max(0, options.retries))
        var action = upload.start(isNew: true)
        while true {
            let event: TusUpload.Event
            switch action {
            case .finished:
                try file.checkUnchanged()
                return nil
            case .gone(let error): return error
            case .fail(let error): throw error
            case .wait(let seconds, let error):
                let text = "\(error.message); going on in \(Wording.seconds(seconds))"
                configuration.onNotice(Notice(kind: .retry, message: text, seconds: seconds))
                try await sleep(seconds)
                event = .waited
            case .head:
                event = await ask(Self.tusRequest(.head, link, options)) { .headAnswered($0) }
            case .patch(let offset, let length):
                var request = Self.tusRequest(.patch, link, options)
                request.headers.add("Upload-Offset", String(offset))
                request.headers.add("Content-Type", "application/offset+octet-stream")
                let total = file.size
                request.file = FileSlice(file: file, offset: offset, length: length) { sent in
                    progress(UploadProgress(sent: sent, confirmed: offset, total: total))
                }
                event = await ask(request) { .patchAnswered($0) }
            }
            action = upload.handle(event, random: configuration.timing.random())
            let confirmed = upload.confirmed
            progress(UploadProgress(sent: confirmed, confirmed: confirmed, total: file.size))
        }
    }

    private static func tusRequest(_ method: Request.Method, _ link: Address, _ options: UploadOptions) -> Request {
        var request = Request(
            method,
            link.description,
            headers: ["Tus-Resumable": "1.0.0"],
            timeout: options.timeout,
            // The state machine decides what is repeated.
            retries: 0
        )
        request.signing = .secretLink
        return request
    }

    private func ask(_ request: Request, as event: (TusAnswer) -> TusUpload.Event) async -> TusUpload.Event {
        do {
            return event(TusAnswer(try await send(request), now: configuration.timing.now()))
        } catch {
            return error.isTransient ? .failed(error) : .stopped(error)
        }
    }
}
