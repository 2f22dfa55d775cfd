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

    /// Makes the globals `wait(key)`, which ends when `open(key)` was called, `waiting()`, whether one has begun, `fail(name)`,
    /// `spawn(f, …)`, `pause()`, which lets others run, `sleep(seconds)`, and `report(count, f)`, which calls `f` with 1 to `count`.
    func defineWaits() {
        let gates = Gates()
        var hasBegun = false
        define("waiting") { stack in
            stack.push(hasBegun)
            return .results(1)
        }
        define("pause") { _ in .wait(seconds: 0) }
        define("sleep") { stack in .wait(seconds: stack.number(at: 1) ?? 0) }
        define("report") { stack in
            let count = Int(stack.integer(at: 1) ?? 0)
            let callback = LuaReference(to: 2, on: stack)
            return .wait(
                LuaWait(
                    receiving: { (event: Int, stack: LuaStack) in
                        callback.push(on: stack)
                        stack.push(Int64(event))
                        try stack.call(arguments: 1, results: 0)
                    },
                    { report in for event in 1...count { report(event) } },
                    deliver: { (_: Void, _: LuaStack) in 0 }
                )
            )
        }
        define("wait") { stack in
            let key = stack.string(at: 1) ?? ""
            hasBegun = true
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
            stack.push(object: task)
            return .results(1)
        }
    }
}

struct Oops: Error, CustomStringConvertible, Equatable {
    let name: String
    var description: String { "oops \(name)" }
}
