/// Lets few processes run at a time, so that none of hundreds of tests starves.
actor Turns {
    private static let shared = Turns(4)
    @TaskLocal private static var isHeld = false

    /// Runs `body` in a turn.
    ///
    /// What runs inside of another turn is part of that one: it must not wait for the end of a queue while the process around
    /// it is guarded against hanging.
    static func take<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        if isHeld { return try await body() }
        await shared.take()
        let result: Result<Value, any Error>
        do { result = .success(try await $isHeld.withValue(true, operation: body)) } catch { result = .failure(error) }
        await shared.give()
        return try result.get()
    }

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) {
        free = count
    }

    private func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func give() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
