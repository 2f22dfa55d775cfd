#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>

#ifdef __linux__
#include <linux/magic.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>
#ifdef SYS_openat2
#include <linux/openat2.h>
#endif
#endif

#ifdef O_PATH
// No permission to read the folder is needed.
#define PLACE O_PATH
#else
#define PLACE O_RDONLY
#endif

int platform_open_folder(int at, const char *name) {
    return openat(at, name, PLACE | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

int platform_open_beneath(int at, const char *path) {
#ifdef SYS_openat2
    struct open_how how = {
        .flags = PLACE | O_DIRECTORY | O_CLOEXEC,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
    };
    return (int)syscall(SYS_openat2, at, path, &how, sizeof how);
#else
    (void)at;
    (void)path;
    errno = ENOSYS;
    return -1;
#endif
}

#ifdef __linux__
static bool is_of_process(int file) {
    struct statfs status;
    // What cannot be told is not to be used.
    return fstatfs(file, &status) != 0 || status.f_type == PROC_SUPER_MAGIC;
}
#endif

bool platform_is_of_process(int at, const char *name) {
#ifdef __linux__
    if (is_of_process(at)) return true;
    // It may be where another file system begins.
    int file = openat(at, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) return false;
    bool found = is_of_process(file);
    close(file);
    return found;
#else
    (void)at;
    (void)name;
    return false;
#endif
}
