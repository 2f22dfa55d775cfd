internal import CLua

/// The types of Lua values, with the numbers of `lua.h`.
public enum LuaType: Int32, CaseIterable, Sendable {
    /// No value: the index is beyond the stack's top.
    case none = -1
    /// Nil.
    case `nil` = 0
    /// A boolean.
    case boolean = 1
    /// A plain C pointer.
    case lightUserdata = 2
    /// An integer or a float.
    case number = 3
    /// A string of bytes.
    case string = 4
    /// A table.
    case table = 5
    /// A function of Lua or C.
    case function = 6
    /// An object of the host.
    case userdata = 7
    /// A coroutine.
    case thread = 8

    /// The name Lua's messages use.
    public var name: String { Self.names[Int(rawValue) + 1] }

    private static let names = [
        "no value", "nil", "boolean", "light userdata", "number", "string", "table", "function", "userdata", "thread",
    ]
}

extension LuaStack {
    /// The type at `index`, `none` where there is no value.
    public func type(at index: Int32) -> LuaType {
        LuaType(rawValue: lua_type(pointer, index)) ?? .none
    }

    /// Whether there is no value at `index`, or nil.
    public func isNoneOrNil(_ index: Int32) -> Bool {
        lua_type(pointer, index) <= 0
    }

    /// The type name as Lua's own messages have it: a string field `__name` of the metatable comes first.
    public func typeName(at index: Int32) -> String {
        if type(at: index) != .none, let name = metatableName(at: index) { return name }
        return type(at: index).name
    }
}
