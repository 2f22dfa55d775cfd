#pragma once

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Everything that may raise a Lua error or yield lives behind this header, in C. A Swift function called from Lua
// returns a result count or one of the codes below, and the trampoline acts on it after Swift has returned.

/// The error value is on top of the stack: raise it.
#define BRIDGE_ERROR (-1)
/// The message is on top of the stack, the argument's number in the context: raise `bad argument #n to 'f' (message)`.
#define BRIDGE_ARGUMENT (-2)
/// The ticket is in the context: yield to the scheduler, or run it in place where Lua cannot yield.
#define BRIDGE_WAIT (-3)

/// A function and its arguments are on top of the stack, their count in the context: call it; its results are ours.
#define BRIDGE_CALL (-4)

/// What `bridge_task_resume` returns for a task that waits; other values are those of `lua_resume`.
#define BRIDGE_PARKED 100

/// How far an interrupt reaches.
enum bridge_interrupt {
    BRIDGE_NOT_INTERRUPTED = 0,
    /// Raises once; a `pcall` may catch it, as in the stand-alone interpreter.
    BRIDGE_ONCE = 1,
    /// Raises again and again until the outermost call has ended.
    BRIDGE_UNTIL_TOP = 2,
    /// The same, and says that the time was over.
    BRIDGE_TIMED_OUT = 3,
};

typedef struct bridge_Context bridge_Context;

/// The Swift side. All run on the state's thread.
typedef struct bridge_Host {
    void *owner;
    /// Calls the Swift function boxed in upvalue 1.
    int (*invoke)(lua_State *L);
    /// Runs other tasks until the ticket is done.
    void (*run)(lua_State *L, int64_t ticket);
    /// Pushes the outcome of a ticket that is done; returns a count or `BRIDGE_ERROR`.
    int (*take)(lua_State *L, int64_t ticket);
    /// Releases a Swift object that a userdata owned.
    void (*release)(void *object);
    /// Takes what was posted since; says whether the task that runs has to end. It leaves the stack alone.
    bool (*look)(lua_State *L);
} bridge_Host;

// State

/// A state with the accounting allocator, or NULL when there is no memory. The thread that calls is considered to run
/// Swift code.
lua_State *bridge_newstate(bridge_Host host);
/// Closes the state (`__close` and `__gc` run) and frees its context.
void bridge_close(lua_State *L);
bridge_Context *bridge_context(lua_State *L);
/// The Swift object that owns the state.
void *bridge_owner(lua_State *L);
void bridge_set_owner(lua_State *L, void *owner);
/// Whether this is a child process of the one that created the state: none of its other threads exist here.
bool bridge_is_forked(bridge_Context *context);
/// For tests: makes `bridge_is_forked` true.
void bridge_pretend_forked(bridge_Context *context);
/// Opens the standard libraries and puts our functions of `coroutine` and `os.exit` over the stock ones. Raises: call under `bridge_pcall`.
int bridge_openlibs(lua_State *L);
/// The incremental collector is Lua's default; the interpreter runs the generational one.
void bridge_use_generational_gc(lua_State *L);
/// Full collection.
void bridge_collect(lua_State *L);
/// Stops the collector, after a step, while much is created that will all be needed; false if it does not run anyway.
bool bridge_pause_collector(lua_State *L);
/// Lets it run again.
void bridge_resume_collector(lua_State *L);

// Memory

size_t bridge_memory_used(lua_State *L);
/// Lua allocations beyond this many bytes raise "not enough memory"; 0 for no limit.
void bridge_set_memory_limit(lua_State *L, size_t bytes);
/// How many bytes the limit leaves, after a collection if that is less than wanted.
size_t bridge_memory_left(lua_State *L, size_t wanted);
/// For tests: makes every n-th growing allocation, and its one retry, fail; 0 ends it.
void bridge_fail_allocations(lua_State *L, uint64_t every);

// Calls from Swift

/// `lua_pcall` during which the memory limit acts.
int bridge_pcall(lua_State *L, int arguments, int results, int handler);
/// `luaL_loadbufferx` during which the memory limit acts.
int bridge_load(lua_State *L, const void *bytes, size_t size, const char *name, const char *mode);
/// `lua_next` of the table at an absolute index, which cannot raise: where a finalizer has removed the key, the entries end.
int bridge_next(lua_State *L, int index);
/// `luaL_loadfilex`, protected; NULL reads standard input.
int bridge_loadfile(lua_State *L, const void *path, const char *mode);
/// Protected `luaL_tolstring` of the value at `index`: pushes the string, or the error.
int bridge_tostring(lua_State *L, int index);
/// Protected read of a global: pushes the value, or the error.
int bridge_getglobal(lua_State *L, const char *name);
/// Protected write of a global from the top of the stack, which it pops; on failure the error is pushed.
int bridge_setglobal(lua_State *L, const char *name);
/// Protected: pushes the items 1 to n of the global `arg`; returns n, or -1 with the error pushed.
int bridge_push_arguments(lua_State *L);

// Errors

/// The name of chunks of the program's own: their lines are in no traceback.
#define BRIDGE_OWN_CHUNK "[vimeo]"

/// Gives the table on top the metatable of error tables: `tostring` gives its field `message`, and `..` takes that.
void bridge_set_error_metatable(lua_State *L);
/// Pushes on `L` the functions that `co` ran when it failed, as lines of a traceback, and the innermost line of Lua, as
/// `line:source` or nil. An error that another task handed on comes with what is known of that one.
void bridge_push_trace(lua_State *L, lua_State *co);
/// Hands on the error on top, with the frames and the place below it, which are popped.
void bridge_note_trace(lua_State *L);
/// The message handler of the stand-alone interpreter: adds a traceback to strings and error tables, and keeps the
/// original value for `bridge_push_last_error`.
int bridge_message_handler(lua_State *L);
/// Pushes the value that the last call of the message handler saw, or nil.
void bridge_push_last_error(lua_State *L);
/// Pushes where that was raised, as `line:source`, or nil.
void bridge_push_last_place(lua_State *L);

