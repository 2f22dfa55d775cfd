import Synchronization
import SystemPackage

/// Tells those who watch all transfers how one of them gets on.
struct TransferWatch: Sendable {
    private static let lastID = Atomic(0)

    private let transfer: Transfer
    private let configuration: Configuration

    /// - Parameters:
    ///   - file: the file's path; its last component is shown.
    ///   - total: all its bytes, if that is known.
    ///   - confirmed: the bytes that are there already.
    init(
        _ kind: Transfer.Kind,
        file: String,
        total: Int64?,
        _ confirmed: Int64 = 0,
        _ configuration: Configuration
    ) {
        let name = FilePath(file).lastComponent?.string ?? file
        let id = Self.lastID.add(1, ordering: .relaxed).newValue
        transfer = Transfer(id: id, kind: kind, name: name, total: total)
        self.configuration = configuration
        configuration.onTransfer?(.began(transfer, confirmed: confirmed))
    }

    /// Bytes are there, on the side they go to.
    func moved(_ bytes: Int64, of total: Int64?) {
        moved(sent: bytes, confirmed: bytes, of: total)
    }

    func moved(sent: Int64, confirmed: Int64, of total: Int64?) {
        configuration.onTransfer?(.moved(id: transfer.id, sent: sent, confirmed: confirmed, total: total))
    }

    func waits(_ seconds: Double, because error: VimeoError) {
        if let onTransfer = configuration.onTransfer {
            onTransfer(.waits(id: transfer.id, seconds: seconds, reason: error.message))
        } else {
            let text = "\(error.message); going on in \(Wording.seconds(seconds))"
            configuration.onNotice(Notice(kind: .retry, message: text, seconds: seconds))
        }
    }

    func ended(_ bytes: Int64) {
        configuration.onTransfer?(.ended(id: transfer.id, bytes: bytes))
    }

    func failed(_ error: VimeoError) {
        configuration.onTransfer?(.failed(id: transfer.id, error))
    }
}
