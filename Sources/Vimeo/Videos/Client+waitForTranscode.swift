extension Client {
    /// Waits until a video, and any new version of it, is transcoded and available.
    ///
    /// Asks after a second at first, then less and less often, down to every ten seconds. It gives up when temporary
    /// failures have lasted a minute.
    ///
    /// - Parameters:
    ///   - videoURI: such as `/videos/1`.
    ///   - timeout: the most seconds to wait, and five more for an answer that is under way then; nil for no limit.
    /// - Returns: the answer that holds the whole video.
    /// - Throws: `upload` if Vimeo cannot transcode the file, `timeout` after that time.
    public func waitForTranscode(videoURI: String, timeout: Double? = nil) async throws(VimeoError) -> Response {
        try await waitForTranscode(videoURI: videoURI, timeout: timeout, grace: 5)
    }

    /// - Parameter grace: seconds for an answer that is under way when the timeout is over.
    func waitForTranscode(
        videoURI: String,
        timeout: Double?,
        grace: Double
    ) async throws(VimeoError) -> Response {
        let uri = try ResourceURI.video(videoURI, api: root.origin)
        guard timeout ?? 1 > 0 else {
            throw VimeoError(.usage, "the timeout must be more than 0 seconds", hint: "leave it out for no limit")
        }
        guard let timeout else { return try await pollTranscode(of: uri, timeout: nil) }
        let executor = try executor()
        // Requests also wait for their turn, for rate limits and before retries.
        return try await withTaskGroup(of: Result<Response, VimeoError>?.self) { group in
            group.addTask {
                do throws(VimeoError) {
                    return .success(try await self.pollTranscode(of: uri, timeout: timeout))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask(executorPreference: executor) {
                try? await Transport.sleep(timeout + grace)
                return nil
            }
            var result = Result<Response, VimeoError>.failure(TransportErrors.cancelled)
            for await ended in group {
                if let ended { result = ended }
                group.cancelAll()
            }
            return result
        }.get()
    }

    private func pollTranscode(of uri: String, timeout: Double?) async throws(VimeoError) -> Response {
        let fields = QueryValue.list(["uri", "status", "upload.status", "transcode.status"].map { .string($0) })
        let request = Request(.get, uri, query: [.init("fields", fields)])
        var poll = TranscodePoll(uri: uri, timeout: timeout)
        let start = configuration.timing.uptime()
        while true {
            var action: TranscodePoll.Action
            do {
                let video = try await send(request).accepted()
                let state = TranscodePoll.State(
                    status: video["status"]?.string,
                    upload: video["upload"]?["status"]?.string,
                    transcode: video["transcode"]?["status"]?.string
                )
                action = poll.saw(state, elapsed: configuration.timing.uptime() - start)
                if action == .done {
                    let versions = try await versions(of: uri)
                    action = poll.saw(versions, elapsed: configuration.timing.uptime() - start)
                }
                if action == .done { return try await send(Request(.get, uri)).check() }
            } catch {
                action = poll.failed(error, elapsed: configuration.timing.uptime() - start)
            }
            switch action {
            case .wait(let seconds): try await sleep(seconds)
            case .fail(let error): throw error
            case .done: continue
            }
        }
    }

    /// The versions of a video; none if the token may not see them.
    private func versions(of uri: String) async throws(VimeoError) -> [TranscodePoll.Version] {
        let fields = QueryValue.list(["uri", "upload.status", "transcode.status"].map { .string($0) })
        let response = try await send(
            Request(.get, "\(uri)/versions", query: [.init("fields", fields), .init("per_page", .integer(100))])
        )
        guard response.status != 403, response.status != 404 else { return [] }
        guard case .array(let versions)? = try response.accepted()["data"] else { return [] }
        return versions.map { version in
            TranscodePoll.Version(
                uri: version["uri"]?.string ?? "",
                upload: version["upload"]?["status"]?.string,
                transcode: version["transcode"]?["status"]?.string
            )
        }
    }
}
