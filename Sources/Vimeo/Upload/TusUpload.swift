/// The protocol of one tus 1.0.0 upload.
///
/// Pure: it is told what happened and says what to do next.
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
    private let policy: RetryPolicy

    /// The offset the server confirmed last.
    private(set) var confirmed: Int64

    /// The greatest offset ever confirmed: only beyond it there is progress.
    private var furthest: Int64

    /// Failures since there last was progress.
    private var failures = 0

    /// The server cannot have more than this: what was ever sent, or what it had at the start.
    private var most: Int64 = 0

    /// Whether it is not known yet what the server has from an earlier attempt.
    private var isUnknown = false

    /// Whether the last event was an answer with an offset that was accepted.
    private(set) var isAnswered = false

    init(size: Int64, chunk: Int64, retries: Int) {
        self.size = size
        self.chunk = UploadOptions.chunkSize(chunk, fileSize: size)
        policy = RetryPolicy(retries: retries)
        confirmed = 0
        furthest = 0
    }

    /// The first step.
    ///
    /// A new upload is known to be empty; an old one is asked for its offset.
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
            return patch(answer, random: random)
        }
    }

    private mutating func head(_ answer: TusAnswer, random: Double) -> Action {
        if answer.isLoss { return .gone(answer.error) }
        switch answer.status {
        case 200..<300: break
        default: return refused(answer, random: random)
        }
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

    private mutating func patch(_ answer: TusAnswer, random: Double) -> Action {
        switch answer.status {
        case 404, 410: return .gone(answer.error)
        case 409:
            // The first time our offset may just be stale; after that the server needs a pause.
            if failures > 0 { return retry(answer.error, after: answer.retryAfter, random: random) }
            failures += 1
            return policy.retries > 0 ? .head : .fail(Self.gaveUp(answer.error, failures: failures))
        case 460:
            failures += 1
            return failures <= policy.retries ? send() : .fail(Self.gaveUp(answer.error, failures: failures))
        case 200..<300: break
        default: return refused(answer, random: random)
        }
        guard case .value(let offset) = answer.offset else {
            return retry(Self.noOffset(answer), after: answer.retryAfter, random: random)
        }
        if offset > min(most, size) {
            // It has to say so twice: a single wrong answer must not end the upload.
            failures += 1
            return failures <= policy.retries ? .head : .fail(Self.ahead(answer))
        }
        // Nothing stored: ask the server again after a pause.
        guard offset > confirmed else { return retry(Self.stalled(answer), after: answer.retryAfter, random: random) }
        return move(to: offset)
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
        if offset > furthest {
            furthest = offset
            failures = 0
        }
        return offset == size ? .finished : send()
    }

    private func send() -> Action {
        .patch(offset: confirmed, length: min(chunk, size - confirmed))
    }

    private mutating func retry(_ error: VimeoError, after seconds: Double?, random: Double) -> Action {
        failures += 1
        guard failures <= policy.retries else { return .fail(Self.gaveUp(error, failures: failures)) }
        let wait = seconds ?? policy.backOff(failures, random: random)
        return wait <= policy.budget ? .wait(seconds: wait, error) : .fail(Self.gaveUp(error, failures: failures))
    }
}
