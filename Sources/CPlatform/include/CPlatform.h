#pragma once

#include <stdbool.h>
#include <stddef.h>

/// Opens the folder with a name in the open folder `at`, as a place for other calls; a symbolic link is an error.
///
/// Returns the descriptor, or -1 with `errno`.
int platform_open_folder(int at, const char *name);

/// Opens the folder at a relative path; links are followed, but nothing leads out of the open folder `at`: that is EXDEV.
///
/// ENOSYS where the system cannot do that in one step.
int platform_open_beneath(int at, const char *path);

/// Whether a name in the open folder `at` is in the file system of processes, or that folder is; a symbolic link is not followed.
///
/// Always false where the system has none.
bool platform_is_of_process(int at, const char *name);

/// Reads at a place what the system holds in memory; -1 where that would wait for the disk, or the system cannot say.
long platform_read_held(int file, void *space, size_t count, long long offset);

/// Has the system begin to write bytes of a file to the disk, without waiting for it, where it can.
void platform_begin_sync(int file, long long offset, long long count);
