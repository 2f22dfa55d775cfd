extension Client {
    /// Downloads a video, or the file behind a link.
    ///
    /// The bytes are streamed to `PATH.part`; once all are there and safe on the disk, the file takes its place, also that
    /// of an older one. A part that is left over from a failure, even of another process, is gone on with by the same call,
    /// if the server still has the same file. Links that expire are asked for again.
    ///
    /// - Parameters:
    ///   - target: the URI of a video, its page at vimeo.com, or any other absolute URL.
    ///   - path: the file to write, or a folder, in which it gets a name made of the video's title and number.
    ///   - options: which file, and how to fetch it.
    ///   - progress: called with the bytes that are there and, if it is known, the size; it must not block.
    /// - Returns: where the file is, and what it is.
    /// - Throws: `usage` for a quality the video does not have, `api` if it has no files for this token, `file` if the file
    ///   cannot be written or is being downloaded already, `network` and `timeout` if the transfer cannot go on.
    public func downloadVideo(
        target: String,
        to path: String,
        options: DownloadOptions = DownloadOptions(),
        progress: @escaping @Sendable (_ bytes: Int64, _ total: Int64?) -> Void = { _, _ in }
    ) async throws(VimeoError) -> DownloadedFile {
        try options.check()
        let place = try DownloadPlace(path)
        let source = try await downloadSource(target, options)
        let part = try PartFile(for: try place.path(named: source.fileName))
        var download = Download(
            source: source,
            part: part,
            options: options,
            retries: options.retries ?? configuration.transferRetries,
            progress: progress
        )
        let size = try await run(&download, target)
        return DownloadedFile(path: part.target, size: size, quality: download.source.quality)
    }

    /// Asks the API where the video's file is.
    func downloadSource(_ target: String, _ options: DownloadOptions) async throws(VimeoError) -> DownloadSource {
        let isLink = target.contains("://")
        guard let uri = isLink ? ResourceURI.named(target, api: root.origin) : try ResourceURI.video(target) else {
            guard options.quality == nil else {
                throw VimeoError(
                    .usage,
                    "a link has no qualities to choose from",
                    hint: "leave the quality out, or name a video"
                )
            }
            return try DownloadSource(link: target)
        }
        let request = Request(
            .get,
            uri,
            query: [.init("fields", .string(VideoFiles.fields))],
            timeout: options.timeout
        )
        let video = try Self.accepted(try await send(request))
        return try DownloadSource(VideoFiles(video, uri: uri), quality: options.quality)
    }
}
