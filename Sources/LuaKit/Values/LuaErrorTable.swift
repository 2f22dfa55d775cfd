internal import CLua
internal import CLuaBridge

/// A Swift error that says which fields its Lua error table has.
///
/// Other errors have the field `message` alone.
public protocol LuaErrorConvertible: Error {
    /// Pushes the fields' values with ``LuaStack/setRaw(_:in:)-(String,_)`` into the table on top of the stack.
    func setFields(on stack: LuaStack)
}

/// The key of a weak table in the registry that remembers which Swift error an error table stands for.
private final class ErrorOrigins {}

// Swift errors as Lua tables, and back. The metatable gives `tostring` and `..`; when a table is raised the bridge adds
// the field `traceback`.
extension LuaStack {
    func prepareErrors() {
        pushTable()
        pushTable(fields: 1)
        push("k")
        setRaw("__mode", in: -2)
        setMetatable(at: -2)
        lua_rawsetp(pointer, clua_registryindex(), registryKey(of: ErrorOrigins.self))

        pushOwnerMetatable(name: "error origin")
        lua_rawsetp(pointer, clua_registryindex(), registryKey(of: ErrorBox.self))
    }

    /// Pushes the Lua value that stands for a Swift error: the original value if Lua code raised it, else an error table.
    public func push(error: any Error) {
        if let value = (error as? LuaError)?.value { return push(value) }
        pushTable(fields: 10)
        if let error = error as? any LuaErrorConvertible {
            error.setFields(on: self)
        } else {
            push(String(describing: error))
            setRaw("message", in: -2)
        }
        bridge_set_error_metatable(pointer)
        lua_rawgetp(pointer, clua_registryindex(), registryKey(of: ErrorOrigins.self))
        pushCopy(of: -2)
        pushOwned(ErrorBox(error), metatable: registryKey(of: ErrorBox.self))
        lua_rawset(pointer, -3)
        pop()
    }

    /// The Swift error that the error value at `index` stands for, if Swift raised it.
    public func swiftError(at index: Int32) -> (any Error)? {
        guard type(at: index) == .table else { return nil }
        let table = absolute(index)
        lua_rawgetp(pointer, clua_registryindex(), registryKey(of: ErrorOrigins.self))
        pushCopy(of: table)
        defer { pop(2) }
        // The registry is ours alone, so a userdata here is a box.
        guard getRaw(in: -2) == .userdata else { return nil }
        let box: ErrorBox? = owned(at: -1)
        return box?.value
    }

    /// Pops an error value: the Swift error it stands for, else a ``LuaError``.
    func popError() -> any Error {
        if let error = swiftError(at: -1) {
            pop()
            return error
        }
        return LuaError(popping: self)
    }

    /// Pushes what the bridge raises for `error`, and returns the code for it.
    func pushForRaising(_ error: any Error) -> Int32 {
        if let error = error as? LuaError, let argument = error.argument {
            push(error.message)
            bridge_set_argument(pointer, Int32(argument))
            return BRIDGE_ARGUMENT
        }
        push(error: error)
        return BRIDGE_ERROR
    }
}

/// An error that Lua owns.
private final class ErrorBox {
    let value: any Error

    init(_ value: any Error) {
        self.value = value
    }
}
