internal import CLua

/// The types of Lua values, with the numbers of `lua.h`.
public enum LuaType: Int32, CaseIterable, Sendable {
    case none = -1
    case `nil` = 0
    case boolean = 1
    case lightUserdata = 2
    case number = 3
    case string = 4
    case table = 5
    case function = 6
    case userdata = 7
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
