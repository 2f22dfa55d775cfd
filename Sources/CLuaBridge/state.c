#include "context.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

static void release_memory(bridge_Context *c) {
    pools_free(&c->pools);
    free(c->reserve);
    free(c);
}

// An error outside any protected call; the library then ends the process.
static int panic(lua_State *L) {
    const char *message = lua_tostring(L, -1);
    fprintf(stderr, "PANIC: unprotected error in call to Lua API (%s)\n",
            message != NULL ? message : "error object is not a string");
    fflush(stderr);
    return 0;
}

// As in the stand-alone interpreter: off until the message "@on", and only a whole message is looked at.
static void warn(void *context, const char *message, int continues) {
    bridge_Context *c = context;
    if (!c->warning_continues && !continues && message[0] == '@') {
        if (strcmp(message, "@on") == 0) {
            c->warns = true;
        } else if (strcmp(message, "@off") == 0) {
            c->warns = false;
        }
        return;
    }
    if (c->warns) {
        fprintf(stderr, "%s%s%s", c->warning_continues ? "" : "Lua warning: ", message, continues ? "" : "\n");
        fflush(stderr);
        c->warning_continues = continues;
    }
}

// Asked at every wait, so it must not be a system call as `getpid` is.
static int forks;

static void note_fork(void) { forks++; }

static void note_forks(void) { pthread_atfork(NULL, NULL, note_fork); }

/// How many forks led from the first process that had a state to this one.
static int process(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, note_forks);
    return forks;
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
    lua_State *L = lua_newstate(bridge_allocate, c);
    if (L == NULL) {
        close(c->wake_read);
        close(c->wake_write);
        release_memory(c);
        return NULL;
    }
    lua_atpanic(L, panic);
    lua_setwarnf(L, warn, c);
    *slot(L) = (uintptr_t)c;
    c->in_swift = L;
    c->main = L;
    c->process = process();
    atomic_store(&c->current, L);
    return L;
}

void bridge_close(lua_State *L) {
    bridge_Context *c = context(L);
    c->in_swift = NULL;
    bridge_leave(c, NULL);
    lua_close(c->main);
    close(c->wake_read);
    close(c->wake_write);
    release_memory(c);
}

bridge_Context *bridge_context(lua_State *L) { return context(L); }

bool bridge_is_forked(bridge_Context *c) { return c->process != forks; }

void bridge_pretend_forked(bridge_Context *c) { c->process = -1; }

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
