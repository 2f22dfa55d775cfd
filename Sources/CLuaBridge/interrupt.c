#define _GNU_SOURCE // syscall

#include "context.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/membarrier.h>
#include <sys/syscall.h>
#endif

#define EVERYTHING (LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT)

static void stop(lua_State *L, lua_Debug *activation) {
    (void)activation;
    bridge_Context *c = context(L);
    if (c->stopping) {
        luaL_error(L, "the task was cancelled");
    }
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
    c->raises += 1;
    luaL_error(L, mode == BRIDGE_TIMED_OUT ? "timed out!" : "interrupted!");
}

atomic_bool bridge_has_membarrier;

void bridge_prepare_interrupts(void) {
#ifdef __linux__
    bridge_has_membarrier = syscall(__NR_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
#endif
}

void bridge_arm(lua_State *L) { lua_sethook(L, stop, EVERYTHING, 1); }

void bridge_interrupt(bridge_Context *c, int mode) {
    atomic_store(&c->interrupt, mode);
    atomic_fetch_add(&c->arming, 1);
#ifdef __linux__
    if (bridge_has_membarrier) {
        int saved = errno;
        syscall(__NR_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0);
        errno = saved;
    }
#endif
    lua_State *running = atomic_load(&c->current);
    if (running != NULL) {
        bridge_arm(running);
    }
    atomic_fetch_sub(&c->arming, 1);
    bridge_wake(c);
}

int bridge_interrupted(bridge_Context *c) { return atomic_load(&c->interrupt); }

void bridge_set_stopping(lua_State *L, bool stopping) {
    context(L)->stopping = stopping;
    if (stopping) {
        bridge_arm(L);
    }
}

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

uint32_t bridge_wait(bridge_Context *c, int milliseconds, const int *descriptors, int count) {
    struct pollfd polled[BRIDGE_MAX_DESCRIPTORS + 1];
    polled[0] = (struct pollfd){.fd = c->wake_read, .events = POLLIN};
    for (int i = 0; i < count; i++) {
        polled[i + 1] = (struct pollfd){.fd = descriptors[i], .events = POLLIN};
    }
    if (poll(polled, (nfds_t)count + 1, milliseconds) <= 0) {
        return 0;
    }
    if (polled[0].revents != 0) {
        char drained[64];
        while (read(c->wake_read, drained, sizeof drained) == sizeof drained) {
        }
    }
    uint32_t readable = 0;
    for (int i = 0; i < count; i++) {
        readable |= polled[i + 1].revents != 0 ? 1u << i : 0;
    }
    return readable;
}

BRIDGE_END
