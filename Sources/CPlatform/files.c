#define _GNU_SOURCE
#include "CPlatform.h"

#include <fcntl.h>
#include <sys/uio.h>

void platform_begin_sync(int file, long long offset, long long count) {
#ifdef __linux__
    // What fails here fails in fsync, too.
    (void)sync_file_range(file, offset, count, SYNC_FILE_RANGE_WRITE);
#else
    (void)file, (void)offset, (void)count;
#endif
}

long platform_read_held(int file, void *space, size_t count, long long offset) {
#ifdef RWF_NOWAIT
    struct iovec part = {space, count};
    return (long)preadv2(file, &part, 1, offset, RWF_NOWAIT);
#else
    (void)file, (void)space, (void)count, (void)offset;
    return -1;
#endif
}
