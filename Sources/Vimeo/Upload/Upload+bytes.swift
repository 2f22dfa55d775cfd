extension Upload {
    /// Sends the bytes that the server does not have, as ``TusUpload`` decides; returns the loss if there is one.
    func sendBytes(to link: Address, isNew: Bool) async throws(VimeoError) -> VimeoError? {
        let configuration = client.configuration
        var upload = TusUpload(
            size: source.size,
            chunk: min(options.chunkSize, source.window ?? .max),
            retries: max(0, options.retries ?? configuration.transferRetries)
        )
        var action = upload.start(isNew: isNew)
        while true {
            let event: TusUpload.Event
            switch action {
            case .finished:
                try source.checkUnchanged()
                return nil
            case .gone(let error): return error
            case .fail(let error): throw error
            case .wait(let seconds, let error):
                report.waits(seconds, because: error)
                try await client.sleep(seconds)
                event = .waited
            case .head: event = await ask(Self.request(.head, link, idleLimit)) { .headAnswered($0) }
            case .patch(let offset, let length): event = await sendChunk(offset..<offset + length, to: link)
            }
            let before = upload.confirmed
            action = upload.handle(event, random: configuration.timing.random())
            if upload.isAnswered {
                report.confirmed(upload.confirmed)
                if upload.confirmed != before { await record?.confirmed(upload.confirmed) }
            }
        }
    }

    /// Seconds without progress after which a request to the upload server fails; nil for the client's own limit.
    var idleLimit: Double? {
        guard let bandwidth else { return options.timeout }
        // Between two portions the connection looks idle. All requests have one limit, so that they share connections.
        return (options.timeout ?? client.configuration.timeout) + bandwidth.longestPause
    }

    private func sendChunk(_ part: Range<Int64>, to link: Address) async -> TusUpload.Event {
        do {
            try await source.prepare(part)
        } catch {
            return .stopped(error)
        }
        var request = Self.request(.patch, link, idleLimit)
        request.headers.add("Upload-Offset", String(part.lowerBound))
        request.headers.add("Content-Type", "application/offset+octet-stream")
        let report = report
        let attempt = report.attempt(from: part.lowerBound)
        request.file = FileSlice(
            file: source,
            offset: part.lowerBound,
            length: part.upperBound - part.lowerBound,
            bandwidth: bandwidth
        ) {
            report.given($0, in: attempt)
        }
        return await ask(request) {
            .patchAnswered($0, sentUpTo: report.endAttempt())
        } failed: {
            .failed($0, sentUpTo: report.endAttempt())
        }
    }

    private func ask(
        _ request: Request,
        answered: (TusAnswer) -> TusUpload.Event,
        failed: (VimeoError) -> TusUpload.Event = { .failed($0) }
    ) async -> TusUpload.Event {
        do {
            return answered(TusAnswer(try await client.send(request), now: client.configuration.timing.now()))
        } catch {
            return error.isRetryable ? failed(error) : .stopped(error)
        }
    }

    /// A request to an upload server; it is sent once.
    static func request(_ method: Request.Method, _ link: Address, _ timeout: Double?) -> Request {
        var request = Request(
            method,
            link.description,
            headers: ["Tus-Resumable": "1.0.0"],
            timeout: timeout,
            retries: 0
        )
        request.signing = .secretLink
        request.isToGivenLink = true
        return request
    }
}
