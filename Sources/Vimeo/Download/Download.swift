/// One download on its way.
struct Download {
    var source: DownloadSource
    let part: PartFile
    let options: DownloadOptions
    let retries: Int
    let progress: @Sendable (Int64, Int64?) -> Void

    /// How to begin: with what is left of an earlier attempt, if it belongs to the same file.
    func course() throws(VimeoError) -> DownloadCourse {
        let record = options.resume ? part.record() : nil
        let isOurs = record?.key == source.key
        return DownloadCourse(
            size: source.size,
            known: isOurs ? record?.size : nil,
            offset: isOurs ? try part.size() : 0,
            validator: isOurs ? record?.validator : nil,
            isCertain: source.isCertain,
            isRenewable: source.isRenewable,
            retries: max(0, retries)
        )
    }
}
