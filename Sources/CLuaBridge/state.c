#include "context.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static bool open_wake_pipe(bridge_Context *c) {
    int ends[2];
    if (pipe(ends) != 0) {
        return false;
    }
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
        fcntl(ends[i], F_SETFL, O_NONBLOCK);
    }
    c->wake_read = ends[0];
    c->wake_write = ends[1];
    return true;
}

lua_State *bridge_newstate(bridge_Host host) {
    bridge_Context *c = calloc(1, sizeof *c);
    if (c == NULL) {
        return NULL;
    }
    if (!open_wake_pipe(c)) {
        free(c);
        return NULL;
    }
    c->host = host;
    bridge_prepare_interrupts();
    // The library's own constructor brings its panic and warning functions along; its allocator is `realloc`, as ours.
    lua_State *L = luaL_newstate();
    if (L == NULL) {
        close(c->wake_read);
        close(c->wake_write);
        free(c);
        return NULL;
    }
    c->used = (size_t)lua_gc(L, LUA_GCCOUNT) * 1024 + (size_t)lua_gc(L, LUA_GCCOUNTB);
    lua_setallocf(L, bridge_allocate, c);
    *slot(L) = (uintptr_t)c;
    c->in_swift = 1;
    c->main = L;
    c->process = getpid();
    atomic_store(&c->current, L);
    return L;
}

void bridge_close(lua_State *L) {
    bridge_Context *c = context(L);
    c->in_swift = 0;
    bridge_leave(c, NULL);
    lua_close(c->main);
    close(c->wake_read);
    close(c->wake_write);
    free(c->reserve);
    free(c);
}

bridge_Context *bridge_context(lua_State *L) { return context(L); }

bool bridge_is_forked(bridge_Context *c) { return c->process != getpid(); }

void bridge_pretend_forked(bridge_Context *c) { c->process = 0; }

void *bridge_owner(lua_State *L) { return context(L)->host.owner; }

void bridge_set_owner(lua_State *L, void *owner) { context(L)->host.owner = owner; }

// Like the stock function, but nothing may arm a hook on a state that is being closed.
static int os_exit(lua_State *L) {
    int status = lua_isboolean(L, 1) ? (lua_toboolean(L, 1) ? EXIT_SUCCESS : EXIT_FAILURE)
                                     : (int)luaL_optinteger(L, 1, EXIT_SUCCESS);
    if (lua_toboolean(L, 2)) {
        bridge_Context *c = context(L);
        bridge_leave(c, NULL);
        lua_close(c->main);
    }
    exit(status);
}

int bridge_openlibs(lua_State *L) {
    luaL_openlibs(L);
    bridge_install_coroutines(L);
    if (lua_getglobal(L, LUA_OSLIBNAME) == LUA_TTABLE) {
        lua_pushcfunction(L, os_exit);
        lua_setfield(L, -2, "exit");
    }
    lua_pop(L, 1);
    return 0;
}

BRIDGE_END
