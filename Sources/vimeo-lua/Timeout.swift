internal import LuaKit

/// `--timeout`: a thread of its own stops the script, so that the limit costs nothing until it is reached.
enum Timeout {
    static func start(_ seconds: Double, interrupting handle: LuaHandle) {
        Task.detached {
            try await Task.sleep(for: .seconds(seconds))
            Notices.show("stopped: the script ran longer than --timeout \(seconds) seconds")
            handle.interrupt(.timeout)
        }
    }
}
