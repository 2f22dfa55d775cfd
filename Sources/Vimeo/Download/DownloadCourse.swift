/// The steps of one download; pure: it is told what happened and says what to do next.
///
/// Bytes of two files are never mixed: a part is continued only if the server (by `If-Range`) or the API says that the
/// file is the same.
struct DownloadCourse: Sendable {
    enum Event: Sendable {
        /// The head of an answer; its body is still to come.
        case answered(DownloadAnswer)
        /// The body ended, properly; that many bytes of the file are there.
        case ended(at: Int64)
        /// There is no answer, of the server or the API, or its body broke off.
        case failed(VimeoError, at: Int64)
        /// The body was longer than the file.
        case overran
        /// The requested wait is over.
        case waited
        /// The API has given another link.
        case renewed(size: Int64?, isSame: Bool)
    }

    enum Action: Sendable, Equatable {
        /// Ask for the file from that byte on, if it still is the one of the validator.
        case get(offset: Int64, validator: String?)
        /// Write the body of the answer to that offset; what was behind it is discarded.
        case store(at: Int64)
        /// Wait, because of the error, and then report `.waited`.
        case wait(seconds: Double, VimeoError)
        /// Ask the API for another link, because of the error.
        case renew(VimeoError)
        /// The file is complete.
        case finished(Int64)
        /// Give up; another attempt can continue with what is there, or not.
        case fail(VimeoError, isUseful: Bool)
    }

    /// The file's size according to the API.
    private var promised: Int64?
    /// The file's size, as far as it is known.
    private(set) var total: Int64?
    /// The bytes that are there.
    private(set) var offset: Int64
    private(set) var validator: String?

    /// Whether the same name at the API means the same bytes.
    private let isCertain: Bool
    private let isRenewable: Bool
    /// Whether the link is a second one, and nothing has come over it yet.
    private var isRenewed = false
    /// Whether the body under way is a part of a file whose size nobody has told.
    private var isOpenEnded = false
    private var count: FailureCount

    /// - Parameters:
    ///   - size: as the API says it.
    ///   - known: as an earlier answer said it.
    ///   - offset: bytes that are there from an earlier attempt, which belong to the file of `validator`.
    init(
        size: Int64?,
        known: Int64? = nil,
        offset: Int64 = 0,
        validator: String? = nil,
        isCertain: Bool,
        isRenewable: Bool,
        retries: Int
    ) {
        promised = size
        total = size ?? known
        self.offset = offset
        self.validator = validator
        self.isCertain = isCertain
        self.isRenewable = isRenewable
        count = FailureCount(retries: retries, from: offset)
    }

    /// The first step.
    mutating func start() -> Action { next() }

    /// - Parameter random: from 0 up to 1, for the back-off.
    mutating func handle(_ event: Event, random: Double) -> Action {
        switch event {
        case .answered(let answer): return answered(answer, random: random)
        case .ended(let end):
            let isProgress = move(to: end)
            // What comes after it tells whether the file ends here.
            if isOpenEnded { return isProgress ? next() : retry(Self.stalled(end), random: random) }
            if end == total ?? end { return end > 0 ? .finished(end) : .fail(Self.empty, isUseful: false) }
            return retry(Self.short(end, total), random: random)
        case .failed(let error, let end):
            move(to: end)
            // As with uploads; a redirect that leads nowhere stays so.
            let isRetryable = error.isRetryable && error.code != .redirect
            return isRetryable ? retry(error, random: random) : .fail(error, isUseful: true)
        case .overran: return .fail(Self.overrun(total), isUseful: false)
        case .waited: return next()
        case .renewed(let size, let isSame):
            isRenewed = true
            promised = size
            if !isSame { forget() }
            return next()
        }
    }

    private mutating func answered(_ answer: DownloadAnswer, random: Double) -> Action {
        switch answer.status {
        case 200, 206:
            if answer.isEncoded { return .fail(Self.encoded(answer), isUseful: true) }
            if answer.isPage { return refused(Self.page(answer)) }
            return answer.status == 200 ? whole(answer) : part(answer, random: random)
        case 416: return unsatisfied(answer, random: random)
        case 401, 403, 404, 410: return refused(answer.error)
        case 408, 429, 500...: return retry(answer.error, after: answer.retryAfter, random: random)
        default: return .fail(answer.error, isUseful: true)
        }
    }

    /// Only another link can help.
    private func refused(_ error: VimeoError) -> Action {
        isRenewable && !isRenewed ? .renew(error) : .fail(error, isUseful: true)
    }

