#pragma once

#include "CLuaBridge.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdatomic.h>
#include <stdint.h>

// One for each state, reached from every coroutine through the extra space, which new coroutines copy from the main one.
struct bridge_Context {
    lua_State *main;
    bridge_Host host;
    /// The coroutine that runs; NULL before the state is whole and while it closes.
    _Atomic(lua_State *) current;
    /// How many threads are between reading `current` and having set its hook.
    atomic_int arming;
    atomic_int interrupt;
    /// Set when the hook raises; Lua's thread only.
    bool raised;
    /// While not 0, Swift frames run Lua API calls and allocations must not fail.
    int in_swift;
    /// Set while the limit or the test's failures may refuse an allocation.
    bool guarded;
    size_t used;
    size_t limit;
    uint64_t fail_every;
    uint64_t allocations;
    int refusals;
    /// What a Swift function says along with its code.
    int argument;
    int64_t ticket;
    /// Where the original value of the last reported error lies in the registry.
    char last_error;
    int wake_read;
    int wake_write;
};

// The extra space holds the context's address, which is aligned, so its low bits are free for what is known of one coroutine.

/// Every level between here and the scheduler was entered by `bridge_task_resume` or our `coroutine.resume`.
#define CAN_PASS ((uintptr_t)1)
/// Suspended for liblua, but running for the script: it waits.
#define PARKED ((uintptr_t)2)
#define FLAGS ((uintptr_t)3)

static inline uintptr_t *slot(lua_State *L) { return (uintptr_t *)lua_getextraspace(L); }
static inline bridge_Context *context(lua_State *L) { return (bridge_Context *)(*slot(L) & ~FLAGS); }
static inline bool has_flag(lua_State *L, uintptr_t flag) { return (*slot(L) & flag) != 0; }
static inline void set_flags(lua_State *L, uintptr_t flags) { *slot(L) = (*slot(L) & ~FLAGS) | flags; }

void *bridge_allocate(void *context, void *block, size_t old_size, size_t new_size);
/// Makes `co` the running coroutine; returns the one before, for `leave`.
lua_State *bridge_enter(bridge_Context *c, lua_State *co);
void bridge_leave(bridge_Context *c, lua_State *outer);
int bridge_install_coroutines(lua_State *L);
/// The value a coroutine yields when it waits.
void bridge_pushmarker(lua_State *L);
bool bridge_is_marker(lua_State *L, int results);
