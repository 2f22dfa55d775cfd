extension TusUpload {
    /// An answer of the upload server is about the upload, whatever its status.
    static func upload(_ error: VimeoError) -> VimeoError {
        var result = error
        result.kind = .upload
        return result
    }

    static func gaveUp(_ error: VimeoError, failures: Int) -> VimeoError {
        var result = error
        result.kind = .upload
        result.message =
            "the upload failed \(failures == 1 ? "once" : "\(failures) times") without progress: \(error.message)"
        result.hint = "run it again later, or with smaller chunks"
        result.isTransient = true
        return result
    }

    /// The upload at that link is not the one we made.
    static func foreign(_ answer: TusAnswer) -> VimeoError {
        described(answer, "foreign", "the upload link belongs to an upload of another size", "start the upload again")
    }

    /// Bytes that nobody sent can only be somebody else's.
    static func ahead(_ answer: TusAnswer) -> VimeoError {
        described(
            answer,
            "ahead",
            "the upload server claims to have more bytes than were sent",
            "start the upload again"
        )
    }

    static func senseless(_ answer: TusAnswer) -> VimeoError {
        described(answer, "protocol", "the upload server did not say how far it is", "try again", isTransient: true)
    }

    static func stalled(_ answer: TusAnswer) -> VimeoError {
        described(
            answer,
            "stalled",
            "the upload server stored nothing of what was sent",
            "try again",
            isTransient: true
        )
    }

    private static func described(
        _ answer: TusAnswer,
        _ code: String,
        _ message: String,
        _ hint: String,
        isTransient: Bool = false
    ) -> VimeoError {
        var error = VimeoError(.upload, code: code, message, hint: hint, isTransient: isTransient)
        error.statusCode = answer.status
        error.method = answer.error.method
        error.url = answer.error.url
        return error
    }
}
