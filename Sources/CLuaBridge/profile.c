#include "context.h"

// A sampling profiler: a count hook adds one to the line and the function that run. Its tables are in the registry.

static char lines;
static char functions;

static void add_one(lua_State *L, void *table) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, table) != LUA_TTABLE) {
        lua_pop(L, 2);
        return;
    }
    lua_insert(L, -2);
    lua_pushvalue(L, -1);
    lua_Integer count = lua_rawget(L, -3) == LUA_TNUMBER ? lua_tointeger(L, -1) : 0;
    lua_pop(L, 1);
    lua_pushinteger(L, count + 1);
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

static void sample(lua_State *L, lua_Debug *activation) {
    if (!lua_checkstack(L, 8) || !lua_getinfo(L, "Sln", activation)) {
        return;
    }
    lua_pushfstring(L, "%s:%d", activation->short_src, activation->currentline);
    add_one(L, &lines);
    if (activation->what[0] == 'm') {
        lua_pushfstring(L, "main chunk of %s", activation->short_src);
    } else {
        lua_pushfstring(L, "%s (%s:%d)", activation->name != NULL ? activation->name : "?", activation->short_src,
                        activation->linedefined);
    }
    add_one(L, &functions);
}

void bridge_profile(lua_State *L, int every) {
    if (every == 0) {
        if (lua_gethook(L) == sample) {
            lua_sethook(L, NULL, 0, 0);
        }
        return;
    }
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &lines);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &functions);
    lua_sethook(L, sample, LUA_MASKCOUNT, every);
}

void bridge_push_profile(lua_State *L) {
    void *tables[] = {&lines, &functions};
    for (int i = 0; i < 2; i++) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, tables[i]);
        lua_pushnil(L);
        lua_rawsetp(L, LUA_REGISTRYINDEX, tables[i]);
    }
}

BRIDGE_END
