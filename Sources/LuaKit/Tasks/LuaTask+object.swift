/// A task as scripts have it.
extension LuaTask: LuaObject {
    /// `task`.
    public static let luaName = "task"
    /// `await` and `cancel`.
    public static let luaMethods: [String: @Sendable (LuaTask, LuaStack) throws -> LuaReply] = [
        "await": { task, stack in stack.wait(for: task) },
        "cancel": { task, stack in
            stack.cancel(task)
            return .results(0)
        },
    ]
    /// `status`, one word.
    public static let luaProperties: [String: @Sendable (LuaTask, LuaStack) -> Void] = [
        "status": { task, stack in stack.push(task.status.rawValue) }
    ]
    /// The word `task`, and what it is doing.
    public var luaSummary: String { "task \(summary)" }
}
