#include "context.h"

int bridge_pcall(lua_State *L, int arguments, int results, int handler) {
    bridge_Context *c = context(L);
    lua_State *outer = c->in_swift;
    c->in_swift = NULL;
    int status = lua_pcall(L, arguments, results, handler);
    c->in_swift = outer;
    bridge_note_room(L, 0);
    return status;
}

int bridge_load(lua_State *L, const void *bytes, size_t size, const char *name, const char *mode) {
    bridge_Context *c = context(L);
    lua_State *outer = c->in_swift;
    c->in_swift = NULL;
    int status = luaL_loadbufferx(L, bytes, size, name, mode);
    c->in_swift = outer;
    return status;
}

int bridge_next(lua_State *L, int index) {
    if (lua_type(L, -1) != LUA_TNIL) {
        lua_pushvalue(L, -1);
        int type = lua_rawget(L, index);
        lua_pop(L, 1);
        if (type == LUA_TNIL) {
            lua_pop(L, 1);
            return 0;
        }
    }
    return lua_next(L, index);
}

// luaL_loadfilex returns its own status, which a protected call would hide: hand it back with the chunk or message.
static int loadfile(lua_State *L) {
    int status = luaL_loadfilex(L, lua_touserdata(L, 1), lua_touserdata(L, 2));
    lua_pushinteger(L, status);
    return 2;
}

int bridge_loadfile(lua_State *L, const void *path, const char *mode) {
    lua_pushcfunction(L, loadfile);
    lua_pushlightuserdata(L, (void *)path);
    lua_pushlightuserdata(L, (void *)mode);
    int status = bridge_pcall(L, 2, 2, 0);
    if (status == LUA_OK) {
        status = (int)lua_tointeger(L, -1);
        lua_pop(L, 1);
    }
    return status;
}

static int tostring(lua_State *L) {
    luaL_tolstring(L, 1, NULL);
    return 1;
}

int bridge_tostring(lua_State *L, int index) {
    index = lua_absindex(L, index);
    lua_pushcfunction(L, tostring);
    lua_pushvalue(L, index);
    return bridge_pcall(L, 1, 1, 0);
}

static int getglobal(lua_State *L) {
    lua_getglobal(L, lua_touserdata(L, 1));
    return 1;
}

int bridge_getglobal(lua_State *L, const char *name) {
    lua_pushcfunction(L, getglobal);
    lua_pushlightuserdata(L, (void *)name);
    return bridge_pcall(L, 1, 1, 0);
}

static int setglobal(lua_State *L) {
    lua_setglobal(L, lua_touserdata(L, 1));
    return 0;
}

int bridge_setglobal(lua_State *L, const char *name) {
    lua_pushcfunction(L, setglobal);
    lua_pushlightuserdata(L, (void *)name);
    lua_rotate(L, -3, 2);
    return bridge_pcall(L, 2, 0, 0);
}

static int arguments(lua_State *L) {
    if (lua_getglobal(L, "arg") != LUA_TTABLE) {
        return luaL_error(L, "'arg' is not a table");
    }
    int count = (int)luaL_len(L, 1);
    luaL_checkstack(L, count + 3, "too many arguments to script");
    for (int i = 1; i <= count; i++) {
        lua_rawgeti(L, 1, i);
    }
    return count;
}

int bridge_push_arguments(lua_State *L) {
    int top = lua_gettop(L);
    lua_pushcfunction(L, arguments);
    return bridge_pcall(L, 0, LUA_MULTRET, 0) == LUA_OK ? lua_gettop(L) - top : -1;
}

BRIDGE_END
