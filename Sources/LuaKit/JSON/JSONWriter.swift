import CLua

/// Writes a Lua value as JSON text (RFC 8259), by raw access only: no metamethod ever runs.
///
/// A table is an array when it carries the mark of `JSONArray` or its keys are exactly 1 to n with n above 0, and an
/// object when all its keys are strings; the empty unmarked table is `{}`. Integers keep every digit. Floats are
/// written with the fewest digits that read back as the same float, and always so that they read back as floats.
public struct JSONWriter: ~Copyable {
    /// How the text is laid out.
    public struct Options: Sendable {
        /// One element or field to a line, two blanks for each level.
        public var pretty: Bool
        /// The keys of objects in the order of their bytes instead of the table's own order.
        public var sortKeys: Bool

        /// The default is compact text in the table's own order.
        public init(pretty: Bool = false, sortKeys: Bool = false) {
            self.pretty = pretty
            self.sortKeys = sortKeys
        }
    }

    let lua: OpaquePointer
    let options: Options
    /// The Lua stack index of the metatable of arrays.
    let arrayMetatable: Int32
    var output = JSONOutput(capacity: 256)
    /// The tables being written, outermost first.
    var open: [UnsafeRawPointer] = []
    var failure: Failure?

    /// What went wrong, and the steps to it from the inside out.
    struct Failure {
        let kind: JSONError.Kind
        let reason: String
        let hint: String?
        var steps: [JSONPath.Step] = []
    }

    /// Gives the text of the value at `index`.
    ///
    /// The stack is as before, also after an error.
    ///
    /// - Throws: `JSONError` for functions, userdata and threads, for keys that fit neither an array nor an object,
    ///   cycles, NaN and infinities, strings that are no UTF-8, and more than `JSONReader.maximumDepth` levels.
    public static func write(
        _ index: Int32,
        of lua: OpaquePointer,
        options: Options = Options()
    ) throws(JSONError) -> [UInt8] {
        let top = lua_gettop(lua)
        let index = lua_absindex(lua, index)
        guard lua_checkstack(lua, 4) != 0 else {
            throw JSONError(kind: .stack, reason: "the Lua stack is full", path: "", position: nil, hint: nil)
        }
        JSONArray.pushMetatable(lua)
        var writer = JSONWriter(lua: lua, options: options, arrayMetatable: top + 1)
        lua_pushvalue(lua, index)
        _ = writer.value()
        lua_settop(lua, top)
        if let failure = writer.failure {
            let path = JSONPath(steps: failure.steps.reversed())
            throw JSONError(
                kind: failure.kind,
                reason: failure.reason,
                path: path.expression,
                position: nil,
                hint: failure.hint
            )
        }
        return Array(UnsafeBufferPointer(start: writer.output.base, count: writer.output.count))
    }

    private init(lua: OpaquePointer, options: Options, arrayMetatable: Int32) {
        self.lua = lua
        self.options = options
        self.arrayMetatable = arrayMetatable
    }

    /// Writes the value on top of the stack and leaves it there; `false` after noting a failure.
    mutating func value() -> Bool {
        switch lua_type(lua, -1) {
        case LUA_TSTRING: return string(at: -1)
        case LUA_TNUMBER: return number()
        case LUA_TBOOLEAN: lua_toboolean(lua, -1) != 0 ? output.append("true") : output.append("false")
        case LUA_TTABLE: return table()
        case LUA_TNIL: output.append("null")
        case LUA_TLIGHTUSERDATA where JSONNull.isNull(lua, -1): output.append("null")
        case let type: return fail(.type, "a \(Self.name(type)) has no form in JSON")
        }
        return true
    }

    /// Notes the failure; the result is always `false`, for use in `return`.
    @inline(never)
    mutating func fail(_ kind: JSONError.Kind, _ reason: String, hint: String? = nil) -> Bool {
        failure = Failure(kind: kind, reason: reason, hint: hint)
        return false
    }

    /// The name Lua gives to a type of value.
    static func name(_ type: Int32) -> String {
        switch type {
        case LUA_TBOOLEAN: "boolean"
        case LUA_TNUMBER: "number"
        case LUA_TSTRING: "string"
        case LUA_TTABLE: "table"
        case LUA_TFUNCTION: "function"
        case LUA_TTHREAD: "thread"
        case LUA_TLIGHTUSERDATA: "light userdata"
        default: "userdata"
        }
    }
}
