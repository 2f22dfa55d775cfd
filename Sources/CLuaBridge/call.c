#include "context.h"

static int conclude(bridge_Context *c, lua_State *L, int code);

static int take(bridge_Context *c, lua_State *L, int64_t ticket) {
    lua_State *outer = c->in_swift;
    c->in_swift = L;
    ENTER_SWIFT(c, L);
    int code = c->host.take(L, ticket);
    LEAVE_SWIFT(c);
    c->in_swift = outer;
    return conclude(c, L, code);
}

static int resumed(lua_State *L, int status, lua_KContext ticket) {
    (void)status;
    return take(context(L), L, (int64_t)ticket);
}

static int wait(bridge_Context *c, lua_State *L) {
    int64_t ticket = c->ticket;
    lua_settop(L, 0);
    if (bridge_can_yield(L)) {
        bridge_pushmarker(L);
        return lua_yieldk(L, 1, (lua_KContext)ticket, resumed);
    }
    lua_State *outer = c->in_swift;
    c->in_swift = L;
    ENTER_SWIFT(c, L);
    c->host.run(L, ticket);
    LEAVE_SWIFT(c);
    c->in_swift = outer;
    return take(c, L, ticket);
}

static int called(lua_State *L, int status, lua_KContext base) {
    (void)status;
    return lua_gettop(L) - (int)base;
}

// Swift cannot be yielded across, so what may wait in Lua is called from here, after it has returned.
static int call(bridge_Context *c, lua_State *L) {
    int arguments = c->argument;
    int base = lua_gettop(L) - arguments - 1;
    lua_callk(L, arguments, LUA_MULTRET, (lua_KContext)base, called);
    return called(L, LUA_OK, (lua_KContext)base);
}

// Swift has returned: from here on it is allowed to raise.
static int conclude(bridge_Context *c, lua_State *L, int code) {
    if (c->guarded && c->in_swift == NULL && c->limit != 0 && c->used > c->limit && code != BRIDGE_WAIT) {
        lua_gc(L, LUA_GCCOLLECT);
        if (c->used > c->limit) {
            lua_pushliteral(L, "not enough memory");
            return lua_error(L);
        }
    }
    switch (code) {
    case BRIDGE_ERROR:
        bridge_add_traceback(L);
        return lua_error(L);
    case BRIDGE_ARGUMENT:
        return luaL_argerror(L, c->argument, lua_tostring(L, -1));
    case BRIDGE_WAIT:
        return wait(c, L);
    case BRIDGE_CALL:
        return call(c, L);
    default:
        return code;
    }
}

static int call_swift(lua_State *L) {
    bridge_Context *c = context(L);
    lua_State *outer = c->in_swift;
    c->in_swift = L;
    ENTER_SWIFT(c, L);
    int code = c->host.invoke(L);
    LEAVE_SWIFT(c);
    c->in_swift = outer;
    return conclude(c, L, code);
}

void bridge_pushfunction(lua_State *L) { lua_pushcclosure(L, call_swift, 1); }

static int index_swift(lua_State *L) {
    lua_settop(L, 2);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL) {
        return 1;
    }
    lua_settop(L, 2);
    return call_swift(L);
}

void bridge_pushindex(lua_State *L) {
    lua_insert(L, -2);
    lua_pushcclosure(L, index_swift, 2);
}

void **bridge_pushobject(lua_State *L) {
    void **object = lua_newuserdatauv(L, sizeof *object, 0);
    *object = NULL;
    return object;
}

int bridge_release(lua_State *L) {
    void **object = lua_touserdata(L, 1);
    // Lua may finalise twice, and `__close` may come before `__gc`.
    if (object != NULL && *object != NULL) {
        bridge_Context *c = context(L);
        void *owned = *object;
        *object = NULL;
        lua_State *outer = c->in_swift;
        c->in_swift = L;
        c->host.release(owned);
        c->in_swift = outer;
    }
    return 0;
}

// It needs a slot of the stack, which Lua has beyond those of a function, and no memory.
bool bridge_is_swift(lua_State *L, lua_Debug *activation) {
    lua_getinfo(L, "f", activation);
    lua_CFunction function = lua_tocfunction(L, -1);
    lua_pop(L, 1);
    return function == call_swift || function == index_swift || function == bridge_release;
}

bool bridge_is_object(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index)) {
        return false;
    }
    lua_pushliteral(L, "__gc");
    lua_rawget(L, -2);
    bool is_object = lua_tocfunction(L, -1) == bridge_release;
    lua_pop(L, 2);
    return is_object;
}

// That of the innermost Swift function on the coroutine; NULL where none is watched, as in a state that is not ours.
static bridge_Room *room_on(lua_State *L) {
    bridge_Room *room = context(L) == NULL ? NULL : context(L)->room;
    while (room != NULL && room->state != L) {
        room = room->outer;
    }
    return room;
}

bool bridge_has_room(lua_State *L, int count) {
    const bridge_Room *room = room_on(L);
    return room == NULL || lua_gettop(L) + count <= room->limit;
}

void bridge_note_room(lua_State *L, int count) {
    bridge_Room *room = room_on(L);
    if (room != NULL && lua_gettop(L) + count > room->limit) {
        room->limit = lua_gettop(L) + count;
    }
}

void bridge_set_argument(lua_State *L, int argument) { context(L)->argument = argument; }

void bridge_set_ticket(lua_State *L, int64_t ticket) { context(L)->ticket = ticket; }

BRIDGE_END
