import Synchronization

/// Lets a limited number of tasks through at a time; the others wait in line, and can be cancelled there.
///
/// The pool of connections would let them wait no longer than for a connect.
final class Gate: Sendable {
    private struct State {
        var free: Int
        var nextID = 0
        var line: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private let state: Mutex<State>

    init(places: Int) { state = Mutex(State(free: places)) }

    /// Waits for a place; false if the task was cancelled: then there is nothing to leave.
    func enter() async -> Bool {
        let id: Int? = state.withLock { state in
            if state.free > 0 {
                state.free -= 1
                return nil
            }
            state.nextID += 1
            return state.nextID
        }
        guard let id else { return true }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if Task.isCancelled { return false }
                    if state.free > 0 {
                        state.free -= 1
                        return true
                    }
                    state.line.append((id, continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                state.line.firstIndex { $0.id == id }.map { state.line.remove(at: $0).continuation }
            }
            waiting?.resume(returning: false)
        }
    }

    /// Gives the place back, to the first in line if there is one.
    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard !state.line.isEmpty else {
                state.free += 1
                return nil
            }
            return state.line.removeFirst().continuation
        }
        next?.resume(returning: true)
    }
}
