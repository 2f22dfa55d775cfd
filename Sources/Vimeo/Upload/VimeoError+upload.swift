extension VimeoError {
    /// Whether another attempt at a transfer may succeed.
    ///
    /// Also after what is not valid HTTP: a network that asks for a sign-in first answers in place of the server. Only trust
    /// in the server does not return by itself.
    var isRetryable: Bool {
        switch kind {
        case .network: code != .tls || isTransient
        case .timeout: true
        default: isTransient
        }
    }

    /// Whether an upload that failed so can never be resumed.
    var preventsResuming: Bool {
        switch kind {
        case .upload: code == .otherUpload || code == .ahead
        case .file: code == .changed
        default: false
        }
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

extension TusUpload {
    static func gaveUp(_ error: VimeoError, failures: Int) -> VimeoError {
        var result = error
        result.kind = .upload
        result.message =
            "the upload failed \(failures == 1 ? "once" : "\(failures) times") without progress: \(error.message)"
        result.hint = "retry later, or with a smaller chunk_size"
        result.isTransient = true
        return result
    }

    /// The upload at that link is not the one we created.
    static func otherUpload(_ answer: TusAnswer) -> VimeoError {
        failure(.otherUpload, "the upload link belongs to an upload of another size", answer)
    }

    /// Bytes that we did not send can only come from another upload.
    static func ahead(_ answer: TusAnswer) -> VimeoError {
        failure(.ahead, "the upload server claims to have more bytes than were sent", answer)
    }

    static func noOffset(_ answer: TusAnswer) -> VimeoError {
        failure(.badProtocol, "the upload server sent no valid Upload-Offset", isTransient: true, answer)
    }

    static func stalled(_ answer: TusAnswer) -> VimeoError {
        failure(.stalled, "the upload server stored nothing of what was sent", isTransient: true, answer)
    }

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
