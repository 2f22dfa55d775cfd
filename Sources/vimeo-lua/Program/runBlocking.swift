internal import Dispatch
internal import Synchronization

/// Waits for asynchronous work on a thread that is not of the cooperative pool: the main one, or Lua's.
func runBlocking<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
    let result = Mutex<Result<Value, any Error>?>(nil)
    let done = DispatchSemaphore(value: 0)
    Task.detached {
        let outcome: Result<Value, any Error>
        do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
        result.withLock { $0 = outcome }
        done.signal()
    }
    done.wait()
    // Set before the signal.
    return try (result.withLock { $0 } ?? .failure(CancellationError())).get()
}
