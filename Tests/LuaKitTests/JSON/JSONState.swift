import CLua
import Testing

@testable import LuaKit

/// A Lua state for one test.
///
/// Every reading and writing checks that the stack is left as promised.
struct JSONState: ~Copyable {
    let lua: OpaquePointer

    init() throws {
        lua = try #require(luaL_newstate())
        clearExtraSpace(of: lua)
        lua_pushinteger(lua, 4711)
    }

    deinit { lua_close(lua) }

    /// Reads `bytes` onto the stack.
    func read(_ bytes: [UInt8], nulls: JSONNulls = .keep) throws(LuaError) {
        let top = lua_gettop(lua)
        // A copy of exactly this size, so that a sanitizer sees any byte read beyond it.
        let exact = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { exact.deallocate() }
        exact.copyBytes(from: bytes)
        do {
            try JSONReader.read(UnsafeRawBufferPointer(exact), onto: lua, nulls: nulls)
            #expect(lua_gettop(lua) == top + 1)
        } catch {
            #expect(lua_gettop(lua) == top && lua_tointegerx(lua, 1, nil) == 4711, "\(bytes)")
            throw error
        }
    }

    /// The value of a text.
    func value(_ bytes: [UInt8], nulls: JSONNulls = .keep) throws(LuaError) -> PlainJSON {
        try read(bytes, nulls: nulls)
        defer { lua_settop(lua, -2) }
        return PlainJSON(lua, -1)
    }

    /// The error of a text that must not be accepted.
    func error(_ bytes: [UInt8], _ location: SourceLocation = #_sourceLocation) -> LuaError? {
        do {
            try read(bytes)
            Issue.record("accepted: \(String(decoding: bytes, as: UTF8.self))", sourceLocation: location)
            lua_settop(lua, -2)
            return nil
        } catch {
            return error
        }
    }

    /// Writes the value on top of the stack.
    func write(_ options: JSONLayout = .init(sortKeys: true)) throws(LuaError) -> String {
        let top = lua_gettop(lua)
        defer { #expect(lua_gettop(lua) == top && lua_tointegerx(lua, 1, nil) == 4711) }
        return String(decoding: try JSONWriter.write(-1, of: lua, options: options), as: UTF8.self)
    }

    /// What a text becomes when it is read and written again, the keys sorted.
    func rewritten(_ bytes: [UInt8], nulls: JSONNulls = .keep) throws(LuaError) -> String {
        try read(bytes, nulls: nulls)
        defer { lua_settop(lua, -2) }
        return try write()
    }

    /// Leaves the value of a Lua expression on the stack; `null` and `array` are there.
    func evaluate(_ expression: String) throws {
        try #require(luaL_loadstring(lua, "local null, array, setmetatable = ... return " + expression) == LUA_OK)
        lua_pushlightuserdata(lua, nil)
        lua_pushcclosure(
            lua,
            {
                JSONMark.array.set($0!, 1); return 1
            },
            0
        )
        lua_pushcclosure(
            lua,
            {
                lua_settop($0!, 2); lua_setmetatable($0!, 1); return 1
            },
            0
        )
        try #require(lua_pcallk(lua, 3, 1, 0, 0, nil) == LUA_OK)
    }

    /// The text of a Lua expression.
    func encode(_ expression: String, _ options: JSONLayout = .init(sortKeys: true)) throws -> String {
        try evaluate(expression)
        defer { lua_settop(lua, -2) }
        return try write(options)
    }
}

/// Marks a state as none of the bridge's: liblua leaves the space before it (`lua_getextraspace`) as it was in memory.
func clearExtraSpace(of lua: OpaquePointer) {
    let size = MemoryLayout<UInt>.size
    (UnsafeMutableRawPointer(lua) - size).storeBytes(of: 0, as: UInt.self)
}
