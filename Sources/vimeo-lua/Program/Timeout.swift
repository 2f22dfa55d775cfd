internal import Dispatch
internal import LuaKit
internal import Platform
internal import Terminal

/// `--timeout`: another thread stops the script, so that the limit costs nothing until it is reached.
///
/// What may block, such as writing to a full pipe, runs on another thread.
enum Timeout {
    /// How long a script may take to end after it was stopped, and then the program.
    private static let grace = 1.0
    /// How long the message may delay the stop.
    private static let messageTime = 0.2

    /// Stops what runs on a state while `body` does, after some seconds; the program continues.
    static func limiting<Result>(_ state: LuaState, to seconds: Double?, _ body: () throws -> Result) rethrows -> Result
    {
        let handle = state.handle
        let timer = DispatchWorkItem { handle.interrupt(.timeout) }
        if let seconds { DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: timer) }
        defer { timer.cancel() }
        return try body()
    }

    static func start(_ seconds: Double, interrupting handle: LuaHandle, _ progress: Progress) {
        let timer = DispatchQueue(label: "timeout")
        timer.asyncAfter(deadline: .now() + seconds) {
            let shown = Int(exactly: seconds).map { "\($0)" } ?? "\(seconds)"
            let isShown = DispatchSemaphore(value: 0)
            DispatchQueue(label: "timeout.message").async {
                Notices.show("stopped: the script ran longer than --timeout \(shown) seconds", progress)
                isShown.signal()
            }
            _ = isShown.wait(timeout: .now() + messageTime)
            handle.interrupt(.timeout)
            // Finalizers, error handlers and C functions cannot be stopped.
            timer.asyncAfter(deadline: .now() + grace) {
                DispatchQueue(label: "timeout.exit").async { exit(1) }
            }
            timer.asyncAfter(deadline: .now() + 2 * grace) { _exit(1) }
        }
    }
}