// Functions and objects

/// Pops a userdata that owns a Swift function and pushes the C closure that calls it.
void bridge_pushfunction(lua_State *L);
/// Pops a table and such a userdata, and pushes an `__index`: it gives what the table has, and for all other keys calls the
/// Swift function.
void bridge_pushindex(lua_State *L);
/// Pushes a userdata with room for one Swift object and no metatable yet.
void **bridge_pushobject(lua_State *L);
/// `__gc` and `__close` of such a userdata: releases the object once.
int bridge_release(lua_State *L);
/// Whether the value is such a userdata.
bool bridge_is_object(lua_State *L, int index);
/// Whether the Swift function that runs on `L` has room for so many more values: those it began with, 20 and what it has
/// reserved.
bool bridge_has_room(lua_State *L, int count);
/// Notes that room for so many values was reserved, or that a call has left values there.
void bridge_note_room(lua_State *L, int count);
/// What goes with `BRIDGE_ARGUMENT` and `BRIDGE_CALL`.
void bridge_set_argument(lua_State *L, int argument);
void bridge_set_ticket(lua_State *L, int64_t ticket);

// Tasks

/// Resumes a task's own coroutine from the really running state `from`.
int bridge_task_resume(lua_State *from, lua_State *task, int arguments, int *results);
/// Closes a task's pending variables and leaves its error, if any, on its stack.
int bridge_task_reset(lua_State *from, lua_State *task);
/// Whether a task's coroutine is as new but for the values on its stack: it has returned, has no hook, and no script has
/// got hold of it.
bool bridge_is_clean(lua_State *task);
/// Whether a wait called from here would hand control to the scheduler instead of blocking in place.
bool bridge_can_yield(lua_State *L);
/// Whether a finalizer is running, also one that resumed this coroutine; waiting is refused there.
bool bridge_in_finalizer(lua_State *L);

// Interrupts and wake-ups, from any thread and from signal handlers

void bridge_interrupt(bridge_Context *context, int mode);
int bridge_interrupted(bridge_Context *context);
/// Whether an interrupt has raised since the last call: the task in which it did may not be the one that has to end.
bool bridge_take_raised(bridge_Context *context);
/// Has `look` called before the next instruction of Lua.
void bridge_look(bridge_Context *context);
/// Whether every instruction of the running coroutine, and of those that are entered, raises. On the state's thread.
void bridge_set_stopping(lua_State *L, bool stopping);
/// The outermost call has ended, or a wait has reported the interrupt.
void bridge_clear_interrupt(bridge_Context *context);
/// Ends a `bridge_wait` that runs or comes.
void bridge_wake(bridge_Context *context);
/// Sleeps until `bridge_wake`, an interrupt, one of the descriptors can be read, or so many milliseconds have passed; -1
/// for no limit. A descriptor that can be read, or has an error, has its bit in the result, the first the lowest.
uint32_t bridge_wait(bridge_Context *context, int milliseconds, const int *descriptors, int count);
#define BRIDGE_MAX_DESCRIPTORS 8

/// Prepares glibc's allocator for what Lua does.
void bridge_tune_allocator(void);
/// Lets the main thread's stack grow to so many bytes; false where that is not possible.
bool bridge_grow_main_stack(size_t bytes);

// Profiling

/// Counts, every so many instructions of the main coroutine, which function and line runs; 0 ends it. Meanwhile the
/// main coroutine runs slower.
void bridge_profile(lua_State *L, int every);
/// Pushes a table of counts by `file:line`, then one by function, and forgets them.
void bridge_push_profile(lua_State *L);

// The process's C streams, which Lua's `print` and `io` share

/// Takes the numbers of standard streams that are closed, so that no socket or pipe of ours gets them.
void bridge_reserve_streams(void);
void bridge_write_output(const void *bytes, size_t size);
void bridge_write_error(const void *bytes, size_t size);
/// Flushes standard output; false when that, or an earlier write, has failed.
bool bridge_flush_output(void);
/// Whether the value is a file of Lua's `io`.
enum bridge_file { BRIDGE_NO_FILE = 0, BRIDGE_OPEN_FILE = 1, BRIDGE_CLOSED_FILE = 2 };
int bridge_file_state(lua_State *L, int index);
/// Pushes a file of Lua's `io` that takes over the descriptor; false, with `errno`, if there is no memory for it.
bool bridge_push_file(lua_State *L, int descriptor, const char *mode);
/// Reads a line of standard input of any length, without its newline; NULL at the end or, with `errno` EINTR, when a
/// signal came. The caller frees it.
char *bridge_read_line(size_t *size);

// Signals, by the rules of the stand-alone interpreter

/// Until `bridge_stop_handling_signals`: the first SIGINT interrupts the state as far as `mode` says, also a blocked
/// `bridge_read_line`, and the first SIGTERM until the top, or it has its default action; the second of a kind ends the
/// process.
void bridge_handle_signals(bridge_Context *context, int mode, bool with_sigterm);
/// What is done, in a signal handler, before a second signal ends the process.
void bridge_before_end(void (*action)(void));
/// Restores the default actions; returns the signal that had come meanwhile, or 0.
int bridge_stop_handling_signals(void);
