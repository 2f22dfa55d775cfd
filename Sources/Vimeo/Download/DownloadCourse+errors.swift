extension DownloadCourse {
    /// Whether another attempt may succeed, as with uploads; a redirect that leads nowhere stays so.
    static func isRetryable(_ error: VimeoError) -> Bool { error.isRetryable && error.code != .redirect }

    static func gaveUp(_ error: VimeoError, _ failures: Int) -> VimeoError {
        var result = error
        let times = failures == 1 ? "once" : "\(failures) times"
        result.message = "the download failed \(times) without progress: \(error.message)"
        result.hint = "retry later; the same call continues where it stopped"
        result.isTransient = true
        return result
    }

    static func short(_ end: Int64, _ total: Int64?) -> VimeoError {
        VimeoError(
            .network,
            code: .truncated,
            "the server sent \(end) of \(total ?? end) bytes",
            hint: "retry",
            isTransient: true
        )
    }

    static func overrun(_ total: Int64?) -> VimeoError {
        VimeoError(
            .network,
            code: .size,
            "the server sent more than the \(total ?? 0) bytes it had announced",
            hint: "what it sent was discarded; retry"
        )
    }

    static let empty = VimeoError(.network, code: .size, "the server sent an empty file", hint: "retry later")

    static func otherSize(_ answer: DownloadAnswer, _ length: Int64, _ promised: Int64) -> VimeoError {
        let text = "the server has a file of \(length) bytes, but the API says \(promised)"
        return failure(.size, text, "nothing was saved; the video may be changing, so retry later", answer)
    }

    static func encoded(_ answer: DownloadAnswer) -> VimeoError {
        failure(.badProtocol, "the server sent the file compressed, though it was told not to", "retry", answer)
    }

    static func page(_ answer: DownloadAnswer) -> VimeoError {
        let hint = "check the link, and whether the network asks for a sign-in"
        return failure(.page, "the server sent a web page instead of the file", hint, isTransient: true, answer)
    }

    static func wrongPart(_ answer: DownloadAnswer) -> VimeoError {
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
