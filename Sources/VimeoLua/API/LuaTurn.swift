internal import Synchronization

/// A turn on the Lua thread that an upload waits for: to have the next bytes of a source made, or to know that the script
/// has taken all that was reported so far.
///
/// One that never comes, since the upload's task is gone, fails.
final class LuaTurn: Sendable {
    private let answer: Mutex<CheckedContinuation<[UInt8]?, any Error>?>

    private init(_ continuation: CheckedContinuation<[UInt8]?, any Error>) {
        answer = Mutex(continuation)
    }

    deinit {
        resume(with: .failure(CancellationError()))
    }

    /// Asks for it, and waits for what it gives.
    static func take(_ ask: (LuaTurn) -> Void) async throws -> [UInt8]? {
        try await withCheckedThrowingContinuation { ask(LuaTurn($0)) }
    }

    func resume(with result: Result<[UInt8]?, any Error>) {
        let continuation = answer.withLock { answer in
            defer { answer = nil }
            return answer
        }
        continuation?.resume(with: result)
    }
}
