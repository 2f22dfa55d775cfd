/// The protocol of one tus 1.0.0 upload; pure: it is told what happened and says what to do next.
///
/// The server's `Upload-Offset` is the only truth about how far the upload is.
struct TusUpload: Sendable {
    enum Event: Sendable {
        case headAnswered(TusAnswer)
        /// The connection was given the bytes up to that offset before the answer came.
        case patchAnswered(TusAnswer, sentUpTo: Int64)
        /// No answer: the connection failed, or nothing moved for too long.
        case failed(VimeoError, sentUpTo: Int64 = 0)
        /// The requested wait is over.
        case waited
        /// The file is not the one that was opened, or the task was cancelled.
        case stopped(VimeoError)
    }

    enum Action: Sendable, Equatable {
        /// Ask the server how far it is.
        case head
        /// Send that part of the file.
        case patch(offset: Int64, length: Int64)
        /// Wait, because of the error, and then report `.waited`.
        case wait(seconds: Double, VimeoError)
        case finished
        /// The server no longer knows the upload.
        case gone(VimeoError)
        case fail(VimeoError)
    }

    let size: Int64
    let chunk: Int64

    /// The offset the server confirmed last.
    private(set) var confirmed: Int64 = 0

    private var count: FailureCount

    /// Answers in a row that stored less than half of what was sent: where the first began, and those after it.
    private var scant: (start: Int64, count: FailureCount)?

    private let retries: Int

    /// The server cannot have more than this: what was ever sent, or what it had at the start.
    private var most: Int64 = 0

    /// Whether it is not known yet what the server has from an earlier attempt.
    private var isUnknown = false

    /// Whether the last event was an answer with an offset that was accepted.
    private(set) var isAnswered = false

    init(size: Int64, chunk: Int64, retries: Int) {
        self.size = size
        self.chunk = UploadOptions.chunkSize(chunk, fileSize: size)
        self.retries = retries
        count = FailureCount(retries: retries)
    }

    /// The first step; a new upload is known to be empty; an old one is asked for its offset.
    mutating func start(isNew: Bool) -> Action {
        isUnknown = !isNew
        return isNew ? send() : .head
    }

    /// - Parameter random: from 0 up to 1, for the back-off.
    mutating func handle(_ event: Event, random: Double) -> Action {
        isAnswered = false
        switch event {
        case .waited: return .head
        case .stopped(let error): return .fail(error)
        case .failed(let error, let sentUpTo):
            most = max(most, sentUpTo)
            return retry(error, after: nil, random: random)
        case .headAnswered(let answer): return head(answer, random: random)
        case .patchAnswered(let answer, let sentUpTo):
            most = max(most, sentUpTo)
            return patch(answer, sentUpTo: sentUpTo, random: random)
        }
    }

    private mutating func head(_ answer: TusAnswer, random: Double) -> Action {
        if answer.isLoss { return .gone(answer.error) }
        guard 200..<300 ~= answer.status else { return refused(answer, random: random) }
        guard case .value(let offset) = answer.offset, answer.length != .invalid else {
            return retry(Self.noOffset(answer), after: answer.retryAfter, random: random)
        }
        if case .value(let length) = answer.length, length != size { return .fail(Self.otherUpload(answer)) }
        guard offset <= size else { return .fail(Self.otherUpload(answer)) }
        if isUnknown {
            // The answer to the last bytes of an earlier process may have got lost.
            isUnknown = false
            most = offset
        }
        return offset <= most ? move(to: offset) : .fail(Self.ahead(answer))
    }

    private mutating func patch(_ answer: TusAnswer, sentUpTo: Int64, random: Double) -> Action {
        switch answer.status {
        case 404, 410: return .gone(answer.error)
        case 409:
            // The first time our offset may just be stale; after that the server needs a pause.
            if count.failures > 0 { return retry(answer.error, after: answer.retryAfter, random: random) }
            return count.mayRetry() ? .head : .fail(gaveUp(answer.error))
        case 460: return count.mayRetry() ? send() : .fail(gaveUp(answer.error))
        case 200..<300: break
        default: return refused(answer, random: random)
        }
        guard case .value(let offset) = answer.offset else {
            return retry(Self.noOffset(answer), after: answer.retryAfter, random: random)
        }
        if offset > min(most, size) {
            // It has to say so twice: a single wrong answer must not end the upload.
            return count.mayRetry() ? .head : .fail(Self.ahead(answer))
        }
        // Nothing stored: ask the server again after a pause.
        guard offset > confirmed else { return retry(Self.stalled(answer), after: answer.retryAfter, random: random) }
        guard offset - confirmed < sentUpTo - offset else {
            scant = nil
            return move(to: offset)
        }
        return moveLittle(to: offset, answer, random: random)
    }

