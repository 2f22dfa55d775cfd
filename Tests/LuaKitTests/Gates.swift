import Synchronization

/// Named gates: a wait ends when its gate is opened, before or after.
///
/// Lets tests order events without sleeping.
final class Gates: Sendable {
    private struct State {
        var open: Set<String> = []
        var waiting: [String: [CheckedContinuation<Void, any Error>]] = [:]
    }

    private let state = Mutex(State())

    func wait(_ name: String) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOpen = state.withLock { state in
                    if state.open.contains(name) || Task.isCancelled { return true }
                    state.waiting[name, default: []].append(continuation)
                    return false
                }
                if isOpen { continuation.resume() }
            }
            try Task.checkCancellation()
        } onCancel: {
            release(name)
        }
    }

    func open(_ name: String) {
        state.withLock { _ = $0.open.insert(name) }
        release(name)
    }

    private func release(_ name: String) {
        let waiting = state.withLock { $0.waiting.removeValue(forKey: name) ?? [] }
        for continuation in waiting { continuation.resume() }
    }
}
