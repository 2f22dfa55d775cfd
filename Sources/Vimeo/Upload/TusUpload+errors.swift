extension TusUpload {
    /// An answer of the upload server is about the upload, whatever its status.
    static func upload(_ error: VimeoError) -> VimeoError {
        var result = error
        result.kind = .upload
        // The token is never sent there.
        if result.statusCode == 401 { result.hint = "the upload link was refused" }
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
        VimeoError(
            .upload,
            code: .foreign,
            "the upload link belongs to an upload of another size",
            hint: "start the upload again",
            of: answer.error
        )
    }

    /// Bytes that nobody sent can only be somebody else's.
    static func ahead(_ answer: TusAnswer) -> VimeoError {
        VimeoError(
            .upload,
            code: .ahead,
            "the upload server claims to have more bytes than were sent",
            hint: "start the upload again",
            of: answer.error
        )
    }

    static func senseless(_ answer: TusAnswer) -> VimeoError {
        VimeoError(
            .upload,
            code: .badProtocol,
            "the upload server did not say how far it is",
            hint: "try again",
            isTransient: true,
            of: answer.error
        )
    }

    static func stalled(_ answer: TusAnswer) -> VimeoError {
        VimeoError(
            .upload,
            code: .stalled,
            "the upload server stored nothing of what was sent",
            hint: "try again",
            isTransient: true,
            of: answer.error
        )
    }
}
