internal import CLua
internal import CLuaBridge

/// Writes a Lua value as JSON text (RFC 8259), by raw access only: no metamethod ever runs.
///
/// A table is an array when it carries the mark of `JSONArray` or its keys are exactly 1 to n with n above 0, and an
/// object when all its keys are strings; the empty unmarked table is `{}`. Integers keep every digit. Floats are
/// written with the fewest digits that read back as the same float, and always so that they read back as floats.
struct JSONWriter: ~Copyable {
    let lua: OpaquePointer
    let options: JSONLayout
    /// Whether to look at the memory limit on the way; only states of ours have one.
    let checksMemory: Bool
    /// The Lua stack index of the metatable of arrays.
    let arrayMetatable: Int32
    var output = JSONOutput(capacity: 256)
    /// The tables being written, outermost first.
    var open = OpenTables()
    /// Whether arrays have come in order so far, so that their elements may be written before all keys are known.
    var isTrusting = true
    var failure: Failure?

    /// What went wrong, and the steps to it from the inside out.
    struct Failure {
        let code: LuaError.Code
        let reason: String
        let hint: String?
        var steps: [JSONPath.Step] = []
    }

    /// Gives the text of the value at `index`; the stack is as before, also after an error.
    static func write(
        _ index: Int32,
        of lua: OpaquePointer,
        options: JSONLayout = JSONLayout(),
        checksMemory: Bool = false
    ) throws(LuaError) -> [UInt8] {
        try withText(of: index, on: lua, options: options, checksMemory: checksMemory) { Array($0) }
    }

    /// Calls `body` with the text of the value at `index`; the stack is then as before, also after an error.
    static func withText<Result>(
        of index: Int32,
        on lua: OpaquePointer,
        options: JSONLayout,
        checksMemory: Bool,
        _ body: (UnsafeRawBufferPointer) -> Result
    ) throws(LuaError) -> Result {
        let top = lua_gettop(lua)
        let index = lua_absindex(lua, index)
        guard lua_checkstack(lua, 4) != 0 else {
            throw .json(.stack, "the Lua stack is full", path: "")
        }
        JSONMark.array.pushMetatable(lua)
        var writer = JSONWriter(lua: lua, options: options, checksMemory: checksMemory, arrayMetatable: top + 1)
        lua_pushvalue(lua, index)
        if !writer.value(), writer.failure?.code == .memory {
            bridge_collect(lua)
            lua_settop(lua, top + 1)
            writer = JSONWriter(lua: lua, options: options, checksMemory: checksMemory, arrayMetatable: top + 1)
            lua_pushvalue(lua, index)
            _ = writer.value()
        }
        lua_settop(lua, top)
        if let failure = writer.failure {
            let path = JSONPath(steps: failure.steps.reversed())
            throw .json(failure.code, failure.reason, path: path.expression, hint: failure.hint)
        }
        return body(UnsafeRawBufferPointer(start: writer.output.base, count: writer.output.count))
    }

    /// Writes the value on top of the stack and leaves it there; `false` after noting a failure.
    mutating func value() -> Bool {
        switch lua_type(lua, -1) {
        case LUA_TSTRING: return string(at: -1)
        case LUA_TNUMBER: return number()
        case LUA_TBOOLEAN: lua_toboolean(lua, -1) != 0 ? output.append("true") : output.append("false")
        case LUA_TTABLE: return table()
        case LUA_TNIL: output.append("null")
        case LUA_TLIGHTUSERDATA where lua_touserdata(lua, -1) == nil: output.append("null")
        case let type: return fail(.jsonType, "a \(Self.name(type)) has no form in JSON")
        }
        return true
    }

    /// Notes the failure; the result is always `false`, for use in `return`.
    @inline(never)
    mutating func fail(_ code: LuaError.Code, _ reason: String, hint: String? = nil) -> Bool {
        failure = Failure(code: code, reason: reason, hint: hint)
        return false
    }

    static func name(_ type: Int32) -> String { LuaType(rawValue: type)?.name ?? "userdata" }
}

/// The tables that are being written: a stack, since a table must not be inside itself.
struct OpenTables: ~Copyable {
    private let tables = UnsafeMutablePointer<UnsafeRawPointer>.allocate(capacity: JSONReader.maximumDepth)
    private(set) var count = 0

    deinit { tables.deallocate() }

    @inline(__always)
    func contains(_ table: UnsafeRawPointer) -> Bool {
        for index in 0..<count where tables[index] == table { return true }
        return false
    }

    /// Adds a table; there must be fewer than the maximum.
    @inline(__always)
    mutating func append(_ table: UnsafeRawPointer) {
        (tables + count).initialize(to: table)
        count &+= 1
    }

    @inline(__always)
    mutating func removeLast() { count &-= 1 }
}
