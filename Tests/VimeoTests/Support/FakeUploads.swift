import Synchronization

/// A tus server that keeps what it was sent; faults are answered before it looks at a request.
final class FakeUploads: Sendable {
    /// What to do in place of the proper answer; `keep` is how much of the body is stored all the same.
    struct Fault: Sendable {
        var reply: Reply
        var keep = 0
    }

    private struct State {
        var stored: [UInt8] = []
        var faults: [Fault?]
    }

    private let state: Mutex<State>
    private let size: Int

    /// - Parameter faults: one for each PATCH in turn, nil for none.
    init(size: Int, faults: [Fault?] = []) {
        self.size = size
        state = Mutex(State(faults: faults))
    }

    var stored: [UInt8] { state.withLock { $0.stored } }

    func answer(_ request: RecordedRequest) -> Reply {
        state.withLock { state in
            if request["Authorization"] != nil { return .status(400) }
            if request["Tus-Resumable"] != "1.0.0" { return .status(412) }
            let common = [("Tus-Resumable", "1.0.0")]
            if request.method == "HEAD" {
                let headers = [
                    ("Upload-Offset", "\(state.stored.count)"), ("Upload-Length", "\(size)"),
                    ("Cache-Control", "no-store"),
                ]
                return .status(200, common + headers)
            }
            let fault = state.faults.isEmpty ? nil : state.faults.removeFirst()
            guard request["Content-Type"] == "application/offset+octet-stream" else { return .status(415) }
            guard request["Upload-Offset"] == "\(state.stored.count)" else { return .status(409) }
            if let fault {
                state.stored += request.body.prefix(fault.keep)
                return fault.reply
            }
            state.stored += request.body
            return .status(204, common + [("Upload-Offset", "\(state.stored.count)")])
        }
    }
}
