/// What happens to a transfer of a file.
///
/// The number `id` tells transfers apart; it may be used again when the transfer has ended or failed.
package enum ProgressEvent: Equatable, Sendable {
    /// A transfer starts, or resumes after the bytes that the server has confirmed; `total` is nil if it is unknown.
    case began(id: Int, name: String, total: Int64?, confirmed: Int64)
    /// How many bytes, counted from the beginning of the file, are sent, and how many the server has confirmed.
    ///
    /// Both may be less than before, after a failure.
    case moved(id: Int, sent: Int64, confirmed: Int64, total: Int64?)
    /// A failed step is retried after some seconds; each counts as one retry.
    case waits(id: Int, seconds: Double, reason: String)
    /// The transfer is complete; `bytes` is the size of the whole file.
    case ended(id: Int, bytes: Int64)
    /// The transfer has failed for good.
    case failed(id: Int, kind: String, message: String, hint: String?, statusCode: Int?)

    var id: Int {
        switch self {
        case .began(let id, _, _, _), .moved(let id, _, _, _), .waits(let id, _, _), .ended(let id, _): id
        case .failed(let id, _, _, _, _): id
        }
    }
}
