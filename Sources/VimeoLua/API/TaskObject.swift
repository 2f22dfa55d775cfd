internal import LuaKit

/// What `vimeo.spawn` returns.
final class TaskObject: LuaObject {
    static let luaName = "task"
    static let luaMethods: [String: @Sendable (TaskObject, LuaStack) throws -> LuaReply] = [
        "await": { object, stack in stack.wait(for: object.task) },
        "cancel": { object, stack in
            stack.cancel(object.task)
            return .results(0)
        },
    ]
    static let luaProperties: [String: @Sendable (TaskObject, LuaStack) -> Void] = [
        "status": { object, stack in stack.push(object.task.status.rawValue) }
    ]

    private let task: LuaTask

    init(_ task: LuaTask) {
        self.task = task
    }
}
