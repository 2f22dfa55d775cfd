import NIOHTTP1

/// What the download origin does with a request.
enum DownloadAction: Sendable {
    case answer(Response)
    /// Sends a part of a file after a head.
    case send(status: HTTPResponseStatus, HTTPHeaders, Content, Range<Int64>)
}
