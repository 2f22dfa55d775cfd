/// What happens to a transfer of a file.
///
/// The number `id` tells transfers apart; it may be used again when the transfer has ended or failed.
public enum ProgressEvent: Equatable, Sendable {
    /// A transfer starts, or goes on where the server has confirmed so many bytes; `total` is nil if it is unknown.
    case began(id: Int, name: String, total: Int64?, confirmed: Int64)
    /// So many bytes, counted from the file's beginning, are sent, and so many are confirmed by the server.
    ///
    /// Both may be less than before, after a failure.
    case moved(id: Int, sent: Int64, confirmed: Int64, total: Int64?)
    /// A failure is tried again after so many seconds; each counts as one retry.
    case waits(id: Int, seconds: Double, reason: String)
    /// All is done; `bytes` is the size of the whole file.
    case ended(id: Int, bytes: Int64)
    /// The transfer is given up.
    case failed(id: Int, kind: String, message: String, hint: String?, statusCode: Int?)

    var id: Int {
        switch self {
        case .began(let id, _, _, _), .moved(let id, _, _, _), .waits(let id, _, _), .ended(let id, _): id
        case .failed(let id, _, _, _, _): id
        }
    }

    /// Whether there is something to show before the next regular time.
    var isNews: Bool {
        switch self {
        case .began, .waits: true
        case .moved, .ended, .failed: false
        }
    }

    var isLast: Bool {
        switch self {
        case .ended, .failed: true
        case .began, .moved, .waits: false
        }
    }
}
