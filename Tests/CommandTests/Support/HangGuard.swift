/// What a test gets that waits for a process, or for its output, for too long.
struct Hung: Error, CustomStringConvertible {
    let command: String
    var description: String { "hangs: \(command)" }
}

/// Cancels `body`, which ends its process, when it takes longer than any of ours should.
func guardingAgainstHang<Value: Sendable>(
    _ command: String,
    _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        defer { group.cancelAll() }
        group.addTask(operation: body)
        group.addTask {
            try await Task.sleep(for: .seconds(60))
            throw Hung(command: command)
        }
        guard let value = try await group.next() else { throw Hung(command: command) }
        return value
    }
}
