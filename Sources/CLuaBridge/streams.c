#define _POSIX_C_SOURCE 200809L

#include "context.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

void bridge_write_output(const void *bytes, size_t size) { fwrite(bytes, 1, size, stdout); }

void bridge_write_error(const void *bytes, size_t size) {
    fwrite(bytes, 1, size, stderr);
    fflush(stderr);
}

int bridge_file_state(lua_State *L, int index) {
    luaL_Stream *file = luaL_testudata(L, index, LUA_FILEHANDLE);
    return file == NULL ? BRIDGE_NO_FILE : file->closef == NULL ? BRIDGE_CLOSED_FILE : BRIDGE_OPEN_FILE;
}

static int close_file(lua_State *L) {
    luaL_Stream *file = luaL_checkudata(L, 1, LUA_FILEHANDLE);
    return luaL_fileresult(L, fclose(file->f) == 0, NULL);
}

bool bridge_push_file(lua_State *L, int descriptor, const char *mode) {
    luaL_Stream *file = lua_newuserdatauv(L, sizeof *file, 0);
    // As long as it is not whole it counts as closed.
    file->closef = NULL;
    luaL_setmetatable(L, LUA_FILEHANDLE);
    file->f = fdopen(descriptor, mode);
    if (file->f == NULL) {
        lua_pop(L, 1);
        return false;
    }
    file->closef = close_file;
    return true;
}

bool bridge_flush_output(void) { return fflush(stdout) == 0 && !ferror(stdout); }

char *bridge_read_line(size_t *size) {
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length = getline(&line, &capacity, stdin);
    if (length < 0) {
        int reason = ferror(stdin) ? errno : 0;
        free(line);
        clearerr(stdin);
        errno = reason;
        return NULL;
    }
    if (length > 0 && line[length - 1] == '\n') {
        length -= 1;
    }
    *size = (size_t)length;
    return line;
}

void bridge_reserve_streams(void) {
    for (int stream = 0; stream <= 2; stream++) {
        if (fcntl(stream, F_GETFD) == -1 && errno == EBADF) {
            // The wrong way round, so that using it fails as before.
            (void)!open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
        }
    }
}

BRIDGE_END
