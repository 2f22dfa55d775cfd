internal import CLua
internal import CLuaBridge

/// A Swift error that says which fields its Lua error table has.
///
/// Other errors have the field `message` alone.
public protocol LuaErrorConvertible: Error {
    /// Pushes the fields' values with ``LuaStack/setRaw(_:in:)-(String,_)`` into the table on top of the stack.
    func setFields(on stack: LuaStack)
}

/// Swift errors as Lua tables, and back.
///
/// The table's metatable gives it `tostring` and `..`; a weak table in the registry remembers which Swift error it stands
/// for. When it is raised the bridge adds the field `traceback`.
enum LuaErrorTable {
    private final class Origins {}

    final class Box {
        let error: any Error

        init(_ error: any Error) {
            self.error = error
        }
    }

    static func prepare(_ stack: LuaStack) {
        stack.pushTable()
        stack.pushTable(fields: 1)
        stack.push("k")
        stack.setRaw("__mode", in: -2)
        stack.setMetatable(at: -2)
        lua_rawsetp(stack.pointer, clua_registryindex(), registryKey(of: Origins.self))

        stack.pushOwnerMetatable(name: "error origin")
        lua_rawsetp(stack.pointer, clua_registryindex(), registryKey(of: Box.self))
    }

    static func push(_ error: any Error, on stack: LuaStack) {
        stack.pushTable(fields: 10)
        if let error = error as? any LuaErrorConvertible {
            error.setFields(on: stack)
        } else {
            stack.push(String(describing: error))
            stack.setRaw("message", in: -2)
        }
        bridge_set_error_metatable(stack.pointer)
        lua_rawgetp(stack.pointer, clua_registryindex(), registryKey(of: Origins.self))
        stack.pushCopy(of: -2)
        stack.pushOwned(Box(error), metatable: registryKey(of: Box.self))
        lua_rawset(stack.pointer, -3)
        stack.pop()
    }

    static func origin(at index: Int32, on stack: LuaStack) -> (any Error)? {
        guard stack.type(at: index) == .table else { return nil }
        let table = stack.absolute(index)
        lua_rawgetp(stack.pointer, clua_registryindex(), registryKey(of: Origins.self))
        stack.pushCopy(of: table)
        lua_rawget(stack.pointer, -2)
        defer { stack.pop(2) }
        // The registry is ours alone, so a userdata here is a Box.
        guard let slot = lua_touserdata(stack.pointer, -1), let object = slot.load(as: UnsafeMutableRawPointer?.self)
        else {
            return nil
        }
        return Unmanaged<Box>.fromOpaque(object).takeUnretainedValue().error
    }
}

extension LuaStack {
    /// Pushes the Lua value that stands for a Swift error: the original value if Lua code raised it, else an error table.
    public func push(error: any Error) {
        if let value = (error as? LuaError)?.value {
            push(value)
        } else {
            LuaErrorTable.push(error, on: self)
        }
    }

    /// The Swift error that the error value at `index` stands for, if Swift raised it.
    public func swiftError(at index: Int32) -> (any Error)? {
        LuaErrorTable.origin(at: index, on: self)
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
