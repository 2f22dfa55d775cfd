#pragma once

#include "CLuaBridge.h"
#include "pools.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/types.h>

// The thread sanitizer keeps a stack of its own of the functions that have not returned, and does not see the longjmp of a
// liblua built with checks: functions that Lua's errors jump out of must not be on it.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#pragma clang attribute push(__attribute__((disable_sanitizer_instrumentation)), apply_to = function)
#define BRIDGE_END _Pragma("clang attribute pop")
#endif
#endif
#ifndef BRIDGE_END
/// Stands at the end of every file that includes this one.
#define BRIDGE_END
#endif

/// A coroutine that has been resumed and has not returned.
typedef struct bridge_Level {
    /// NULL for that of a task: it was resumed by the scheduler, which never runs in a finalizer.
    lua_State *from;
    struct bridge_Level *outer;
} bridge_Level;

/// How many values the Swift function that runs on a coroutine may have on its stack. Kept in debug builds.
typedef struct bridge_Room {
    lua_State *state;
    int limit;
    struct bridge_Room *outer;
} bridge_Room;

// One for each state, reached from every coroutine through the extra space, which new coroutines copy from the main one.
struct bridge_Context {
    lua_State *main;
    bridge_Host host;
    /// The coroutine that runs; NULL before the state is whole and while it closes.
    _Atomic(lua_State *) current;
    /// How many threads are between reading `current` and having set its hook.
    atomic_int arming;
    atomic_int interrupt;
    /// Whether `look` is to be called.
    atomic_bool looks;
    /// Set when the hook raises; Lua's thread only.
    bool raised;
    /// How often the hook has raised, and how often memory was allocated or freed. Lua's thread and its signal handlers.
    uint64_t raises;
    uint64_t allocations_made;
    /// What there was when the last interrupt by a signal came.
    struct {
        lua_State *state;
        const void *activation;
        uint64_t raises;
        uint64_t allocations;
    } stuck;
    /// While the task that runs is one that swallows its cancellation: each of its instructions raises. Lua's thread only.
    bool stopping;
    /// The coroutine on which Swift frames call the Lua API, so that allocations must not fail; NULL while Lua runs.
    lua_State *in_swift;
    /// Set while the limit or the test's failures may refuse an allocation.
    bool guarded;
    size_t used;
    /// What was in use when the collector last made up for all that had been created during a pause.
    size_t used_then;
    Pools pools;
    size_t limit;
    uint64_t fail_every;
    uint64_t allocations;
    int refusals;
    void *reserve;
    /// Whether the system has just refused memory.
    bool has_failed;
    /// What a Swift function says along with its code.
    int argument;
    int64_t ticket;
    /// Where the original value of the last reported error lies in the registry.
    char last_error;
    /// The same of the place, `line:source`, where it was raised.
    char last_place;
    /// The same of the last error that a task handed on, and of its frames and place.
    char noted_error;
    char noted_frames;
    char noted_place;
    bridge_Room *room;
    /// Whether `warn` prints, and whether what it printed last goes on.
    bool warns;
    bool warning_continues;
    /// Which coroutine resumed the running one, and so on.
    bridge_Level *level;
    /// The process that created the state, as a count of forks.
    int process;
    int wake_read;
    int wake_write;
    /// Whether Lua's thread waits, and how: see `interrupt.c`.
    atomic_int waiting;
};

// The extra space holds the context's address, which is aligned, so its low bits are free for what is known of one coroutine.

/// Every level between here and the scheduler was entered by `bridge_task_resume` or our `coroutine.resume`.
#define CAN_PASS ((uintptr_t)1)
/// Suspended for liblua, but running for the script: it waits.
#define PARKED ((uintptr_t)2)
/// A script has got hold of it, so it must not serve another task.
#define SEEN ((uintptr_t)4)
/// A task that is over, whose results may still be on its stack.
#define OVER ((uintptr_t)8)
#define FLAGS ((uintptr_t)15)

