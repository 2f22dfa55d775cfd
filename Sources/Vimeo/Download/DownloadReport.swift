import Platform
import Synchronization

/// Tells how a download gets on: those who watch all transfers, and the caller.
final class DownloadReport: Sendable {
    private let transfer: Transfer
    private let configuration: Configuration
    private let progress: @Sendable (Int64, Int64?) -> Void
    /// The most bytes the caller was told of: for it they only grow, also where the download starts over.
    private let most: Mutex<Int64>

    /// - Parameters:
    ///   - file: the file's path; its last component is shown.
    ///   - total: all its bytes, if that is known.
    ///   - present: the bytes that are there already.
    init(
        file: String,
        total: Int64?,
        present: Int64,
        _ configuration: Configuration,
        progress: @escaping @Sendable (Int64, Int64?) -> Void
    ) {
        let name = FilePath(file).lastComponent?.string ?? file
        transfer = Transfer(id: TransferReport.nextID(), kind: .download, name: name, total: total)
        self.configuration = configuration
        self.progress = progress
        most = Mutex(present)
        configuration.onTransfer?(.began(transfer, confirmed: present))
    }

    /// So many bytes are on the disk.
    func moved(_ bytes: Int64, of total: Int64?) {
        configuration.onTransfer?(.moved(id: transfer.id, sent: bytes, confirmed: bytes, total: total))
        let isMore = most.withLock { most in
            defer { most = max(most, bytes) }
            return bytes > most
        }
        if isMore { progress(bytes, total) }
    }

    func waits(_ seconds: Double, because error: VimeoError) {
        if let onTransfer = configuration.onTransfer {
            onTransfer(.waits(id: transfer.id, seconds: seconds, reason: error.reason))
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