    /// All bytes, also where a part was asked for: the server knows no parts, or the file is another one by now.
    private mutating func whole(_ answer: DownloadAnswer) -> Action {
        if let promised, let length = answer.length, length != promised {
            return .fail(Self.otherSize(answer, length, promised), isUseful: true)
        }
        offset = 0
        total = promised ?? answer.length
        validator = answer.validator
        isOpenEnded = false
        return .store(at: 0)
    }

    private mutating func part(_ answer: DownloadAnswer, random: Double) -> Action {
        guard let range = answer.range, let bytes = range.bytes, bytes.lowerBound == offset else {
            return startOver(Self.wrongPart(answer), random: random)
        }
        if offset == 0 {
            // Not asked for, but just as good.
            total = promised ?? range.total
            validator = answer.validator
        }
        let isSame = validator == nil || answer.validator == nil || validator == answer.validator
        guard isSame, total == nil || range.total == nil || total == range.total else {
            return startOver(Self.wrongPart(answer), random: random)
        }
        total = total ?? range.total
        validator = validator ?? answer.validator
        isOpenEnded = total == nil
        return .store(at: offset)
    }

    /// There is nothing behind the bytes that are there.
    private mutating func unsatisfied(_ answer: DownloadAnswer, random: Double) -> Action {
        if offset > 0, answer.range?.total == offset, total == nil || total == offset { return .finished(offset) }
        return startOver(Self.wrongPart(answer), random: random)
    }

    private mutating func startOver(_ error: VimeoError, random: Double) -> Action {
        let isFresh = offset == 0
        forget()
        if isFresh { return retry(error, random: random) }
        return count.mayRetry() ? next() : .fail(gaveUp(error), isUseful: false)
    }

    private mutating func forget() {
        offset = 0
        validator = nil
        total = promised
    }

    private mutating func next() -> Action {
        if let total, offset > total { forget() }
        if offset > 0, validator == nil, !isCertain { forget() }
        if offset > 0, offset == total { return .finished(offset) }
        return .get(offset: offset, validator: validator)
    }

    /// Returns whether that is progress.
    @discardableResult
    private mutating func move(to end: Int64) -> Bool {
        offset = end
        let isProgress = count.progress(to: end)
        if isProgress { isRenewed = false }
        return isProgress
    }

    private mutating func retry(_ error: VimeoError, after seconds: Double? = nil, random: Double) -> Action {
        guard let wait = count.wait(asked: seconds, random: random) else {
            return .fail(gaveUp(error), isUseful: true)
        }
        return .wait(seconds: wait, error)
    }
}

extension DownloadCourse {
    private func gaveUp(_ error: VimeoError) -> VimeoError {
        var result = error.afterGivingUp("download", count.failures)
        result.hint = "retry later; the same call continues where it stopped"
        return result
    }

    private static func short(_ end: Int64, _ total: Int64?) -> VimeoError {
        let text = "the server sent \(end) of \(total ?? end) bytes"
        return VimeoError(.network, code: .truncated, text, hint: "retry", isTransient: true)
    }

    private static func stalled(_ end: Int64) -> VimeoError {
        let text = "the server sends parts of a file of unknown size, and nothing new after \(end) bytes"
        return VimeoError(.network, code: .range, text, hint: "retry", isTransient: true)
    }

    private static func overrun(_ total: Int64?) -> VimeoError {
        let text = "the server sent more than the \(total ?? 0) bytes it had announced"
        return VimeoError(.network, code: .size, text, hint: "what it sent was discarded; retry")
    }

    private static let empty =
        VimeoError(.network, code: .size, "the server sent an empty file", hint: "retry later")

    private static func otherSize(_ answer: DownloadAnswer, _ length: Int64, _ promised: Int64) -> VimeoError {
        let text = "the server has a file of \(length) bytes, but the API says \(promised)"
        return failure(.size, text, "nothing was saved; the video may be changing, so retry later", answer)
    }

    private static func encoded(_ answer: DownloadAnswer) -> VimeoError {
        failure(.badProtocol, "the server sent the file compressed, though it was told not to", "retry", answer)
    }

    private static func page(_ answer: DownloadAnswer) -> VimeoError {
        let hint = "check the link, and whether the network asks for a sign-in"
        return failure(.page, "the server sent a web page instead of the file", hint, isTransient: true, answer)
    }

    private static func wrongPart(_ answer: DownloadAnswer) -> VimeoError {
        let text = "the server sent a part of the file that was not asked for, or of another file"
        return failure(.range, text, "retry", isTransient: true, answer)
    }

    private static func failure(
        _ code: VimeoError.Code,
        _ message: String,
        _ hint: String,
        isTransient: Bool = false,
        _ answer: DownloadAnswer
    ) -> VimeoError {
        VimeoError(.network, code: code, message, hint: hint, isTransient: isTransient, of: answer.error)
    }
}
