#include "context.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#define EVERYTHING (LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT)

static void stop(lua_State *L, lua_Debug *activation) {
    (void)activation;
    bridge_Context *c = context(L);
    int mode = BRIDGE_ONCE;
    if (!atomic_compare_exchange_strong(&c->interrupt, &mode, BRIDGE_NOT_INTERRUPTED)
        && mode == BRIDGE_NOT_INTERRUPTED) {
        lua_sethook(L, NULL, 0, 0); // left over from an interrupt that has ended
        return;
    }
    if (mode == BRIDGE_ONCE) {
        lua_sethook(L, NULL, 0, 0);
    }
    c->raised = true;
    luaL_error(L, mode == BRIDGE_TIMED_OUT ? "timed out!" : "interrupted!");
}

// `current` and `interrupt` are each written by one side and then read by the other, sequentially consistent: either
// the interrupting thread sees the coroutine we entered, or we see its interrupt and set the hook ourselves.

lua_State *bridge_enter(bridge_Context *c, lua_State *co) {
    lua_State *outer = atomic_exchange(&c->current, co);
    if (co != NULL && atomic_load(&c->interrupt) != BRIDGE_NOT_INTERRUPTED) {
        lua_sethook(co, stop, EVERYTHING, 1);
    }
    return outer;
}

void bridge_leave(bridge_Context *c, lua_State *outer) {
    atomic_store(&c->current, outer);
    while (atomic_load(&c->arming) != 0) {
        // Another thread may still be setting the hook of the coroutine we leave, which can now be collected.
    }
    if (outer != NULL && atomic_load(&c->interrupt) != BRIDGE_NOT_INTERRUPTED) {
        lua_sethook(outer, stop, EVERYTHING, 1);
    }
}

void bridge_interrupt(bridge_Context *c, int mode) {
    atomic_store(&c->interrupt, mode);
    atomic_fetch_add(&c->arming, 1);
    lua_State *running = atomic_load(&c->current);
    if (running != NULL) {
        lua_sethook(running, stop, EVERYTHING, 1);
    }
    atomic_fetch_sub(&c->arming, 1);
    bridge_wake(c);
}

int bridge_interrupted(bridge_Context *c) { return atomic_load(&c->interrupt); }

bool bridge_take_raised(bridge_Context *c) {
    bool raised = c->raised;
    c->raised = false;
    return raised;
}

void bridge_clear_interrupt(bridge_Context *c) { atomic_store(&c->interrupt, BRIDGE_NOT_INTERRUPTED); }

void bridge_wake(bridge_Context *c) {
    int saved = errno; // this may run in a signal handler
    (void)!write(c->wake_write, "", 1);
    errno = saved;
}

void bridge_wait(bridge_Context *c) {
    struct pollfd wake = {.fd = c->wake_read, .events = POLLIN};
    if (poll(&wake, 1, -1) > 0) {
        char drained[64];
        while (read(c->wake_read, drained, sizeof drained) == sizeof drained) {
        }
    }
}
