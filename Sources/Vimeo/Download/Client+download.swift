import AsyncHTTPClient
import NIOCore

extension Client {
    /// Drives one download to its end.
    ///
    /// - Returns: the size of the file, which is in its place then.
    func run(_ download: inout Download, _ target: String) async throws(VimeoError) -> Int64 {
        let part = download.part
        var course = try download.course()
        var action = course.start()
        let report = DownloadReport(
            file: part.target,
            total: course.total,
            present: course.offset,
            configuration,
            progress: download.progress
        )
        var answer: Answer?
        do throws(VimeoError) {
            while true {
                let event: DownloadCourse.Event
                let open = answer.take()
                switch action {
                case .finished(let size):
                    try await part.finish(size: size)
                    report.ended(size)
                    return size
                case .fail(let error, let isUseful):
                    if !isUseful { part.discard() }
                    throw error
                case .wait(let seconds, let error):
                    report.waits(seconds, because: error)
                    try await sleep(seconds)
                    event = .waited
                case .renew:
                    do {
                        let source = try await downloadSource(target, download.options)
                        event = .renewed(size: source.size, isSame: source.key == download.source.key)
                        download.source = source
                    } catch {
                        event = .failed(error, at: course.offset)
                    }
                case .get(let offset, let validator):
                    do {
                        let got = try await ask(download, from: offset, validator)
                        answer = got
                        var response = got.response
                        if !response.ok { response.body = await got.incoming.readWords() }
                        event = .answered(DownloadAnswer(response, now: configuration.timing.now()))
                    } catch {
                        event = .failed(error, at: course.offset)
                    }
                case .store(let offset):
                    guard let open else { throw VimeoError(.network, "the answer is missing") }
                    let record = PartRecord(key: download.source.key, size: course.total, validator: course.validator)
                    try await part.begin(at: offset, record)
                    event = await store(open, at: offset, of: course.total, download, report)
                }
                action = course.handle(event, random: configuration.timing.random())
            }
        } catch {
            report.failed(error)
            throw error
        }
    }

    private func ask(
        _ download: Download,
        from offset: Int64,
        _ validator: String?
    ) async throws(VimeoError) -> Answer {
        var headers = Headers()
        if offset > 0 {
            headers.add("Range", "bytes=\(offset)-")
            if let validator { headers.add("If-Range", validator) }
        }
        var timeout = download.options.timeout ?? configuration.timeout
        // Kept to a low rate, the connection looks idle for as long as what it has brought is taken.
        if let limit = download.options.limit { timeout += 1_048_576 / Double(limit) }
        var request = Request(.get, download.source.link.description, headers: headers, timeout: timeout)
        request.signing = .secretLink
        return try await open(request)
    }

    /// Writes a body to the part; never more of it in memory than one piece.
    private func store(
        _ answer: Answer,
        at start: Int64,
        of total: Int64?,
        _ download: Download,
        _ report: DownloadReport
    ) async -> DownloadCourse.Event {
        var end = start
        var held = ByteBuffer()
        let bandwidth = download.options.limit.map { bandwidths.bandwidth($0, timing: configuration.timing) }
        let portion = bandwidth?.portion ?? FilePieces.size
        func write() async throws(VimeoError) {
            guard held.readableBytes > 0 else { return }
            try await download.part.write(held, at: end)
            end += Int64(held.readableBytes)
            held.clear()
            report.moved(end, of: total)
        }
        do {
            for try await var piece in answer.incoming.body {
                held.writeBuffer(&piece)
                if let total, end + Int64(held.readableBytes) > total { return .overran }
                if held.readableBytes >= portion {
                    try await bandwidth?.wait(for: held.readableBytes)
                    try await write()
                }
            }
            // A body that is cut short by cancelling may look complete.
            try Task.checkCancellation()
            try await write()
            return .ended(at: end)
        } catch {
            // What came before the connection broke is good.
            if !(error is VimeoError) { try? await write() }
            return .failed(answer.incoming.failure(error).error, at: end)
        }
    }
}
