import CLua

@testable import LuaKit

extension PlainJSON {
    /// What the Lua value at `index` is: marked tables are arrays, others objects.
    init(_ lua: OpaquePointer, _ index: Int32) {
        let index = lua_absindex(lua, index)
        _ = lua_checkstack(lua, 6)
        switch lua_type(lua, index) {
        case LUA_TBOOLEAN: self = .bool(lua_toboolean(lua, index) != 0)
        case LUA_TNUMBER where lua_isinteger(lua, index) != 0: self = .integer(lua_tointegerx(lua, index, nil))
        case LUA_TNUMBER: self = .float(lua_tonumberx(lua, index, nil).bitPattern)
        case LUA_TSTRING: self = .string(Self.bytes(lua, index))
        case LUA_TTABLE where JSONMark.array.isSet(lua, index):
            var items: [PlainJSON] = []
            for i in 0..<lua_rawlen(lua, index) {
                lua_rawgeti(lua, index, lua_Integer(i + 1))
                items.append(PlainJSON(lua, -1))
                lua_settop(lua, -2)
            }
            self = .array(items)
        case LUA_TTABLE:
            var fields: [[UInt8]: PlainJSON] = [:]
            lua_pushnil(lua)
            while lua_next(lua, index) != 0 {
                fields[Self.bytes(lua, -2)] = PlainJSON(lua, -1)
                lua_settop(lua, -2)
            }
            self = .object(fields)
        default: self = .null
        }
    }

    private static func bytes(_ lua: OpaquePointer, _ index: Int32) -> [UInt8] {
        var length = 0
        let start = lua_tolstring(lua, index, &length)
        return Array(UnsafeRawBufferPointer(start: start, count: length))
    }
}
