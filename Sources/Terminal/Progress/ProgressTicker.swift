internal import Dispatch
internal import Platform
internal import Synchronization

/// A thread that does something ten times a second while there is something to do.
final class ProgressTicker: Sendable {
    private struct State {
        var thread: SystemThread?
        var isEnded = false
    }

    private let body: @Sendable () -> Bool
    private let state = Mutex(State())
    private let alarm = DispatchSemaphore(value: 0)

    /// - Parameter body: returns whether there is more to do; if not, the thread sleeps until ``wake()``.
    init(_ body: @escaping @Sendable () -> Bool) {
        self.body = body
    }

    /// Makes the thread run the body soon; the first call starts the thread.
    func wake() {
        state.withLock { state in
            guard !state.isEnded else { return }
            if state.thread == nil { state.thread = try? SystemThread.start(run) }
        }
        alarm.signal()
    }

    /// Ends the thread, and returns when it has ended.
    func end() {
        let thread = state.withLock { state in
            state.isEnded = true
            return state.thread.take()
        }
        alarm.signal()
        thread?.join()
    }

    private func run() {
        var isBusy = false
        while true {
            _ = alarm.wait(timeout: isBusy ? .now() + .milliseconds(100) : .distantFuture)
            if state.withLock(\.isEnded) { return }
            isBusy = body()
        }
    }
}
