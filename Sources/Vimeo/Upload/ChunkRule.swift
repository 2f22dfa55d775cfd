/// How large the pieces of an upload are.
public enum ChunkRule {
    /// 128 MiB.
    public static let defaultSize: Int64 = 128 * 1024 * 1024

    /// Vimeo takes no more pieces than this.
    static let mostChunks: Int64 = 1024

    /// The bytes per request: what was asked for, at least 1, raised so that there are at most 1024 requests.
    public static func chunkSize(_ wanted: Int64, fileSize: Int64) -> Int64 {
        let chunk = max(wanted, 1)
        let isMore = fileSize % chunk == 0 ? 0 : 1 as Int64
        return fileSize / chunk + isMore > mostChunks ? fileSize / mostChunks + 1 : chunk
    }
}
