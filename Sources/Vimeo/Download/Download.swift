import AsyncHTTPClient
import NIOCore

/// One download: ``perform()`` shows the steps, ``DownloadCourse`` decides what comes next.
struct Download: Sendable {
    let client: Client
    /// The URI of a video, its page, or a link.
    let target: String
    let options: DownloadOptions
    let bandwidth: Bandwidth?
    let source: DownloadSource
    let part: PartFile
    let report: TransferReport
    /// What is left of an earlier attempt, if it belongs to the same file.
    private let start: DownloadCourse

    /// Asks where the file is, and opens its part.
    init(
        _ client: Client,
        _ target: String,
        to path: String,
        _ options: DownloadOptions,
        progress: @escaping @Sendable (_ bytes: Int64, _ total: Int64?) -> Void
    ) async throws(VimeoError) {
        self.client = client
        self.target = target
        self.options = options
        bandwidth = try client.bandwidth(options.limit)
        let place = try DownloadPlace(path, client.configuration.files)
        source = try await client.downloadSource(target, options)
        let file = try place.file(named: source.fileName, client.configuration.files)
        part = try PartFile(for: file.path, at: file.place)
        let record = options.resume ? part.record() : nil
        let isOurs = record?.key == source.key
        start = DownloadCourse(
            size: source.size,
            known: isOurs ? record?.size : nil,
            offset: isOurs ? try part.size() : 0,
            validator: isOurs ? record?.validator : nil,
            isCertain: source.isCertain,
            isRenewable: source.isRenewable,
            retries: max(0, options.retries ?? client.configuration.transferRetries)
        )
        report = TransferReport(
            .download,
            String(part.target.split(separator: "/").last ?? ""),
            confirmed: start.offset,
            total: start.total,
            configuration: client.configuration
        ) { bytes, _, total in
            progress(bytes, total)
        }
    }

    /// Fetches what is missing and puts the file in its place.
    func perform() async throws(VimeoError) -> DownloadedFile {
        try await report.watch { () async throws(VimeoError) in
            do throws(VimeoError) {
                return try await fetch()
            } catch {
                let isEmpty = (try? part.size()) == 0
                if isEmpty { part.discard() }
                guard error.kind == .cancelled, options.resume, !isEmpty else { throw error }
                throw error.adding(hint: "the same call resumes the download where it stopped")
            }
        }
    }

    private func fetch() async throws(VimeoError) -> DownloadedFile {
        var course = start
        var source = source
        var action = course.start()
        // The answer whose body is to be stored next.
        var answer: Client.Answer<Transport.Incoming>?
        while true {
            let event: DownloadCourse.Event
            switch action {
            case .finished(let size):
                try await part.finish(size: size)
                report.confirmed(size, of: size)
                return DownloadedFile(path: part.target, size: size, quality: source.quality)
            case .fail(let error, let isUseful):
                if !isUseful { part.discard() }
                throw error
            case .wait(let seconds, let error):
                report.waits(seconds, because: error)
                try await client.sleep(seconds)
                event = .waited
            case .renew:
                do throws(VimeoError) {
                    let renewed = try await client.downloadSource(target, options)
                    event = .renewed(size: renewed.size, isSame: renewed.key == source.key)
                    source = renewed
                } catch {
                    event = .failed(error, at: course.offset)
                }
            case .get(let offset, let validator):
                do throws(VimeoError) {
                    let got = try await ask(source.link, from: offset, validator)
                    answer = got
                    var response = got.response
                    if !response.ok { response.body = await got.rest.readWords() }
                    event = .answered(DownloadAnswer(response, now: client.configuration.timing.now()))
                } catch {
                    event = .failed(error, at: course.offset)
                }
            case .store(let offset):
                guard let open = answer.take() else { throw VimeoError(.network, "the answer is missing") }
                let record = PartRecord(key: source.key, size: course.total, validator: course.validator)
                try await part.begin(at: offset, record)
                event = await store(open, at: offset, of: course.total)
            }
            action = course.handle(event, random: client.configuration.timing.random())
            // Any other answer would keep its place among the requests under way.
            if case .store = action { continue }
            answer = nil
        }
    }

    private func ask(
        _ link: Address,
        from offset: Int64,
        _ validator: String?
    ) async throws(VimeoError) -> Client.Answer<Transport.Incoming> {
        var headers = Headers()
        if offset > 0 {
            headers.add("Range", "bytes=\(offset)-")
            if let validator { headers.add("If-Range", validator) }
        }
        var timeout = options.timeout ?? client.configuration.timeout
        // At a low rate the connection looks idle while what has arrived is taken from it.
        if let limit = options.limit { timeout += 1_048_576 / Double(limit) }
        timeout += bandwidth?.longestPause ?? 0
        var request = Request(.get, link.description, headers: headers, timeout: timeout)
        request.signing = .secretLink
        // Only the API can give another one.
        request.isToGivenLink = source.isRenewable
        return try await client.open(request)
    }

    /// Writes a body to the part; never more of it in memory than one piece.
    private func store(
        _ answer: Client.Answer<Transport.Incoming>,
        at start: Int64,
        of total: Int64?
    ) async -> DownloadCourse.Event {
        var end = start
        var held = ByteBuffer()
        let portion = bandwidth?.portion ?? FilePieces.size
        func write() async throws(VimeoError) {
            guard held.readableBytes > 0 else { return }
            try await part.write(held, at: end)
            end += Int64(held.readableBytes)
            held.clear()
            report.confirmed(end, of: total)
        }
        report.attempt(from: start)
        do {
            for try await var piece in answer.rest.body {
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
            return .failed(answer.rest.failure(error), at: end)
        }
    }
}
