#define _POSIX_C_SOURCE 200809L

#include "context.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>

// A process has one terminal, so one state at a time is interrupted from it.
static _Atomic(bridge_Context *) interrupted_by_signal;
static atomic_int received;
/// How far a SIGINT reaches.
static atomic_int sigint_mode;
/// The thread that runs Lua. A signal may be delivered to any; only there does it end a blocked read.
static pthread_t lua_thread;

static bool is_forwarded(int number) {
    if (pthread_equal(pthread_self(), lua_thread)) {
        return false;
    }
    pthread_kill(lua_thread, number);
    return true;
}

static void set_action(int number, void (*action)(int)) {
    struct sigaction new_action;
    memset(&new_action, 0, sizeof new_action);
    new_action.sa_handler = action; // no SA_RESTART: a blocked read of the script ends too
    sigemptyset(&new_action.sa_mask);
    sigaction(number, &new_action, NULL);
}

static void on_signal(int number) {
    if (is_forwarded(number)) {
        return;
    }
    set_action(number, SIG_DFL);
    bridge_Context *c = atomic_load(&interrupted_by_signal);
    if (c != NULL) {
        atomic_store(&received, number);
        // A script may catch Ctrl-C and continue, as in `lua`, but not SIGTERM.
        bridge_interrupt(c, number == SIGINT ? atomic_load(&sigint_mode) : BRIDGE_UNTIL_TOP);
    }
}

void bridge_handle_signals(bridge_Context *c, int mode, bool with_sigterm) {
    atomic_store(&sigint_mode, mode);
    atomic_store(&interrupted_by_signal, c);
    atomic_store(&received, 0);
    lua_thread = pthread_self();
    set_action(SIGINT, on_signal);
    set_action(SIGTERM, with_sigterm ? on_signal : SIG_DFL);
}

int bridge_stop_handling_signals(void) {
    set_action(SIGINT, SIG_DFL);
    set_action(SIGTERM, SIG_DFL);
    atomic_store(&interrupted_by_signal, NULL);
    return atomic_load(&received);
}

BRIDGE_END
