#include "BuildCommit.h"

// A symbol that only the linker defines, with the commit as its address: another commit compiles nothing again.
extern const char vimeo_lua_commit __attribute__((weak));

unsigned long build_commit(void) { return (unsigned long)&vimeo_lua_commit; }
