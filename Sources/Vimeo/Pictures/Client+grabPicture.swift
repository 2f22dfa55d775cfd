extension Client {
    /// Creates a picture of a video from one of its own frames.
    ///
    /// - Parameters:
    ///   - target: the URI of the video, or of its pictures.
    ///   - seconds: where in the video the frame is.
    ///   - activate: whether the picture is put in use.
    /// - Returns: the answer that holds the picture.
    /// - Throws: `api` with code `no_frame` if the video has no frames yet.
    public func grabPicture(
        target: String,
        seconds: Double,
        activate: Bool = false,
        timeout: Double? = nil
    ) async throws(VimeoError) -> Response {
        let segments = try ResourceURI.segments(target, api: root.origin)
        guard seconds.isFinite, seconds >= 0 else {
            throw VimeoError(
                .usage,
                "the time must be a number of seconds from the start",
                hint: "0 is the first frame"
            )
        }
        let time = Int64(exactly: seconds).map { JSONValue.integer($0) } ?? .number(seconds)
        let body = JSONValue.object(["time": time, "active": .boolean(activate)])
        var request = Request(
            .post,
            try await pictures(segments, timeout: timeout),
            body: .json(try body.encoded()),
            timeout: timeout
        )
        // Pictures are often unavailable for a moment; nothing was created then.
        request.isUnavailableHarmless = true
        let response = try await send(request)
        guard var error = response.apiError() else { return response }
        if response.status == 503 {
            error.code = .noFrame
            error.hint = "the video may have no frames yet: wait until it is transcoded, then retry"
        }
        throw error
    }
}
