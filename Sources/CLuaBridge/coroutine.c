#include "context.h"

#include <string.h>

// Our `coroutine.resume`, `wrap`, `close`, `status`, `yield` and `running`. For scripts they do what the stock ones do. In addition a wait
// inside a coroutine passes down through every `resume` to the scheduler, and its result up again, so that other tasks
// run meanwhile.

static char marker;

void bridge_pushmarker(lua_State *L) { lua_pushlightuserdata(L, &marker); }

bool bridge_is_marker(lua_State *L, int results) { return results == 1 && lua_touserdata(L, -1) == &marker; }

bool bridge_can_yield(lua_State *L) { return has_flag(L, CAN_PASS) && lua_isyieldable(L); }

bool bridge_is_finalizer(lua_State *L, lua_Debug *activation) {
    return lua_getinfo(L, "n", activation) && activation->name != NULL && activation->namewhat[0] == 'm'
        && strcmp(activation->name, "__gc") == 0;
}

static bool runs_finalizer(lua_State *L) {
    lua_Debug activation;
    for (int level = 0; lua_getstack(L, level, &activation); level++) {
        if (bridge_is_finalizer(L, &activation)) {
            return true;
        }
    }
    return false;
}

bool bridge_in_finalizer(lua_State *L) {
    // The collector does not run while a finalizer does, which is cheaper to ask than who has called. A script may have
    // stopped it, too.
    if (lua_gc(L, LUA_GCISRUNNING) == 1) {
        return false;
    }
    const bridge_Level *level = context(L)->level;
    while (!runs_finalizer(L)) {
        if (level == NULL || level->from == NULL) {
            return false;
        }
        L = level->from;
        level = level->outer;
    }
    return true;
}

static int run(bridge_Context *c, lua_State *from, lua_State *co, uintptr_t flags, int arguments, int *results,
               bridge_Level level) {
    lua_State *outer = bridge_enter(c, co);
    level.outer = c->level;
    c->level = &level;
    set_flags(co, flags);
    int status = lua_resume(co, from, arguments, results);
    if (status == LUA_YIELD && bridge_is_marker(co, *results)) {
        lua_pop(co, 1);
        set_flags(co, PARKED);
        status = BRIDGE_PARKED;
    } else {
        set_flags(co, 0);
    }
    c->level = level.outer;
    bridge_leave(c, outer);
    return status;
}

int bridge_task_resume(lua_State *from, lua_State *task, int arguments, int *results) {
    bridge_Context *c = context(from);
    lua_State *outer = c->in_swift;
    c->in_swift = NULL;
    *slot(task) &= ~OVER;
    int status = run(c, from, task, CAN_PASS, arguments, results, (bridge_Level){.from = NULL});
    if (status == LUA_OK) {
        *slot(task) |= OVER;
    }
    c->in_swift = outer;
    return status;
}

// Runs the `__close` of pending variables, which may wait, but cannot yield.
static int reset(bridge_Context *c, lua_State *co, bridge_Level level) {
    lua_State *outer = bridge_enter(c, co);
    level.outer = c->level;
    c->level = &level;
    set_flags(co, 0);
    int status = lua_resetthread(co);
    c->level = level.outer;
    bridge_leave(c, outer);
    return status;
}

int bridge_task_reset(lua_State *from, lua_State *task) {
    bridge_Context *c = context(from);
    lua_State *outer = c->in_swift;
    c->in_swift = NULL;
    int status = reset(c, task, (bridge_Level){.from = NULL});
    *slot(task) |= OVER;
    c->in_swift = outer;
    return status;
}

bool bridge_is_clean(lua_State *task) {
    lua_Debug activation;
    return lua_status(task) == LUA_OK && !lua_getstack(task, 0, &activation) && lua_gethook(task) == NULL
        && !has_flag(task, SEEN);
}

static lua_State *check_coroutine(lua_State *L) {
    lua_State *co = lua_tothread(L, 1);
    luaL_argexpected(L, co != NULL, 1, "thread");
    return co;
}

static const char *refusal(lua_State *co, int arguments) {
    lua_Debug activation;
    if (has_flag(co, OVER)) {
        return "cannot resume dead coroutine";
    }
    if (has_flag(co, PARKED) || (lua_status(co) == LUA_OK && lua_getstack(co, 0, &activation))) {
        return "cannot resume non-suspended coroutine";
    }
    if (!lua_checkstack(co, arguments)) {
        return "too many arguments to resume";
    }
    return NULL;
}

enum kind { RESUME, WRAP };

static int finish(lua_State *L, lua_State *co, int status, int results, enum kind kind);

static int drive(lua_State *L, lua_State *co, int arguments, enum kind kind);

static int driven(lua_State *L, int status, lua_KContext kind) {
    (void)status;
    lua_State *co = kind == WRAP ? lua_tothread(L, lua_upvalueindex(1)) : lua_tothread(L, 1);
    return drive(L, co, 0, (enum kind)kind);
}

