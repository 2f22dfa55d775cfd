extension Client {
    /// Drives one upload to its end.
    ///
    /// Gives the loss if the server no longer knows it, nil when it is complete.
    func run(_ job: UploadJob, to link: Address, isNew: Bool) async throws(VimeoError) -> VimeoError? {
        let (source, options) = (job.source, job.options)
        let chunk = min(options.chunkSize, source.window ?? .max)
        var upload = TusUpload(
            size: source.size,
            chunk: chunk,
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
                job.report.waits(seconds, because: error)
                try await sleep(seconds)
                event = .waited
            case .head: event = await ask(Self.tusRequest(.head, link, options)) { .headAnswered($0) }
            case .patch(let offset, let length):
                event = await patch(job, link, offset..<offset + length)
            }
            let before = upload.confirmed
            action = upload.handle(event, random: configuration.timing.random())
            if upload.isAnswered {
                job.report.confirmed(upload.confirmed)
                if upload.confirmed != before { await job.record?.confirmed(upload.confirmed) }
            }
        }
    }

    private func patch(_ job: UploadJob, _ link: Address, _ part: Range<Int64>) async -> TusUpload.Event {
        do {
            try await job.source.prepare(part)
        } catch {
            return .stopped(error)
        }
        var request = Self.tusRequest(.patch, link, job.options)
        request.headers.add("Upload-Offset", String(part.lowerBound))
        request.headers.add("Content-Type", "application/offset+octet-stream")
        let report = job.report
        let attempt = report.attempt(from: part.lowerBound)
        request.file = FileSlice(
            file: job.source,
            offset: part.lowerBound,
            length: part.upperBound - part.lowerBound,
            bandwidth: job.bandwidth
        ) {
            report.given($0, in: attempt)
        }
        return await ask(request) {
            .patchAnswered($0, sentUpTo: report.finish())
        } failed: {
            .failed($0, sentUpTo: report.finish())
        }
    }

    static func tusRequest(_ method: Request.Method, _ link: Address, _ options: UploadOptions) -> Request {
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

    private func ask(
        _ request: Request,
        answered: (TusAnswer) -> TusUpload.Event,
        failed: (VimeoError) -> TusUpload.Event = { .failed($0) }
    ) async -> TusUpload.Event {
        do {
            return answered(TusAnswer(try await send(request), now: configuration.timing.now()))
        } catch {
            return error.mayPass ? failed(error) : .stopped(error)
        }
    }
}
