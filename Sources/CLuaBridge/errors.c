#include "context.h"

#include <string.h>

// What is known of an error beyond its value: the functions that ran, and the line.

static char error_metatable;

static bool is_error_table(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) {
        return false;
    }
    lua_rawgetp(L, LUA_REGISTRYINDEX, &error_metatable);
    bool same = lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return same;
}

static int error_tostring(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_pushliteral(L, "message");
    lua_rawget(L, 1);
    luaL_tolstring(L, -1, NULL);
    return 1;
}

static int error_concat(lua_State *L) {
    for (int i = 1; i <= 2; i++) {
        if (!lua_isstring(L, i) && !is_error_table(L, i)) {
            return luaL_error(L, "attempt to concatenate a %s value", luaL_typename(L, i));
        }
        luaL_tolstring(L, i, NULL);
    }
    lua_concat(L, 2);
    return 1;
}

void bridge_set_error_metatable(lua_State *L) {
    static const luaL_Reg functions[] = {{"__tostring", error_tostring}, {"__concat", error_concat}, {NULL, NULL}};
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &error_metatable) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_createtable(L, 0, 4);
        luaL_setfuncs(L, functions, 0);
        lua_pushliteral(L, "error");
        lua_setfield(L, -2, "__name");
        lua_pushboolean(L, 0);
        lua_setfield(L, -2, "__metatable");
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &error_metatable);
    }
    lua_setmetatable(L, -2);
}

static bool is_own_chunk(const char *source) { return strcmp(source, "=" BRIDGE_OWN_CHUNK) == 0; }

// Replaces the traceback on top by one without the program's own lines, and without native functions that they call.
static void hide_own_frames(lua_State *L) {
    static const char own[] = "\n\t" BRIDGE_OWN_CHUNK ":";
    static const char native[] = "\n\t[C]: in ";
    static const char tail[] = "\n\t(...tail";
    const char *text = lua_tostring(L, -1);
    if (strstr(text, own) == NULL) {
        return;
    }
    luaL_Buffer shown;
    luaL_buffinit(L, &shown);
    bool hides = false;
    while (*text != '\0') {
        const char *next = strchr(text + 1, '\n');
        const char *end = next == NULL ? text + strlen(text) : next;
        bool is_native = strncmp(text, native, sizeof native - 1) == 0;
        bool is_tail = strncmp(text, tail, sizeof tail - 1) == 0;
        hides = strncmp(text, own, sizeof own - 1) == 0 || (hides && is_tail)
            || (is_native && strncmp(end, own, sizeof own - 1) == 0);
        if (!hides) {
            luaL_addlstring(&shown, text, (size_t)(end - text));
        }
        text = end;
    }
    luaL_pushresult(&shown);
    lua_remove(L, -2);
}

// As the frames of `luaL_traceback`, but without its search through all loaded modules for names.
static void push_frames(lua_State *L, lua_State *co, int level) {
    const int most = 20;
    luaL_Buffer text;
    lua_Debug a;
    luaL_buffinit(L, &text);
    for (int count = 0; lua_getstack(co, level, &a); level++, count++) {
        if (count == most) {
            luaL_addstring(&text, "\n\t...");
            break;
        }
        lua_getinfo(co, "Slnt", &a);
        if (a.currentline > 0) {
            lua_pushfstring(L, "\n\t%s:%d: in ", a.short_src, a.currentline);
        } else {
            lua_pushfstring(L, "\n\t%s: in ", a.short_src);
        }
        luaL_addvalue(&text);
        if (a.namewhat[0] == 'g' || a.namewhat[0] == 'f' || (a.namewhat[0] == 'm' && a.namewhat[3] == 'h')) {
            lua_pushfstring(L, "function '%s'", a.name); // a global, a field or a method
        } else if (a.namewhat[0] != '\0') {
            lua_pushfstring(L, "%s '%s'", a.namewhat, a.name);
        } else if (a.what[0] == 'm') {
            lua_pushliteral(L, "main chunk");
        } else if (a.what[0] != 'C') {
            lua_pushfstring(L, "function <%s:%d>", a.short_src, a.linedefined);
        } else {
            lua_pushliteral(L, "?");
        }
        luaL_addvalue(&text);
        if (a.istailcall) {
            luaL_addstring(&text, "\n\t(...tail calls...)");
        }
    }
    luaL_pushresult(&text);
    hide_own_frames(L);
}

