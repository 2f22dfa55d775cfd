#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Most blocks of Lua are small, and Lua says how large one is when it gives it back. So small ones come from pools by size:
// they need no header, and taking and giving one back is a few instructions. What has been in a pool stays in it until the
// state is closed.

/// Sizes of one class are served by the same pool. Nothing in Lua needs more alignment.
#define POOL_GRAIN ((size_t)8)

// The address sanitizer sees a wrong access only if each block is one of malloc's.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POOL_LARGEST ((size_t)0)
#endif
#endif
#ifndef POOL_LARGEST
#define POOL_LARGEST ((size_t)512)
#endif

typedef struct Pools {
    /// The first free block of each class, which holds the address of the next.
    void *free[POOL_LARGEST / POOL_GRAIN + 1];
    /// What is left of the newest chunk.
    char *fresh;
    char *fresh_end;
    /// The newest chunk, which begins with the address of the one before.
    void *chunks;
} Pools;

void *pools_refill(Pools *pools, size_t class);
void pools_free(Pools *pools);

static inline size_t pool_class(size_t size) { return (size + POOL_GRAIN - 1) / POOL_GRAIN; }

/// NULL if the system has no memory.
static inline void *pools_take(Pools *pools, size_t size) {
    if (size > POOL_LARGEST) {
        return malloc(size);
    }
    size_t class = pool_class(size);
    void **block = pools->free[class];
    if (block == NULL) {
        return pools_refill(pools, class);
    }
    pools->free[class] = *block;
    return block;
}

static inline void pools_give(Pools *pools, void *block, size_t size) {
    if (size > POOL_LARGEST || block == NULL) {
        free(block);
        return;
    }
    size_t class = pool_class(size);
    *(void **)block = pools->free[class];
    pools->free[class] = block;
}

/// Like `realloc`, but a block that gets smaller is never refused.
static inline void *pools_resize(Pools *pools, void *block, size_t old_size, size_t new_size) {
    if (block == NULL) {
        return pools_take(pools, new_size);
    }
    void *result;
    if (old_size > POOL_LARGEST && new_size > POOL_LARGEST) {
        result = realloc(block, new_size);
    } else if (old_size <= POOL_LARGEST && pool_class(old_size) == pool_class(new_size)) {
        return block;
    } else {
        result = pools_take(pools, new_size);
        if (result != NULL) {
            memcpy(result, block, old_size < new_size ? old_size : new_size);
            pools_give(pools, block, old_size);
        }
    }
    // A block that stays where it is although it is too large for its class serves that class from then on.
    return result == NULL && new_size <= old_size ? block : result;
}
