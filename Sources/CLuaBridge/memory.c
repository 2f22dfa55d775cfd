#include "context.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static bool refuses(bridge_Context *c, size_t growth) {
    if (c->limit != 0 && c->used + growth > c->limit) {
        return true;
    }
    if (c->fail_every == 0) {
        return false;
    }
    // Lua collects and tries once more before it raises: the retry has to fail too.
    if (c->refusals == 1) {
        c->refusals = 0;
        return true;
    }
    c->allocations += 1;
    if (c->allocations % c->fail_every != 0) {
        return false;
    }
    c->refusals = 1;
    return true;
}

// Swift cannot do without memory: what Lua leaves for it when the system has no more, until there is as much again.
static bool has_reserve(bridge_Context *c) {
    if (c->reserve == NULL) {
        c->reserve = malloc(512 << 10);
    }
    return c->reserve != NULL;
}

// Whether the collector has started a finalizer under the Swift function that runs. An error in it goes no further than to the
// collector, so that there is no Swift frame to jump over.
static bool runs_finalizer(bridge_Context *c) {
    lua_State *L = c->in_swift;
    // While finalizers run, the collector does not.
    if (lua_gc(L, LUA_GCISRUNNING) == 1) {
        return false;
    }
    lua_Debug activation;
    for (int level = 0; lua_getstack(L, level, &activation) && !bridge_is_swift(L, &activation); level++) {
        if (bridge_is_finalizer(L, &activation)) {
            return true;
        }
    }
    return false;
}

static bool may_refuse(bridge_Context *c, size_t growth) {
    return c->in_swift == NULL || (c->limit != 0 && c->used + growth > c->limit && runs_finalizer(c));
}

void *bridge_allocate(void *context, void *block, size_t old_size, size_t new_size) {
    bridge_Context *c = context;
    c->allocations_made += 1;
    // Without a block the size is a type tag.
    size_t before = block == NULL ? 0 : old_size;
    if (new_size == 0) {
        pools_give(&c->pools, block, before);
        c->used -= before;
        return NULL;
    }
    if (c->guarded && new_size > before && may_refuse(c, new_size - before) && refuses(c, new_size - before)) {
        return NULL;
    }
    bool may_grow = new_size <= before || c->in_swift != NULL || has_reserve(c);
    void *result = may_grow ? pools_resize(&c->pools, block, before, new_size) : NULL;
    if (result == NULL) {
        if (c->in_swift != NULL && !runs_finalizer(c)) {
            // A longjmp over Swift frames would be undefined behaviour.
            fputs("out of memory\n", stderr);
            abort();
        }
        // Lua collects and tries once more before it raises.
        if (c->has_failed) {
            free(c->reserve);
            c->reserve = NULL;
        }
        c->has_failed = !c->has_failed;
        return NULL;
    }
    c->has_failed = false;
    c->used += new_size - before;
    return result;
}

static void update_guard(bridge_Context *c) { c->guarded = c->limit != 0 || c->fail_every != 0; }

size_t bridge_memory_used(lua_State *L) { return context(L)->used; }

static size_t left(const bridge_Context *c) {
    if (c->limit == 0) {
        return PTRDIFF_MAX; // Swift takes sizes as signed numbers
    }
    return c->used < c->limit ? c->limit - c->used : 0;
}

size_t bridge_memory_left(lua_State *L, size_t wanted) {
    const bridge_Context *c = context(L);
    if (left(c) < wanted) {
        bridge_collect(L);
    }
    return left(c);
}

void bridge_set_memory_limit(lua_State *L, size_t bytes) {
    bridge_Context *c = context(L);
    c->limit = bytes;
    update_guard(c);
}

void bridge_fail_allocations(lua_State *L, uint64_t every) {
    bridge_Context *c = context(L);
    c->fail_every = every;
    c->allocations = 0;
    c->refusals = 0;
    update_guard(c);
}

void bridge_collect(lua_State *L) { lua_gc(L, LUA_GCCOLLECT); }

bool bridge_pause_collector(lua_State *L) {
    if (lua_gc(L, LUA_GCISRUNNING) != 1) {
        return false;
    }
    bridge_Context *c = context(L);
    // A young collection in generational mode, one small step in incremental mode: now, while the last value of this kind is
    // garbage and the next one is not there yet to be marked. A loop that creates and drops large values needs more
    // than that now and then.
    lua_gc(L, LUA_GCSTEP, 0);
    if (c->used_then != 0 && c->used / 2 > c->used_then) {
        lua_gc(L, LUA_GCSTEP, (int)((c->used - c->used_then) / 1024));
        c->used_then = c->used;
    } else if (c->used_then == 0 || c->used < c->used_then) {
        c->used_then = c->used;
    }
    lua_gc(L, LUA_GCSTOP);
    return true;
}

void bridge_resume_collector(lua_State *L) {
    lua_gc(L, LUA_GCRESTART);
    // Lua would start with the next allocation. So much is allocated between two young collections, too.
    size_t credit = context(L)->used / 5 / 1024;
    if (credit > 0) {
        lua_gc(L, LUA_GCSTEP, -(int)(credit < INT_MAX ? credit : INT_MAX));
    }
}

void bridge_use_generational_gc(lua_State *L) { lua_gc(L, LUA_GCGEN, 0, 0); }

void bridge_tune_allocator(void) {
#ifdef __GLIBC__
    // One arena for all: those of other threads grow a page at a time by a system call. Memory that Lua frees, and the
    // pieces of a transfer, come back soon, so they are kept.
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TOP_PAD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 32 << 20);
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
#endif
}

bool bridge_grow_main_stack(size_t bytes) {
#ifdef __linux__
    // The kernel looks at the limit each time the main thread's stack grows, and keeps room for it below.
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) != 0) {
        return false;
    }
    if (limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < bytes) {
        limit.rlim_cur = bytes;
        return setrlimit(RLIMIT_STACK, &limit) == 0;
    }
    return true;
#else
    (void)bytes;
    return false;
#endif
}

BRIDGE_END
