#define _GNU_SOURCE

#include "context.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// An interrupt raises at the next instruction of Lua. A C function may be far from it: then a prompt says so, and SIGTERM
// ends the process as if nothing handled it.
//
// Both looks at the state are in signal handlers on Lua's own thread. The name of the C function is read only if that is
// safe there: the same activation was the current one when the interrupt came, and since then nothing has raised and
// nothing was allocated. Every call and return since then would have run the hook, which raises, and that allocates; so
// the activation is complete, and what liblua reads of it and of its caller does not change.

#ifdef __linux__

static timer_t timer;
static bool has_timer;
static bridge_Context *volatile watched;
static volatile bool says_so;
/// The signal of the interrupt.
static volatile sig_atomic_t noted;

static const void *current_activation(lua_State *L) {
    lua_Debug activation;
    return L != NULL && lua_getstack(L, 0, &activation) ? activation.i_ci : NULL;
}

// Whether one C function has been running since the interrupt.
static bool is_stuck(bridge_Context *c) {
    lua_State *L = atomic_load(&c->current);
    return L != NULL && L == c->stuck.state && current_activation(L) == c->stuck.activation
        && c->allocations_made == c->stuck.allocations && c->raises == c->stuck.raises;
}

// The functions in C of the loaded modules, by their addresses, as tracebacks name them. They are collected before an input
// runs: a signal handler cannot look for them.
#define NAME_SIZE 64
#define MAXIMUM_NAMES 1024
// Of all tables together so many entries are looked at: it is done for every input.
#define MAXIMUM_ENTRIES 10000

static struct {
    lua_CFunction function;
    char name[NAME_SIZE];
} names[MAXIMUM_NAMES];
static volatile int name_count;

static const char *name_of(lua_CFunction function) {
    for (int i = 0; i < name_count; i++) {
        if (names[i].function == function) {
            return names[i].name;
        }
    }
    return NULL;
}

// Takes the functions of the table on top, a module. Those with values of their own share their address with others.
static void collect_module(lua_State *L, const char *module, int *left) {
    bool is_global = strcmp(module, "_G") == 0;
    lua_pushnil(L);
    while (bridge_next(L, lua_absindex(L, -2)) != 0) {
        if (--*left <= 0) {
            lua_pop(L, 2);
            return;
        }
        lua_CFunction function = lua_tocfunction(L, -1);
        bool has_upvalue = function != NULL && lua_getupvalue(L, -1, 1) != NULL;
        if (has_upvalue) {
            lua_pop(L, 1);
        }
        if (function != NULL && !has_upvalue && lua_type(L, -2) == LUA_TSTRING && name_count < MAXIMUM_NAMES
            && name_of(function) == NULL) {
            snprintf(
                names[name_count].name, NAME_SIZE, "%s%s%s", is_global ? "" : module, is_global ? "" : ".",
                lua_tostring(L, -2)
            );
            names[name_count].function = function;
            name_count++;
        }
        lua_pop(L, 1);
    }
}

void bridge_collect_names(bridge_Context *c) {
    static const char *const first[] = {"_G", "string", "table", "math", "utf8", "io", "os", "coroutine", "debug"};
    lua_State *L = atomic_load(&c->current);
    name_count = 0;
    if (L == NULL || !lua_checkstack(L, 8)) {
        return;
    }
    int top = lua_gettop(L);
    int left = MAXIMUM_ENTRIES;
    // Swift calls, so that no allocation fails here.
    if (lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE) == LUA_TTABLE) {
        // Another module may have functions of these, too.
        for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
            lua_pushstring(L, first[i]);
            if (lua_rawget(L, -2) == LUA_TTABLE) {
                collect_module(L, first[i], &left);
            }
            lua_pop(L, 1);
        }
        lua_pushnil(L);
        while (bridge_next(L, lua_absindex(L, -2)) != 0) {
            if (lua_type(L, -2) == LUA_TSTRING && lua_type(L, -1) == LUA_TTABLE) {
                collect_module(L, lua_tostring(L, -2), &left);
            }
            lua_pop(L, 1);
        }
    }
    lua_settop(L, top);
}

// The name of the C function that runs: its own, or else that by which Lua code calls it; NULL if there is none.
static const char *running_name(bridge_Context *c, lua_Debug *activation) {
    lua_State *L = atomic_load(&c->current);
    if (!is_stuck(c)) {
        return NULL;
    }
    if (!lua_getstack(L, 0, activation) || !lua_getinfo(L, "Sn", activation) || activation->what[0] != 'C') {
        return NULL;
    }
    // The function is below its first value. Asking for it by lua_getinfo would push it, maybe in the midst of a push.
    const char *name = name_of(lua_tocfunction(L, -lua_gettop(L) - 1));
    return name != NULL ? name : activation->name;
}

static char *append(char *end, const char *limit, const char *text) {
    while (*text != '\0' && end < limit) {
        // Names in bytecode can be anything.
        *end++ = (unsigned char)*text < 0x20 || *text == 0x7F ? '?' : *text;
        text++;
    }
    return end;
}

static void on_time(int number) {
    (void)number;
    int saved = errno;
    bridge_Context *c = watched;
    if (bridge_forward_signal(number) || c == NULL || bridge_interrupted(c) == BRIDGE_NOT_INTERRUPTED
        || c->raises != c->stuck.raises) {
        errno = saved;
        return;
    }
    if (noted == SIGTERM) {
        if (is_stuck(c)) {
            bridge_end_process(SIGTERM);
        } else {
            // It was called at the very moment of the signal, or something else runs: look again.
            bridge_note_interrupt(c, noted);
        }
        errno = saved;
        return;
    }
    if (!says_so) {
        errno = saved;
        return;
    }
    lua_Debug activation;
    const char *name = running_name(c, &activation);
    char message[160] = "\n";
    const char *limit = message + sizeof message - 1;
    char *end = append(message + 1, limit, "still inside ");
    if (name == NULL) {
        end = append(end, limit, "a C function");
    } else {
        end = append(end, end + 80, name);
    }
    end = append(end, limit, "; Ctrl-C again ends the session");
    *end++ = '\n';
    (void)!write(STDERR_FILENO, message, (size_t)(end - message));
    errno = saved;
}

void bridge_watch_interrupts(bridge_Context *c, bool with_message) {
    watched = c;
    says_so = with_message;
    if (has_timer || c == NULL) {
        return;
    }
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_time;
    action.sa_flags = SA_RESTART;
    // One that comes late is ignored, as this signal is by default.
    sigaction(SIGURG, &action, NULL);
    struct sigevent event;
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGURG;
    has_timer = timer_create(CLOCK_MONOTONIC, &event, &timer) == 0;
}

void bridge_note_interrupt(bridge_Context *c, int number) {
    if (!has_timer || c != watched) {
        return;
    }
    c->stuck.state = atomic_load(&c->current);
    c->stuck.activation = current_activation(c->stuck.state);
    c->stuck.allocations = c->allocations_made;
    c->stuck.raises = c->raises;
    noted = number;
    struct itimerspec second = {.it_value.tv_sec = 1};
    timer_settime(timer, 0, &second, NULL);
}

#else

void bridge_watch_interrupts(bridge_Context *c, bool with_message) { (void)c, (void)with_message; }

void bridge_note_interrupt(bridge_Context *c, int number) { (void)c, (void)number; }

void bridge_collect_names(bridge_Context *c) { (void)c; }

#endif

BRIDGE_END
