package import LuaKit

/// Reads tables without running any code: no metamethod is ever called.
package enum RawKeys {
    // How far `__index` tables are followed, and how many keys of a table are looked at.
    private static let levels: Int32 = 10
    private static let limit = 200_000
    private static let longest = 200

    /// The names of the global variables, sorted.
    package static func globals(on stack: LuaStack) -> [String] {
        stack.pushGlobals()
        defer { stack.pop() }
        var names: [String] = []
        forEachKey(at: -1, on: stack) { name, _ in
            if let name = String(validating: name, as: UTF8.self) { names.append(name) }
        }
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

    /// Calls `body` with the bytes of each name, and its value's type, that can follow a dot after the value at `index`: its
    /// own keys and those of the tables it inherits from, each once.
    ///
    /// The value that belongs to the name is on top during the call.
    static func forEachField(at index: Int32, on stack: LuaStack, _ body: (UnsafeRawBufferPointer, LuaType) -> Void) {
        let bottom = stack.top
        let count = pushTables(of: index, on: stack)
        defer { stack.pop(stack.top - bottom) }
        for table in 0..<count {
            forEachKey(at: bottom + 1 + table, on: stack) { name, type in
                for nearer in 0..<table {
                    stack.pushCopy(of: -2)
                    defer { stack.pop() }
                    if stack.getRaw(in: bottom + 1 + nearer) != .nil { return }
                }
                body(name, type)
            }
        }
    }

    /// Pushes the field `name` of the value at `index`, its own or inherited; nil is pushed where there is none.
    static func push(_ name: String, of index: Int32, on stack: LuaStack) {
        let bottom = stack.top
        let count = pushTables(of: index, on: stack)
        var isFound = false
        for table in 0..<count where !isFound {
            isFound = stack.getRaw(name, in: bottom + 1 + table) != .nil
            if !isFound { stack.pop() }
        }
        if !isFound { stack.pushNil() }
        stack.insert(at: bottom + 1)
        stack.pop(stack.top - bottom - 1)
    }

    /// Pushes the tables that the value at `index` takes fields from, itself first; returns how many.
    private static func pushTables(of index: Int32, on stack: LuaStack) -> Int32 {
        guard stack.reserve(Int(levels) + 10) else { return 0 }
        let bottom = stack.top
        var place = stack.absolute(index)
        if stack.type(at: place) == .table { stack.pushCopy(of: place) }
        while stack.top - bottom < levels, stack.pushMetatable(of: place) {
            stack.getRaw("__index", in: -1)
            stack.remove(at: -2)
            let address = stack.address(at: -1)
            let isKnown = (bottom + 1..<stack.top).contains { stack.address(at: $0) == address }
            guard stack.type(at: -1) == .table, !isKnown else {
                stack.pop()
                break
            }
            place = stack.top
        }
        return stack.top - bottom
    }

    private static func forEachKey(
        at index: Int32,
        on stack: LuaStack,
        _ body: (UnsafeRawBufferPointer, LuaType) -> Void
    ) {
        var left = limit
        try? stack.forEachEntry(at: index) {
            left -= 1
            guard left > 0 else { throw Enough() }
            let type = stack.type(at: -1)
            _ = stack.withBytes(at: -2) { name in
                if name.count <= longest { body(name, type) }
            }
        }
    }

    private struct Enough: Error {}
}
