/// A copy of a Lua table: it outlives the state, and nothing that a script does changes it.
///
/// ```swift
/// let table: LuaTable = try await lua.call("settings")
/// table["name"]?.string
/// table.items.count
/// ```
///
/// Metatables are not copied, nor entries whose keys are tables, functions, userdata or coroutines. What is neither a
/// plain value nor a table, and a table inside itself, is a reference.
public struct LuaTable: Sendable, Equatable {
    /// The values of the keys 1 to n.
    public var items: [LuaValue]
    /// The values of all other keys.
    public var fields: [LuaKey: LuaValue]
    /// Whether it is an array for JSON even when it is empty.
    public var isArray: Bool

    /// A table of items and fields.
    public init(items: [LuaValue] = [], fields: [LuaKey: LuaValue] = [:], isArray: Bool = false) {
        (self.items, self.fields, self.isArray) = (items, fields, isArray)
    }

    /// The value of a field; nil if there is none.
    public subscript(name: String) -> LuaValue? {
        get { fields[.string(Array(name.utf8))] }
        set { fields[.string(Array(name.utf8))] = newValue }
    }

    /// Whether it has no entries.
    public var isEmpty: Bool { items.isEmpty && fields.isEmpty }
}

/// The key of a field in a copy of a table.
public enum LuaKey: Sendable, Hashable {
    /// True or false.
    case boolean(Bool)
    /// An integer beyond the table's items.
    case integer(Int64)
    /// A float without an integer value.
    case number(Double)
    /// A string, which need not be UTF-8.
    case string([UInt8])

    /// The key as a value.
    public var value: LuaValue {
        switch self {
        case .boolean(let flag): .boolean(flag)
        case .integer(let number): .integer(number)
        case .number(let number): .number(number)
        case .string(let bytes): .string(bytes)
        }
    }

    init?(_ value: LuaValue) {
        switch value {
        case .boolean(let flag): self = .boolean(flag)
        case .integer(let number): self = .integer(number)
        case .number(let number): self = .number(number)
        case .string(let bytes): self = .string(bytes)
        case .nil, .table, .reference: return nil
        }
    }
}
