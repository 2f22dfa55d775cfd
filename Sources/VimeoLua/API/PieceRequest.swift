internal import Synchronization

/// A question for the next bytes of a source, asked by an upload and answered on the Lua thread.
///
/// One that nobody answers, since the upload's task is gone, fails.
final class PieceRequest: Sendable {
    private let answer: Mutex<CheckedContinuation<[UInt8]?, any Error>?>

    private init(_ continuation: CheckedContinuation<[UInt8]?, any Error>) {
        answer = Mutex(continuation)
    }

    deinit {
        resume(with: .failure(CancellationError()))
    }

    /// Asks, and waits for the answer.
    static func make(_ ask: (PieceRequest) -> Void) async throws -> [UInt8]? {
        try await withCheckedThrowingContinuation { ask(PieceRequest($0)) }
    }

    func resume(with result: Result<[UInt8]?, any Error>) {
        let continuation = answer.withLock { answer in
            defer { answer = nil }
            return answer
        }
        continuation?.resume(with: result)
    }
}
