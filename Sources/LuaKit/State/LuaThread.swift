internal import CLuaBridge
internal import Platform

/// Runs Lua on a thread of its own.
///
/// Lua allows 200 nested C calls, each of which may take several kilobytes of native stack; secondary threads have half
/// a megabyte on some systems. And Lua blocks, so it must not run on the cooperative pool.
public enum LuaThread {
    static let stackSize = 16 << 20

    /// Makes a state on a new thread, runs `body` with it, closes it, and returns what `body` returned.
    public static func run<Value: Sendable>(
        _ body: @escaping @Sendable (LuaState) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try start { continuation.resume(with: withState(body)) }.detach()
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// The same for a program whose purpose it is, called on its main thread.
    ///
    /// Where the main thread's stack can be made large enough, it is Lua's own: with one thread in the process, memory is
    /// allocated without locks. Otherwise it waits for another.
    package static func runProgram(_ body: @escaping @Sendable (LuaState) -> Int32) throws -> Int32 {
        bridge_reserve_streams()
        bridge_tune_allocator()
        if bridge_grow_main_stack(stackSize) { return try withState(body).get() }
        let outcome = Outcome()
        try start { outcome.result = withState(body) }.join()
        return try outcome.result.get()
    }

    // Unchecked: written by the thread before it ends, read after the join.
    private final class Outcome: @unchecked Sendable {
        var result: Result<Int32, any Error> = .success(0)
    }

    static func withState<Value>(_ body: (LuaState) throws -> Value) -> Result<Value, any Error> {
        Result {
            let state = try LuaState()
            defer { state.close() }
            return try body(state)
        }
    }

    /// - Parameter blocksSignals: false for a thread that signals stop.
    static func start(blocksSignals: Bool = false, _ body: @escaping @Sendable () -> Void) throws -> SystemThread {
        do {
            return try SystemThread.start(stackSize: stackSize, blocksSignals: blocksSignals, body)
        } catch {
            throw LuaError(.setup, "cannot create a thread for Lua: \(error)")
        }
    }
}
