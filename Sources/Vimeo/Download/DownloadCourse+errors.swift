extension DownloadCourse {
    /// Whether another attempt may do better, as with uploads; a redirect that leads nowhere is the link's own fault.
    static func mayPass(_ error: VimeoError) -> Bool { error.mayPass && error.code != .redirect }

    static func gaveUp(_ error: VimeoError, _ failures: Int) -> VimeoError {
        var result = error
        let times = failures == 1 ? "once" : "\(failures) times"
        result.message = "the download failed \(times) without progress: \(error.message)"
        result.hint = "run it again later; it goes on where it stopped"
        result.isTransient = true
        return result
    }

    static func short(_ end: Int64, _ total: Int64?) -> VimeoError {
        VimeoError(
            .network,
            code: .truncated,
            "the server sent \(end) of \(total ?? end) bytes",
            hint: "try again",
            isTransient: true
        )
    }

    static func overrun(_ total: Int64?) -> VimeoError {
        VimeoError(
            .network,
            code: .size,
            "the server sent more than the \(total ?? 0) bytes it had announced",
            hint: "what it sent was thrown away; try again"
        )
    }

    static let empty = VimeoError(.network, code: .size, "the server sent an empty file", hint: "try again later")

    static func otherSize(_ answer: DownloadAnswer, _ length: Int64, _ promised: Int64) -> VimeoError {
        VimeoError(
            .network,
            code: .size,
            "the server has a file of \(length) bytes, but the API says \(promised)",
            hint: "nothing was saved; the video may just be changing, so try again later",
            of: answer.error
        )
    }

    static func encoded(_ answer: DownloadAnswer) -> VimeoError {
        VimeoError(
            .network,
            code: .badProtocol,
            "the server sent the file compressed, though it was told not to",
            hint: "try again",
            of: answer.error
        )
    }

    static func page(_ answer: DownloadAnswer) -> VimeoError {
        VimeoError(
            .network,
            code: .page,
            "a web page came instead of the file",
            hint: "check the link; a network that wants a sign-in does that, too",
            isTransient: true,
            of: answer.error
        )
    }

    static func wrongPart(_ answer: DownloadAnswer) -> VimeoError {
        VimeoError(
            .network,
            code: .range,
            "the server sent another part of the file than was asked for, or of another file",
            hint: "try again",
            isTransient: true,
            of: answer.error
        )
    }
}
