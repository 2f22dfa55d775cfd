#define _GNU_SOURCE

#include "context.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// An interrupt raises at the next instruction of Lua. A C function may be far from it: then a prompt says so, and SIGTERM
// ends the process as if nothing handled it.
//
// Both looks at the state are in signal handlers on Lua's own thread. The name of the C function is read only if that is
// safe there: the same activation was the current one when the interrupt came, and since then nothing has raised and
// nothing was allocated. Every call and return since then would have run the hook, which raises, and that allocates; so
// the activation is complete, and what liblua reads of it and of its caller does not change.

#ifdef __linux__

static timer_t timer;
static bool has_timer;
static bridge_Context *volatile watched;
static volatile bool says_so;
/// The signal of the interrupt.
static volatile sig_atomic_t noted;

static const void *current_activation(lua_State *L) {
    lua_Debug activation;
    return L != NULL && lua_getstack(L, 0, &activation) ? activation.i_ci : NULL;
}

// Whether one C function has been running since the interrupt.
static bool is_stuck(bridge_Context *c) {
    lua_State *L = atomic_load(&c->current);
    return L != NULL && L == c->stuck.state && current_activation(L) == c->stuck.activation
        && c->allocations_made == c->stuck.allocations && c->raises == c->stuck.raises;
}

// The name by which Lua code calls the C function that runs; NULL if there is none.
static const char *running_name(bridge_Context *c, lua_Debug *activation) {
    lua_State *L = atomic_load(&c->current);
    if (!is_stuck(c)) {
        return NULL;
    }
    if (!lua_getstack(L, 0, activation) || !lua_getinfo(L, "Sn", activation) || activation->what[0] != 'C') {
        return NULL;
    }
    return activation->name;
}

// The library of a function whose name only one of Lua's own libraries has.
static const char *library(const char *name) {
    static const char *const names[][2] = {
        {"find", "string."}, {"match", "string."}, {"gmatch", "string."}, {"gsub", "string."}, {"rep", "string."},
        {"byte", "string."}, {"format", "string."}, {"reverse", "string."}, {"upper", "string."}, {"lower", "string."},
        {"sort", "table."}, {"concat", "table."}, {"unpack", "table."}, {"move", "table."}, {"insert", "table."},
        {"execute", "os."}, {"popen", "io."},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i][0], name) == 0) {
            return names[i][1];
        }
    }
    return "";
}

static char *append(char *end, const char *limit, const char *text) {
    while (*text != '\0' && end < limit) {
        // Names in bytecode can be anything.
        *end++ = (unsigned char)*text < 0x20 || *text == 0x7F ? '?' : *text;
        text++;
    }
    return end;
}

static void on_time(int number) {
    (void)number;
    int saved = errno;
    bridge_Context *c = watched;
    if (bridge_forward_signal(number) || c == NULL || bridge_interrupted(c) == BRIDGE_NOT_INTERRUPTED
        || c->raises != c->stuck.raises) {
        errno = saved;
        return;
    }
    if (noted == SIGTERM) {
        if (is_stuck(c)) {
            bridge_end_process(SIGTERM);
        } else {
            // It was called at the very moment of the signal, or something else runs: look again.
            bridge_note_interrupt(c, noted);
        }
        errno = saved;
        return;
    }
    if (!says_so) {
        errno = saved;
        return;
    }
    lua_Debug activation;
    const char *name = running_name(c, &activation);
    char message[160] = "\n";
    const char *limit = message + sizeof message - 1;
    char *end = append(message + 1, limit, "still inside ");
    if (name == NULL) {
        end = append(end, limit, "a C function");
    } else {
        end = append(append(end, limit, library(name)), end + 80, name);
    }
    end = append(end, limit, "; Ctrl-C again ends the session");
    *end++ = '\n';
    (void)!write(STDERR_FILENO, message, (size_t)(end - message));
    errno = saved;
}

void bridge_watch_interrupts(bridge_Context *c, bool with_message) {
    watched = c;
    says_so = with_message;
    if (has_timer || c == NULL) {
        return;
    }
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_time;
    action.sa_flags = SA_RESTART;
    // One that comes late is ignored, as this signal is by default.
    sigaction(SIGURG, &action, NULL);
    struct sigevent event;
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGURG;
    has_timer = timer_create(CLOCK_MONOTONIC, &event, &timer) == 0;
}

void bridge_note_interrupt(bridge_Context *c, int number) {
    if (!has_timer || c != watched) {
        return;
    }
    c->stuck.state = atomic_load(&c->current);
    c->stuck.activation = current_activation(c->stuck.state);
    c->stuck.allocations = c->allocations_made;
    c->stuck.raises = c->raises;
    noted = number;
    struct itimerspec second = {.it_value.tv_sec = 1};
    timer_settime(timer, 0, &second, NULL);
}

#else

void bridge_watch_interrupts(bridge_Context *c, bool with_message) { (void)c, (void)with_message; }

void bridge_note_interrupt(bridge_Context *c, int number) { (void)c, (void)number; }

#endif

BRIDGE_END
