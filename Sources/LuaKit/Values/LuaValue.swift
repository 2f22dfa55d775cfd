/// A Lua value held by Swift.
///
/// Strings are bytes.
public enum LuaValue: Sendable {
    case `nil`
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case string([UInt8])
    /// A table, function, userdata or coroutine, kept alive while Swift holds it.
    case reference(LuaType, LuaReference)

    /// A string of UTF-8 bytes.
    public static func string(_ text: String) -> LuaValue {
        .string(Array(text.utf8))
    }
}

extension LuaValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    /// A string of UTF-8 bytes.
    public init(stringLiteral text: String) {
        self = .string(text)
    }

    /// An integer.
    public init(integerLiteral value: Int64) {
        self = .integer(value)
    }

    /// A boolean.
    public init(booleanLiteral value: Bool) {
        self = .boolean(value)
    }
}
