extension Client {
    /// Downloads a video, or the file behind a link.
    ///
    ///     let file = try await client.downloadVideo(target: "/videos/1", to: "talks")
    ///
    /// The bytes are streamed to `PATH.part`; once all are there and safe on the disk, the file is renamed to `PATH` and
    /// replaces an older one. The same call resumes a part that is left over from a failure, even of another process, if
    /// the server still has the same file. For a link that has expired, a new one is asked for.
    ///
    /// - Parameters:
    ///   - target: the URI of a video, its page at vimeo.com, or any other absolute URL.
    ///   - path: the file to write, or a folder, in which its name consists of the video's title and number.
    ///   - options: which file, and how to download it.
    ///   - progress: called with the bytes that are there and, if it is known, the size; it must not block.
    /// - Returns: the file's path, size and quality.
    /// - Throws: `usage` for a quality the video does not have, `api` if it has no files for this token, `file` if the file
    ///   cannot be written or is already being downloaded, `network` and `timeout` if the transfer fails.
    public func downloadVideo(
        target: String,
        to path: String,
        options: DownloadOptions = DownloadOptions(),
        progress: @escaping @Sendable (_ bytes: Int64, _ total: Int64?) -> Void = { _, _ in }
    ) async throws(VimeoError) -> DownloadedFile {
        try await Download(self, target, to: path, options, progress: progress).perform()
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
        let request = Request(.get, uri, query: [.init("fields", .string(VideoFiles.fields))], timeout: options.timeout)
        let video = try await send(request).accepted()
        return try DownloadSource(VideoFiles(video, uri: uri), quality: options.quality)
    }
}
