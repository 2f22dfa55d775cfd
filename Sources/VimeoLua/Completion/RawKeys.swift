package import LuaKit

/// Reads tables without running any code: no metamethod is ever called.
package enum RawKeys {
    // How far `__index` tables are followed, and how many keys are looked at.
    private static let levels = 10
    private static let limit = 200_000

    /// The names of the global variables, sorted.
    package static func globals(on stack: LuaStack) -> [String] {
        stack.pushGlobals()
        defer { stack.pop() }
        var names: [String] = []
        forEachKey(at: -1, on: stack) { name, _ in names.append(name) }
        return names.sorted()
    }

    /// Pushes a global variable; false, and nothing pushed, if it is nil.
    package static func pushGlobal(_ name: String, on stack: LuaStack) -> Bool {
        stack.pushGlobals()
        guard stack.getRaw(name, in: -1) != .nil else {
            stack.pop(2)
            return false
        }
        stack.remove(at: -2)
        return true
    }

    /// Calls `body` with each name, and its value's type, that can follow a dot after the value at `index`: its own keys and
    /// those of the tables it inherits from.
    ///
    /// The value itself is on top during the call.
    static func forEachField(at index: Int32, on stack: LuaStack, _ body: (String, LuaType) -> Void) {
        withTables(from: index, on: stack) { forEachKey(at: -1, on: stack, body) }
    }

    /// Pushes the field `name` of the value at `index`, its own or inherited; nil is pushed where there is none.
    static func push(_ name: String, of index: Int32, on stack: LuaStack) {
        let top = stack.top
        var isFound = false
        withTables(from: index, on: stack) {
            guard !isFound else { return }
            isFound = stack.getRaw(name, in: -1) != .nil
            if isFound { stack.insert(at: top + 1) } else { stack.pop() }
        }
        if !isFound { stack.pushNil() }
    }

    /// Calls `body` with each table that the value at `index` takes fields from, on top of the stack, itself first.
    private static func withTables(from index: Int32, on stack: LuaStack, _ body: () -> Void) {
        guard stack.reserve(20) else { return }
        stack.pushCopy(of: index)
        for _ in 0..<levels {
            if stack.type(at: -1) == .table { body() }
            guard stack.pushMetatable(of: -1) else { break }
            stack.getRaw("__index", in: -1)
            stack.remove(at: -2)
            stack.remove(at: -2)
            guard stack.type(at: -1) == .table else { break }
        }
        stack.pop()
    }

    private static func forEachKey(at index: Int32, on stack: LuaStack, _ body: (String, LuaType) -> Void) {
        var left = limit
        try? stack.forEachEntry(at: index) {
            left -= 1
            guard left > 0 else { throw Enough() }
            let type = stack.type(at: -1)
            if let name = stack.string(at: -2), name.utf8.count <= 200 { body(name, type) }
        }
    }

    private struct Enough: Error {}
}
