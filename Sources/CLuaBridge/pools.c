#include "pools.h"

#define CHUNK ((size_t)64 * 1024)
/// Keeps what follows as aligned as malloc's blocks.
#define HEADER ((size_t)16)

void *pools_refill(Pools *pools, size_t class) {
    size_t size = class * POOL_GRAIN;
    size_t left = (size_t)(pools->fresh_end - pools->fresh);
    if (left < size) {
        if (left > 0) {
            pools_give(pools, pools->fresh, left);
        }
        pools->fresh = pools->fresh_end = NULL;
        char *chunk = malloc(CHUNK);
        if (chunk == NULL) {
            return NULL;
        }
        *(void **)chunk = pools->chunks;
        pools->chunks = chunk;
        pools->fresh = chunk + HEADER;
        pools->fresh_end = chunk + CHUNK;
    }
    void *block = pools->fresh;
    pools->fresh += size;
    return block;
}

void pools_free(Pools *pools) {
    while (pools->chunks != NULL) {
        void *next = *(void **)pools->chunks;
        free(pools->chunks);
        pools->chunks = next;
    }
}
