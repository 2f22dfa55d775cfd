internal import LuaKit

/// Which of our functions a Lua value is: a weak table from functions to names.
final class FunctionNames {
    private let table: LuaReference

    init(on stack: LuaStack) {
        stack.pushTable()
        stack.pushTable(fields: 1)
        stack.push("k")
        stack.setRaw("__mode", in: -2)
        stack.setMetatable(at: -2)
        table = LuaReference(popping: stack)
    }

    /// Remembers the name of the function on top.
    func note(_ name: String, on stack: LuaStack) {
        table.push(on: stack)
        stack.pushCopy(of: -2)
        stack.push(name)
        stack.setRaw(keyAndValueIn: -3)
        stack.pop()
    }

    /// The name of the value at `index`, nil for all but our functions.
    func name(at index: Int32, on stack: LuaStack) -> String? {
        guard stack.type(at: index) == .function else { return nil }
        let index = stack.absolute(index)
        table.push(on: stack)
        stack.pushCopy(of: index)
        stack.getRaw(in: -2)
        defer { stack.pop(2) }
        return stack.string(at: -1)
    }
}
