internal import CLua

/// A Lua value held by Swift.
///
/// Strings are bytes.
public enum LuaValue: Sendable, Equatable {
    /// Nothing.
    case `nil`
    /// True or false.
    case boolean(Bool)
    /// A number of Lua's subtype integer.
    case integer(Int64)
    /// A number of Lua's subtype float; it can be infinite or not a number.
    case number(Double)
    /// A string, which need not be UTF-8.
    case string([UInt8])
    /// A copy of a table.
    case table(LuaTable)
    /// A table, function, userdata or coroutine, kept alive while Swift holds it.
    case reference(LuaType, LuaReference)

    /// A string of UTF-8 bytes.
    public static func string(_ text: String) -> LuaValue {
        .string(Array(text.utf8))
    }
}

// What a value is; each is nil for other types.
extension LuaValue {
    /// The string, if it is UTF-8.
    public var string: String? { bytes.flatMap { String(validating: $0, as: UTF8.self) } }

    /// The bytes of the string.
    public var bytes: [UInt8]? {
        if case .string(let bytes) = self { bytes } else { nil }
    }

    /// The integer, also of a number with an integral value.
    public var integer: Int64? {
        switch self {
        case .integer(let number): number
        case .number(let number): Int64(exactly: number)
        default: nil
        }
    }

    /// The number, integers included.
    public var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }

    /// The boolean.
    public var boolean: Bool? {
        if case .boolean(let flag) = self { flag } else { nil }
    }

    /// The copy of a table.
    public var table: LuaTable? {
        if case .table(let table) = self { table } else { nil }
    }

    /// The type's name, as Lua's messages use it.
    var typeName: String {
        switch self {
        case .nil: "nil"
        case .boolean: "boolean"
        case .integer, .number: "number"
        case .string: "string"
        case .table: "table"
        case .reference(let type, _): type.name
        }
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

/// Keeps a Lua value alive while Swift holds it.
///
/// Any thread may hold and drop one; only the state's own can use it. A cycle between a Lua closure held by Swift and a
/// Swift object held by a userdata is never collected.
public final class LuaReference: Sendable, Equatable {
    private let key: Int32
    private let handle: LuaHandle

    /// Refers to the value at `index`.
    public convenience init(to index: Int32, on stack: LuaStack) {
        stack.pushCopy(of: index)
        self.init(popping: stack)
    }

    /// Pops the top value and refers to it.
    public init(popping stack: LuaStack) {
        handle = stack.state.handle
        for key in handle.takeDroppedReferences() {
            luaL_unref(stack.pointer, clua_registryindex(), key)
        }
        key = luaL_ref(stack.pointer, clua_registryindex())
    }

    /// Pushes the value on a stack of the same state.
    public func push(on stack: LuaStack) {
        assert(handle === stack.state.handle, "a Lua value is used in a state other than its own")
        stack.checkRoom()
        lua_rawgeti(stack.pointer, clua_registryindex(), Int64(key))
    }

    /// Whether both are the same reference; two to one value may differ.
    public static func == (one: LuaReference, other: LuaReference) -> Bool { one === other }

    deinit {
        // This may be any thread: the state frees the slot when it makes its next reference.
        handle.drop(reference: key)
    }
}
