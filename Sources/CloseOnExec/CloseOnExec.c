#define _GNU_SOURCE
#include "CloseOnExec.h"

#ifdef __linux__
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// Hidden: libraries that scripts load, such as LuaSocket, keep those of the C library.
#pragma GCC visibility push(hidden)

int socket(int domain, int type, int protocol) {
    return (int)syscall(SYS_socket, domain, type | SOCK_CLOEXEC, protocol);
}

int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags) {
    return (int)syscall(SYS_accept4, socket, address, length, flags | SOCK_CLOEXEC);
}

int epoll_create(int size) {
    (void)size; // Linux does not use it either.
    return epoll_create1(EPOLL_CLOEXEC);
}

#pragma GCC visibility pop
#endif
