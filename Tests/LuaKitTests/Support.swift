@testable import LuaKit

/// Runs `body` with a state that has the standard libraries, on its own thread.
func withLua<Value: Sendable>(_ body: @escaping @Sendable (LuaStack) throws -> Value) async throws -> Value {
    try await LuaThread.run { state in
        try state.openLibraries()
        return try body(state.stack)
    }
}

extension LuaStack {
    /// Runs a chunk and gives its one result as text, by Lua's own `tostring`.
    func evaluate(_ code: String) throws -> String {
        try run("return tostring((function() \(code) end)())", results: 1)
        defer { pop() }
        return string(at: -1) ?? "(no UTF-8)"
    }

    /// Makes a Swift function a global.
    func define(_ name: String, _ body: @escaping LuaFunction) {
        pushGlobals()
        push(function: body)
        setRaw(name, in: -2)
        pop()
    }

    /// Makes the globals `wait(key)`, which ends when `open(key)` was called, `spawn(f, …)`, `await(task)`, `cancel(task)`.
    func defineWaits() {
        let gates = Gates()
        define("wait") { stack in
            let key = stack.string(at: 1) ?? ""
            return .wait(for: { try await gates.wait(key) }) { _, stack in
                stack.push(key)
                return 1
            }
        }
        define("open") { stack in
            gates.open(stack.string(at: 1) ?? "")
            return .results(0)
        }
        define("fail") { stack in
            let key = stack.string(at: 1) ?? ""
            return .wait(for: { throw Oops(name: key) }) { (_: Int, _) in 0 }
        }
        define("spawn") { stack in
            let task = try stack.spawn(arguments: Int(stack.top) - 1)
            stack.push(object: TaskObject(task))
            return .results(1)
        }
    }
}

struct Oops: Error, CustomStringConvertible, Equatable {
    let name: String
    var description: String { "oops \(name)" }
}

final class TaskObject: LuaObject {
    static let luaName = "task"
    static let luaMethods: [String: @Sendable (TaskObject, LuaStack) throws -> LuaReply] = [
        "await": { task, stack in stack.wait(for: task.task) },
        "cancel": { task, stack in
            stack.cancel(task.task)
            return .results(0)
        },
    ]
    let task: LuaTask

    init(_ task: LuaTask) {
        self.task = task
    }
}
