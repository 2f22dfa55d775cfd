internal import Synchronization

/// Why a run or call is ended before it is over; the first reason counts.
final class HostedCall: Sendable {
    enum Reason {
        case cancelled
        case timedOut
    }

    private struct State {
        var task: TaskTree.ID?
        var reason: Reason?
    }

    private let handle: LuaHandle
    private let state = Mutex(State())

    init(_ handle: LuaHandle) {
        self.handle = handle
    }

    var reason: Reason? { state.withLock { $0.reason } }

    /// What runs for it from now on, which ends at once if there is a reason.
    func begin(_ task: TaskTree.ID) {
        let reason = state.withLock { state in
            state.task = task
            return state.reason
        }
        if reason != nil { handle.stop(task) }
    }

    func end(for reason: Reason) {
        let task = state.withLock { state in
            guard state.reason == nil else { return nil as TaskTree.ID? }
            state.reason = reason
            return state.task
        }
        if let task { handle.stop(task) }
    }
}