static inline uintptr_t *slot(lua_State *L) { return (uintptr_t *)lua_getextraspace(L); }
static inline bridge_Context *context(lua_State *L) { return (bridge_Context *)(*slot(L) & ~FLAGS); }
static inline bool has_flag(lua_State *L, uintptr_t flag) { return (*slot(L) & flag) != 0; }
/// Sets `CAN_PASS` and `PARKED`.
static inline void set_flags(lua_State *L, uintptr_t flags) { *slot(L) = (*slot(L) & ~(CAN_PASS | PARKED)) | flags; }

void *bridge_allocate(void *context, void *block, size_t old_size, size_t new_size);
/// From now on a signal's interrupt that cannot raise within a second, because a C function runs, ends the process if it
/// is SIGTERM, and is reported on standard error if it is another and `with_message`; NULL ends that.
void bridge_watch_interrupts(bridge_Context *c, bool with_message);
/// Collects the names of the functions in C, for that report; on Lua's thread, while Swift runs.
void bridge_collect_names(bridge_Context *c);
/// Called by the signal handler, before it interrupts.
void bridge_note_interrupt(bridge_Context *c, int number);
/// In a signal handler: ends the process by the signal's default action.
void bridge_end_process(int number);
/// In a signal handler: whether the signal was passed on to Lua's thread, because another has got it.
bool bridge_forward_signal(int number);
/// Makes the coroutine stop at its next instruction.
void bridge_arm(lua_State *L);
extern atomic_bool bridge_has_membarrier;

// `current` is written by Lua's thread and `interrupt` by others, and each side then reads the other's: either the
// interrupting thread sees the coroutine we have entered, or we see its interrupt. That takes a full fence on both sides.
// Entering happens millions of times a second and interrupts once, so where the system has membarrier(2) the
// interrupting side pays for both.
static inline void switch_to(bridge_Context *c, lua_State *co) {
    atomic_store_explicit(&c->current, co, memory_order_release);
    if (atomic_load_explicit(&bridge_has_membarrier, memory_order_relaxed)) {
        atomic_signal_fence(memory_order_seq_cst);
    } else {
        atomic_thread_fence(memory_order_seq_cst);
    }
    if (co != NULL
        && (c->stopping || atomic_load_explicit(&c->interrupt, memory_order_acquire) != BRIDGE_NOT_INTERRUPTED
            || atomic_load_explicit(&c->looks, memory_order_acquire))) {
        bridge_arm(co);
    }
}

/// Makes `co` the running coroutine; returns the one before, for `leave`.
static inline lua_State *bridge_enter(bridge_Context *c, lua_State *co) {
    lua_State *outer = atomic_load_explicit(&c->current, memory_order_relaxed);
    switch_to(c, co);
    return outer;
}

static inline void bridge_leave(bridge_Context *c, lua_State *outer) {
    switch_to(c, outer);
    while (atomic_load_explicit(&c->arming, memory_order_acquire) != 0) {
        // Another thread may still be setting the hook of the coroutine we leave, which can now be collected.
    }
}

// Swift functions are entered between these.
#ifdef DEBUG
#define ENTER_SWIFT(c, L)                                                                                                    \
    bridge_Room room = {L, lua_gettop(L) + LUA_MINSTACK, (c)->room};                                                         \
    (c)->room = &room
#define LEAVE_SWIFT(c) (c)->room = room.outer
#else
#define ENTER_SWIFT(c, L)
#define LEAVE_SWIFT(c)
#endif

/// Whether the function that runs there calls Swift.
bool bridge_is_swift(lua_State *L, lua_Debug *activation);
/// Whether it was called as a finalizer.
bool bridge_is_finalizer(lua_State *L, lua_Debug *activation);
/// If the error value on top is one of our error tables, gives it the field `traceback`, unless it has one.
void bridge_add_traceback(lua_State *L);
int bridge_install_coroutines(lua_State *L);
/// The value a coroutine yields when it waits.
void bridge_pushmarker(lua_State *L);
bool bridge_is_marker(lua_State *L, int results);
