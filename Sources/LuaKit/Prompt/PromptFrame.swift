internal import CLua
internal import CLuaBridge

/// The locals of a Lua function that waits for a call: a prompt opened by it shares them.
///
/// Use it while that function is active only, on its own stack.
package final class PromptFrame {
    /// The line of the function that calls.
    package let place: LuaPlace
    private let stack: LuaStack
    private var activation: lua_Debug
    /// The function's own locals: their numbers, by name; of several with one name the innermost.
    private var locals: [String: Int32] = [:]
    /// That of a local `_ENV`.
    private var ownEnvironment: Int32?

    /// The caller of the Swift function that runs on `stack`; nil if a native function called it.
    package init?(callerOn stack: LuaStack) {
        self.stack = stack
        activation = lua_Debug()
        guard lua_getstack(stack.pointer, 1, &activation) != 0, lua_getinfo(stack.pointer, "Slf", &activation) != 0
        else { return nil }
        stack.pop()
        guard activation.what.pointee != CChar(UInt8(ascii: "C")) else { return nil }
        place = LuaPlace(source: String(cString: activation.source), line: Int(activation.currentline))
        var number: Int32 = 1
        while let name = lua_getlocal(stack.pointer, &activation, number) {
            stack.pop()
            let name = String(cString: name)
            if !name.hasPrefix("(") { locals[name] = number }
            number += 1
        }
        ownEnvironment = locals.removeValue(forKey: "_ENV")
    }

    /// The value that the function has as `_ENV`; nil if it uses no globals.
    package func environment() -> LuaReference? {
        if let number = ownEnvironment, lua_getlocal(stack.pointer, &activation, number) != nil {
            return LuaReference(popping: stack)
        }
        _ = lua_getinfo(stack.pointer, "f", &activation)
        defer { stack.pop() }
        guard let number = stack.upvalue(named: "_ENV", of: -1) else { return nil }
        stack.pushUpvalue(number, of: -1)
        return LuaReference(popping: stack)
    }

    /// Adds the function's variables to a scope: its upvalues are the same variables from now on, its own locals are
    /// copied by ``read(into:)`` and ``write(from:)``.
    package func share(with scope: PromptScope) throws {
        _ = lua_getinfo(stack.pointer, "f", &activation)
        var number: Int32 = 1
        while let name = stack.upvalueName(number, of: -1) {
            if !name.isEmpty, name != "_ENV" { scope.add(name, upvalue: number, of: -1, on: stack) }
            number += 1
        }
        stack.pop()
        guard !locals.isEmpty else { return }
        let names = locals.keys.sorted().joined(separator: ", ")
        try stack.run("local \(names); return function() return \(names) end", results: 1)
        for name in locals.keys {
            if let number = stack.upvalue(named: name, of: -1) {
                scope.add(name, upvalue: number, of: -1, on: stack)
            }
        }
        stack.pop()
        read(into: scope)
    }

    /// Takes over what the function's locals are now.
    package func read(into scope: PromptScope) {
        for (name, number) in locals where lua_getlocal(stack.pointer, &activation, number) != nil {
            scope.set(name, on: stack)
        }
    }

    /// Gives the function's locals the values they have in the scope.
    package func write(from scope: PromptScope) {
        for (name, number) in locals where scope.push(name, on: stack) {
            _ = lua_setlocal(stack.pointer, &activation, number)
        }
    }
}
