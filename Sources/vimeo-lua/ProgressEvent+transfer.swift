internal import Terminal
internal import Vimeo

extension ProgressEvent {
    init(_ event: TransferEvent) {
        switch event {
        case .began(let transfer, let confirmed):
            self = .began(id: transfer.id, name: transfer.name, total: transfer.total, confirmed: confirmed)
        case .moved(let id, let sent, let confirmed, let total):
            self = .moved(id: id, sent: sent, confirmed: confirmed, total: total)
        case .waits(let id, let seconds, let reason):
            self = .waits(id: id, seconds: seconds, reason: reason)
        case .ended(let id, let bytes):
            self = .ended(id: id, bytes: bytes)
        case .failed(let id, let error):
            self.init(error, id: id)
        }
    }

    /// The end of a transfer, or of the program if no transfer has this number.
    init(_ error: VimeoError, id: Int) {
        self = .failed(
            id: id,
            kind: error.kind.rawValue,
            message: error.message,
            hint: error.hint,
            statusCode: error.statusCode
        )
    }
}
