import CLua
import Testing

@testable import LuaKit

@Suite("The marks of JSON in Lua: null and array")
struct JSONMarkTests {
    @Test("Null is one light userdata that nothing else is taken for")
    func null() throws {
        let state = try JSONState()
        try state.read(Array("[null]".utf8))
        lua_rawgeti(state.lua, -1, 1)
        lua_pushlightuserdata(state.lua, nil)
        #expect(lua_rawequal(state.lua, -1, -2) != 0)
        #expect(LuaStack(state.lua).isJSONNull(at: -1))
        #expect(lua_toboolean(state.lua, -1) != 0)
        for expression in ["nil", "false", "0", "''", "{}", "print"] {
            try state.evaluate(expression)
            #expect(!LuaStack(state.lua).isJSONNull(at: -1))
        }
        lua_newuserdatauv(state.lua, 0, 0)
        #expect(!LuaStack(state.lua).isJSONNull(at: -1))
    }

    @Test("All decoded arrays share the metatable that marking sets, and all objects another, which names no type")
    func marks() throws {
        let state = try JSONState()
        let lua = state.lua
        try state.read(Array("[[],{}]".utf8))
        #expect(JSONMark.array.isSet(lua, -1))
        lua_rawgeti(lua, -1, 1)
        #expect(JSONMark.array.isSet(lua, -1))
        lua_rawgeti(lua, -2, 2)
        #expect(!JSONMark.array.isSet(lua, -1))
        #expect(JSONMark.object.isSet(lua, -1))
        #expect(LuaStack(lua).metatableName(at: -1) == nil)
        JSONMark.array.set(lua, -1)
        #expect(JSONMark.array.isSet(lua, -1))
        lua_getmetatable(lua, -1)
        lua_getmetatable(lua, -3)
        #expect(lua_rawequal(lua, -1, -2) != 0)
        lua_pushstring(lua, "__name")
        lua_rawget(lua, -2)
        #expect(String(cString: lua_tolstring(lua, -1, nil)) == "json.array")
    }

    @Test("Other metatables, other types and numbers are not marked")
    func unmarked() throws {
        let state = try JSONState()
        for expression in [
            "{}", "setmetatable({}, {})", "setmetatable({}, {__name = 'json.array'})", "'x'", "1", "nil", "null",
        ] {
            let top = lua_gettop(state.lua)
            try state.evaluate(expression)
            #expect(!JSONMark.array.isSet(state.lua, -1))
            #expect(lua_gettop(state.lua) == top + 1)
        }
    }

    @Test("Marking leaves the elements alone and the stack as it was")
    func marking() throws {
        let state = try JSONState()
        try state.evaluate("{1, 2}")
        JSONMark.array.set(state.lua, 2)
        #expect(lua_gettop(state.lua) == 2)
        #expect(try state.write() == "[1,2]")
    }
}
