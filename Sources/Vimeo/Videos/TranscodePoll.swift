/// When to ask again whether a video is available, and when to stop; pure: it is told what Vimeo answered and when.
struct TranscodePoll: Sendable {
    enum Action: Sendable, Equatable {
        /// Ask again after that many seconds.
        case wait(Double)
        case done
        case fail(VimeoError)
    }

    /// What Vimeo says about a video: `status`, `upload.status` and `transcode.status`.
    struct State: Sendable, Equatable {
        var status: String?
        var upload: String?
        var transcode: String?

        /// Each of the three may be missing, and say it earlier than the others.
        fileprivate var isAvailable: Bool {
            status ?? "available" == "available" && upload ?? "complete" == "complete"
                && transcode ?? (status == "available" ? "complete" : "") == "complete"
        }
    }

    /// What Vimeo says about a version of the video.
    struct Version: Sendable, Equatable {
        var uri: String
        var upload: String?
        var transcode: String?
    }

    private let uri: String
    /// Seconds after which it gives up.
    private let timeout: Double?
    private var pause = 1.0
    /// When the first of the failures since the last answer was.
    private var failingSince: Double?
    private var seen: String?
    /// The versions that were in progress.
    private var expected: Set<String> = []

    private static let longestPause = 10.0
    /// Seconds of failures after which it gives up.
    private static let longestFailure = 60.0

    init(uri: String, timeout: Double?) {
        self.uri = uri
        self.timeout = timeout
    }

    /// - Parameter elapsed: seconds since the waiting began.
    mutating func saw(_ state: State, elapsed: Double) -> Action {
        failingSince = nil
        seen = state.status ?? state.transcode
        if let error = failure(state) { return .fail(error) }
        return state.isAvailable ? .done : again(elapsed)
    }

    /// While a new version is transcoded, its video is available, and shows the old one.
    ///
    /// Versions whose file has not arrived are not waited for: their upload may have been given up.
    mutating func saw(_ versions: [Version], elapsed: Double) -> Action {
        failingSince = nil
        if versions.contains(where: { expected.contains($0.uri) && $0.transcode == "error" }) {
            return .fail(untranscodable)
        }
        let coming = versions.filter { $0.upload == "complete" && $0.transcode == "in_progress" }
        guard !coming.isEmpty else { return .done }
        expected.formUnion(coming.map(\.uri))
        seen = "available, with a new version in progress"
        return again(elapsed)
    }

    mutating func failed(_ error: VimeoError, elapsed: Double) -> Action {
        // A request that the end of the time has cancelled.
        if let timeout, error.kind == .cancelled, elapsed >= timeout { return .fail(late(timeout)) }
        guard error.isTransient else { return .fail(error) }
        let since = failingSince ?? elapsed
        failingSince = since
        guard elapsed - since >= Self.longestFailure else { return again(elapsed) }
        var error = error.adding(hint: "Vimeo continues; wait again")
        error.message = "waiting for \(uri) has failed for \(Wording.seconds(elapsed - since)): \(error.message)"
        return .fail(error)
    }

    /// A second at first, then half as much again each time, up to ten; the last time when the timeout is reached.
    private mutating func again(_ elapsed: Double) -> Action {
        guard let timeout else { return .wait(step()) }
        guard elapsed < timeout else { return .fail(late(timeout)) }
        return .wait(min(step(), timeout - elapsed))
    }

    private mutating func step() -> Double {
        defer { pause = min(pause * 1.5, Self.longestPause) }
        return pause
    }

    private func failure(_ state: State) -> VimeoError? {
        switch (state.status, state.upload, state.transcode) {
        case ("uploading_error", _, _), (_, "error", _):
            error(.uploadingError, "its file did not arrive", "upload it again")
        case ("transcoding_error", _, _), (_, _, "error"):
            untranscodable
        case ("quota_exceeded", _, _):
            error(.quotaExceeded, "the account's quota is used up", "delete videos, or wait for the next period")
        case ("total_cap_exceeded", _, _):
            error(.totalCapExceeded, "the account's storage is full", "delete videos or change the plan")
        case ("unavailable", _, _):
            error(.unavailable, "Vimeo has made it unavailable", "see its page on vimeo.com")
        default: nil
        }
    }

    private var untranscodable: VimeoError {
        error(.transcodingError, "Vimeo cannot transcode its file", "check that it plays; replace it with another")
    }

    private func error(_ code: VimeoError.Code, _ what: String, _ hint: String) -> VimeoError {
        VimeoError(.upload, code: code, "\(uri): \(what)", hint: hint)
    }

    private func late(_ timeout: Double) -> VimeoError {
        VimeoError(
            .timeout,
            code: .transcode,
            "\(uri) is not available after \(Wording.seconds(timeout))\(seen.map { "; its status is \(PlainText.oneLine($0))" } ?? "")",
            hint: "Vimeo continues; wait again, or longer",
            isTransient: true
        )
    }
}