// The line of the innermost Lua function of a script, `line:source`, or nil; native functions have no lines. That of an error that
// another task handed on is known.
static void push_place(lua_State *L, lua_State *co, int level, bool noted) {
    if (noted) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, &context(L)->noted_place);
        return;
    }
    lua_Debug activation;
    for (; lua_getstack(co, level, &activation); level++) {
        if (lua_getinfo(co, "Sl", &activation) && activation.currentline > 0 && !is_own_chunk(activation.source)) {
            lua_pushfstring(L, "%d:%s", activation.currentline, activation.source);
            return;
        }
    }
    lua_pushnil(L);
}

void bridge_add_traceback(lua_State *L) {
    if (!lua_checkstack(L, 16) || !is_error_table(L, -1)) {
        return;
    }
    lua_pushliteral(L, "traceback");
    if (lua_rawget(L, -2) == LUA_TNIL) {
        lua_pushliteral(L, "traceback");
        lua_pushliteral(L, "stack traceback:");
        push_frames(L, L, 0);
        lua_concat(L, 2);
        lua_rawset(L, -4);
    }
    lua_pop(L, 1);
}

// Whether the value on top is the error that a task handed on last.
static bool is_noted(lua_State *L, bridge_Context *c) {
    bool has_frames = lua_rawgetp(L, LUA_REGISTRYINDEX, &c->noted_frames) == LUA_TSTRING;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &c->noted_error);
    bool noted = has_frames && lua_rawequal(L, -1, -3);
    lua_pop(L, 2);
    return noted;
}

void bridge_push_trace(lua_State *L, lua_State *co) {
    bridge_Context *c = context(L);
    bool noted = false;
    if (lua_checkstack(co, 1)) {
        lua_pushvalue(co, -1);
        lua_xmove(co, L, 1);
        noted = is_noted(L, c);
        lua_pop(L, 1);
    }
    if (noted) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, &c->noted_frames);
    } else {
        lua_pushliteral(L, "");
    }
    push_frames(L, co, 0);
    lua_concat(L, 2);
    push_place(L, co, 0, noted);
}

void bridge_note_trace(lua_State *L) {
    bridge_Context *c = context(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &c->noted_error);
    lua_insert(L, -3);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &c->noted_place);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &c->noted_frames);
}

// Pushes the prefix for the message of an error table: the first line of a Lua function in its traceback, or nothing.
static void push_where(lua_State *L, int index) {
    lua_pushliteral(L, "traceback");
    lua_rawget(L, index);
    const char *frame = lua_type(L, -1) == LUA_TSTRING ? strstr(lua_tostring(L, -1), "\n\t") : NULL;
    while (frame != NULL && (frame[2] == '[' && frame[3] == 'C')) {
        frame = strstr(frame + 2, "\n\t");
    }
    const char *end = frame == NULL ? NULL : strstr(frame, ": in ");
    lua_pushlstring(L, frame == NULL ? "" : frame + 2, end == NULL ? 0 : (size_t)(end + 2 - (frame + 2)));
    lua_remove(L, -2);
}

int bridge_message_handler(lua_State *L) {
    bridge_Context *c = context(L);
    // The handler may run on a stack that has just overflowed.
    if (!lua_checkstack(L, 24)) {
        return 1;
    }
    lua_settop(L, 1);
    lua_pushvalue(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &c->last_error);
    bool noted = is_noted(L, c);
    push_place(L, L, 1, noted);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &c->last_place);
    if (lua_isstring(L, 1)) {
        lua_pushstring(L, lua_tostring(L, 1));
    } else if (is_error_table(L, 1)) {
        push_where(L, 1);
        luaL_tolstring(L, 1, NULL);
        lua_concat(L, 2);
    } else if (luaL_callmeta(L, 1, "__tostring") && lua_type(L, -1) == LUA_TSTRING) {
        return 1;
    } else {
        lua_pushfstring(L, "(error object is a %s value)", luaL_typename(L, 1));
    }
    static const char head[] = "\nstack traceback:";
    lua_pushstring(L, head);
    if (noted) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, &c->noted_frames);
        lua_concat(L, 2);
    }
    luaL_traceback(L, L, "", 1);
    lua_pushstring(L, lua_tostring(L, -1) + sizeof head - 1);
    lua_remove(L, -2);
    hide_own_frames(L);
    lua_concat(L, 3);
    return 1;
}

void bridge_push_last_error(lua_State *L) { lua_rawgetp(L, LUA_REGISTRYINDEX, &context(L)->last_error); }

void bridge_push_last_place(lua_State *L) { lua_rawgetp(L, LUA_REGISTRYINDEX, &context(L)->last_place); }

BRIDGE_END
