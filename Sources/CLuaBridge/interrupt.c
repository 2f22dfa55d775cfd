#define _GNU_SOURCE // syscall

#include "context.h"

#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/futex.h>
#include <linux/membarrier.h>
#include <sys/syscall.h>
#endif

#define EVERYTHING (LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT)

// Calls of native functions are let through, so that `__close` still releases what a Swift object holds.
static bool is_native_call(lua_State *L, lua_Debug *activation) {
    return activation->event == LUA_HOOKCALL && lua_getinfo(L, "S", activation) && activation->what[0] == 'C';
}

static bool looks(bridge_Context *c, lua_State *L) {
    if (!atomic_exchange(&c->looks, false)) {
        return false;
    }
    lua_State *outer = c->in_swift;
    c->in_swift = L;
    bool ends = c->host.look(L);
    c->in_swift = outer;
    return ends;
}

static void stop(lua_State *L, lua_Debug *activation) {
    bridge_Context *c = context(L);
    if (looks(c, L)) {
        c->stopping = true;
    }
    if (c->stopping) {
        if (is_native_call(L, activation)) {
            return;
        }
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

// When the program is loaded: with a second thread the registration takes 10 ms.
__attribute__((constructor)) static void register_membarrier(void) {
#ifdef __linux__
    bridge_has_membarrier = syscall(__NR_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
#endif
}

void bridge_arm(lua_State *L) { lua_sethook(L, stop, EVERYTHING, 1); }

// Arms the coroutine that runs. What it is to find there has been stored.
static void arm_running(bridge_Context *c) {
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
}

void bridge_interrupt(bridge_Context *c, int mode) {
    atomic_store(&c->interrupt, mode);
    arm_running(c);
    bridge_wake(c);
}

void bridge_look(bridge_Context *c) {
    atomic_store(&c->looks, true);
    arm_running(c);
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

// What `waiting` is. A thread that wakes Lua's puts WOKEN there, and does what the state before asks for; Lua's puts AWAKE there
// afterwards, and returns at once if it finds WOKEN before.
enum waiting {
    AWAKE = 0,
    WOKEN = 1,
    /// Sleeps until `waiting` changes.
    ASLEEP = 2,
    /// Sleeps until the pipe, or another descriptor, can be read.
    POLLING = 3,
};

// Both may run in a signal handler.
static void sleep_until_changed(atomic_int *word, int value, int milliseconds);
static void wake_sleeper(atomic_int *word);

void bridge_wake(bridge_Context *c) {
    int saved = errno;
    switch (atomic_exchange(&c->waiting, WOKEN)) {
    case ASLEEP:
        wake_sleeper(&c->waiting);
        break;
    case POLLING:
        (void)!write(c->wake_write, "", 1);
        break;
    default:
        break;
    }
    errno = saved;
}

#ifdef __linux__
// A pipe would take one system call more.
static const bool can_sleep = true;

static void sleep_until_changed(atomic_int *word, int value, int milliseconds) {
    struct timespec time = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000L};
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, milliseconds < 0 ? NULL : &time, NULL, 0);
}

static void wake_sleeper(atomic_int *word) { syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0); }
#else
static const bool can_sleep = false;

static void sleep_until_changed(atomic_int *word, int value, int milliseconds) {
    (void)word, (void)value, (void)milliseconds;
}

static void wake_sleeper(atomic_int *word) { (void)word; }
#endif

static uint32_t poll_descriptors(bridge_Context *c, int milliseconds, const int *descriptors, int count) {
    struct pollfd polled[BRIDGE_MAX_DESCRIPTORS + 1];
    polled[0] = (struct pollfd){.fd = c->wake_read, .events = POLLIN};
    for (int i = 0; i < count; i++) {
        polled[i + 1] = (struct pollfd){.fd = descriptors[i], .events = POLLIN};
    }
    if (poll(polled, (nfds_t)count + 1, milliseconds) <= 0) {
        return 0;
    }
    if (polled[0].revents != 0) {
        // A wake that has not written yet ends the next poll for nothing.
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

uint32_t bridge_wait(bridge_Context *c, int milliseconds, const int *descriptors, int count) {
    int present = AWAKE;
    bool sleeps = can_sleep && count == 0;
    bool is_woken = !atomic_compare_exchange_strong(&c->waiting, &present, sleeps ? ASLEEP : POLLING);
    uint32_t readable = 0;
    if (!sleeps) {
        readable = poll_descriptors(c, is_woken ? 0 : milliseconds, descriptors, count);
    } else if (!is_woken) {
        // An interrupt of the system, or a change in between, is a wake like any other.
        sleep_until_changed(&c->waiting, ASLEEP, milliseconds);
    }
    atomic_store(&c->waiting, AWAKE);
    return readable;
}

BRIDGE_END
