internal import CLua
internal import CLuaBridge

/// An error raised by Lua code, as Swift sees it.
///
/// Thrown on to Lua it is the original value again.
public struct LuaError: Error, CustomStringConvertible {
    /// The error value.
    public let value: LuaValue
    /// The value as text.
    public let description: String

    /// An error with a message that Lua sees as a string.
    public init(_ message: String) {
        value = .string(message)
        description = message
    }

    /// An error with any value.
    public init(value: LuaValue) {
        self.value = value
        if case .string(let bytes) = value {
            description = String(decoding: bytes, as: UTF8.self)
        } else {
            description = "(error object)"
        }
    }

    init(popping stack: LuaStack) {
        value = stack.value(at: -1)
        if stack.type(at: -1) == .string {
            description = stack.mendedString(at: -1) ?? ""
            stack.pop()
        } else {
            _ = bridge_tostring(stack.pointer, -1)
            description = stack.mendedString(at: -1) ?? "(error object is a \(stack.type(at: -2).name) value)"
            stack.pop(2)
        }
    }
}

/// A Swift error that says which fields its Lua error table has.
///
/// Other errors have the field `message` alone.
public protocol LuaErrorConvertible: Error {
    /// Pushes the fields' values with ``LuaStack/setRaw(_:in:)-(String,_)`` into the table on top of the stack.
    func setFields(on stack: LuaStack)
}

/// Swift errors as Lua tables, and back.
///
/// The table's metatable gives it `tostring`; a weak table in the registry remembers which Swift error it stands for.
enum LuaErrorTable {
    private final class Metatable {}
    private final class Origins {}

    final class Box {
        let error: any Error

        init(_ error: any Error) {
            self.error = error
        }
    }

    static func prepare(_ stack: LuaStack) {
        stack.pushTable()
        stack.push("error")
        stack.setRaw("__name", in: -2)
        stack.push(false)
        stack.setRaw("__metatable", in: -2)
        lua_pushcclosure(stack.pointer, bridge_error_tostring(), 0)
        stack.setRaw("__tostring", in: -2)
        lua_rawsetp(stack.pointer, clua_registryindex(), registryKey(of: Metatable.self))

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
        lua_rawgetp(stack.pointer, clua_registryindex(), registryKey(of: Metatable.self))
        stack.setMetatable(at: -2)
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
    /// Pushes the Lua value that stands for a Swift error: the original value of a ``LuaError``, else an error table.
    public func push(error: any Error) {
        if let error = error as? LuaError {
            push(error.value)
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
        if let error = error as? LuaArgumentError {
            push(error.message)
            bridge_set_argument(pointer, Int32(error.position))
            return BRIDGE_ARGUMENT
        }
        push(error: error)
        return BRIDGE_ERROR
    }
}