    /// Progress, but more was lost than stored: if that goes on, each needs a pause, and all together must store a chunk.
    private mutating func moveLittle(to offset: Int64, _ answer: TusAnswer, random: Double) -> Action {
        let start = confirmed
        let next = move(to: offset)
        guard var row = scant, offset - row.start < chunk else {
            // A single one may be chance.
            scant = (start, FailureCount(retries: retries))
            return next
        }
        let wait = row.count.wait(asked: answer.retryAfter, random: random)
        scant = row
        guard let wait else { return .fail(Self.storedLittle(answer, times: row.count.failures + 1)) }
        return .wait(seconds: wait, Self.storedLittle(answer))
    }

    /// An error status that is the same for both requests.
    private mutating func refused(_ answer: TusAnswer, random: Double) -> Action {
        switch answer.status {
        case 408, 409, 423, 429, 460, 500...: retry(answer.error, after: answer.retryAfter, random: random)
        default: .fail(answer.error.fromUploadServer)
        }
    }

    private mutating func move(to offset: Int64) -> Action {
        isAnswered = true
        confirmed = offset
        count.progress(to: offset)
        return offset == size ? .finished : send()
    }

    private func send() -> Action {
        .patch(offset: confirmed, length: min(chunk, size - confirmed))
    }

    private mutating func retry(_ error: VimeoError, after seconds: Double?, random: Double) -> Action {
        guard let wait = count.wait(asked: seconds, random: random) else { return .fail(gaveUp(error)) }
        return .wait(seconds: wait, error)
    }
}

extension TusUpload {
    private func gaveUp(_ error: VimeoError) -> VimeoError {
        var result = error.afterGivingUp("upload", count.failures)
        result.kind = .upload
        result.hint = Self.stuckHint
        return result
    }

    /// The upload at that link is not the one we created.
    private static func otherUpload(_ answer: TusAnswer) -> VimeoError {
        failure(.otherUpload, "the upload link belongs to an upload of another size", answer)
    }

    /// Bytes that we did not send can only come from another upload.
    private static func ahead(_ answer: TusAnswer) -> VimeoError {
        failure(.ahead, "the upload server claims to have more bytes than were sent", answer)
    }

    static func noOffset(_ answer: TusAnswer) -> VimeoError {
        failure(.badProtocol, "the upload server sent no valid Upload-Offset", isTransient: true, answer)
    }

    private static func stalled(_ answer: TusAnswer) -> VimeoError {
        failure(.stalled, "the upload server stored nothing of what was sent", isTransient: true, answer)
    }

    /// - Parameter times: how many such answers in a row ended the upload; nil for one that did not.
    private static func storedLittle(_ answer: TusAnswer, times: Int? = nil) -> VimeoError {
        let row = times.map { ", \($0) times in a row" } ?? ""
        let text = "the upload server stored less than half of what was sent\(row)"
        var error = failure(.stalled, text, isTransient: true, answer)
        if times != nil { error.hint = stuckHint }
        return error
    }

    private static let stuckHint = "retry later, or with a smaller chunk_size"

    private static func failure(
        _ code: VimeoError.Code,
        _ message: String,
        isTransient: Bool = false,
        _ answer: TusAnswer
    ) -> VimeoError {
        let hint = isTransient ? "retry" : "start the upload again"
        return VimeoError(.upload, code: code, message, hint: hint, isTransient: isTransient, of: answer.error)
    }
}

extension VimeoError {
    /// The last of so many failures of a transfer.
    func afterGivingUp(_ transfer: String, _ failures: Int) -> VimeoError {
        var result = self
        let times = failures == 1 ? "once" : "\(failures) times"
        result.message = "the \(transfer) failed \(times) without progress: \(message)"
        result.isTransient = true
        return result
    }

    /// An answer of an upload server is about the upload, whatever its status.
    var fromUploadServer: VimeoError {
        var result = self
        result.kind = .upload
        // The token is never sent there.
        if statusCode == 401 { result.hint = "the upload link was refused" }
        if statusCode == 413 {
            result.hint = "the server does not accept chunks of this size; set a smaller chunk_size"
        }
        return result
    }
}
