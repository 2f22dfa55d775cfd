internal import LuaKit
internal import Platform

/// `--timeout`: another thread stops the script, so that the limit costs nothing until it is reached.
enum Timeout {
    /// How long a script may take to end after it was stopped.
    private static let grace = Duration.seconds(1)

    static func start(_ seconds: Double, interrupting handle: LuaHandle) {
        Task.detached {
            try await Task.sleep(for: .seconds(seconds))
            let shown = Int(exactly: seconds).map { "\($0)" } ?? "\(seconds)"
            Notices.show("stopped: the script ran longer than --timeout \(shown) seconds")
            handle.interrupt(.timeout)
            // Finalizers, error handlers and C functions cannot be stopped.
            try await Task.sleep(for: grace)
            exit(1)
        }
    }
}