// `resume` keeps the coroutine at index 1 until it is done with it; `wrap` has it as an upvalue.
static int drive(lua_State *L, lua_State *co, int arguments, enum kind kind) {
    int results = 0;
    // Whether this level could hand on a wait does not change until `lua_resume` returns.
    uintptr_t flags = bridge_can_yield(L) ? CAN_PASS : 0;
    int status = run(context(L), L, co, flags, arguments, &results, (bridge_Level){.from = L});
    if (status == BRIDGE_PARKED) {
        bridge_pushmarker(L);
        return lua_yieldk(L, 1, kind, driven);
    }
    return finish(L, co, status, results, kind);
}

// Stock `wrap` closes the coroutine, and puts the position before messages that are strings.
static int raise_wrapped(lua_State *L, lua_State *co) {
    int status = lua_status(co);
    if (status != LUA_OK && status != LUA_YIELD) {
        status = reset(context(L), co, (bridge_Level){.from = L});
        lua_xmove(co, L, 1);
    }
    if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

static int fail(lua_State *L, lua_State *co, enum kind kind) {
    if (kind == WRAP) {
        return raise_wrapped(L, co);
    }
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
}

static int finish(lua_State *L, lua_State *co, int status, int results, enum kind kind) {
    if (status != LUA_OK && status != LUA_YIELD) {
        if (kind == RESUME || lua_status(co) == LUA_OK || lua_status(co) == LUA_YIELD) {
            lua_xmove(co, L, 1);
        }
        return fail(L, co, kind);
    }
    if (!lua_checkstack(L, results + 1)) {
        lua_pop(co, results);
        lua_pushliteral(L, "too many results to resume");
        return fail(L, co, kind);
    }
    if (kind == RESUME) {
        lua_pushboolean(L, 1);
    }
    lua_xmove(co, L, results);
    return kind == RESUME ? results + 1 : results;
}

static int start(lua_State *L, lua_State *co, int arguments, enum kind kind) {
    const char *refused = refusal(co, arguments);
    if (refused != NULL) {
        lua_pushstring(L, refused);
        return fail(L, co, kind);
    }
    lua_xmove(L, co, arguments);
    return drive(L, co, arguments, kind);
}

static int co_resume(lua_State *L) { return start(L, check_coroutine(L), lua_gettop(L) - 1, RESUME); }

static int wrapped(lua_State *L) { return start(L, lua_tothread(L, lua_upvalueindex(1)), lua_gettop(L), WRAP); }

static int co_wrap(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_State *co = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, co, 1);
    lua_pushcclosure(L, wrapped, 1);
    return 1;
}

static const char *status_of(lua_State *L, lua_State *co) {
    if (L == co) {
        return "running";
    }
    if (has_flag(co, PARKED)) {
        return "normal";
    }
    if (has_flag(co, OVER)) {
        return "dead";
    }
    switch (lua_status(co)) {
    case LUA_YIELD:
        return "suspended";
    case LUA_OK: {
        lua_Debug activation;
        if (lua_getstack(co, 0, &activation)) {
            return "normal"; // it runs, and resumed this one
        }
        return lua_gettop(co) == 0 ? "dead" : "suspended";
    }
    default:
        return "dead"; // of an error
    }
}

static int co_status(lua_State *L) {
    lua_pushstring(L, status_of(L, check_coroutine(L)));
    return 1;
}

static int co_running(lua_State *L) {
    int is_main = lua_pushthread(L);
    if (!is_main) {
        *slot(L) |= SEEN;
    }
    lua_pushboolean(L, is_main);
    return 2;
}

static int co_close(lua_State *L) {
    lua_State *co = check_coroutine(L);
    const char *status = status_of(L, co);
    if (status[0] != 's' && status[0] != 'd') {
        return luaL_error(L, "cannot close a %s coroutine", status);
    }
    // The results of a task stay for those who wait for it.
    if (has_flag(co, OVER) || reset(context(L), co, (bridge_Level){.from = L}) == LUA_OK) {
        lua_pushboolean(L, 1);
        return 1;
    }
    lua_pushboolean(L, 0);
    lua_xmove(co, L, 1);
    return 2;
}

static int co_yield(lua_State *L) {
    // A task is a coroutine of ours: its own code cannot yield, as the main chunk cannot.
    const bridge_Level *level = context(L)->level;
    if (level != NULL && level->from == NULL) {
        lua_pushliteral(L, "attempt to yield from outside a coroutine");
        return lua_error(L);
    }
    return lua_yield(L, lua_gettop(L));
}

int bridge_install_coroutines(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"resume", co_resume}, {"wrap", co_wrap}, {"status", co_status}, {"close", co_close}, {"yield", co_yield},
        {"running", co_running}, {NULL, NULL},
    };
    if (lua_getglobal(L, LUA_COLIBNAME) == LUA_TTABLE) {
        luaL_setfuncs(L, functions, 0);
    }
    lua_pop(L, 1);
    return 0;
}

BRIDGE_END
