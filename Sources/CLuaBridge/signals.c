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
/// What is done before a signal ends the process.
static _Atomic(void (*)(void)) before_end;

void bridge_before_end(void (*action)(void)) { atomic_store(&before_end, action); }

bool bridge_forward_signal(int number) {
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

// The second of a kind ends the process.
static void on_second_signal(int number) {
    if (!bridge_forward_signal(number)) {
        bridge_end_process(number);
    }
}

void bridge_end_process(int number) {
    set_action(number, SIG_DFL);
    void (*action)(void) = atomic_load(&before_end);
    if (action != NULL) {
        action();
    }
    // Takes effect when this handler returns.
    raise(number);
}

static void on_signal(int number) {
    if (bridge_forward_signal(number)) {
        return;
    }
    set_action(number, on_second_signal);
    bridge_Context *c = atomic_load(&interrupted_by_signal);
    if (c != NULL) {
        atomic_store(&received, number);
        bridge_note_interrupt(c, number);
        // A script may catch Ctrl-C and continue, as in `lua`, but not SIGTERM.
        bridge_interrupt(c, number == SIGINT ? atomic_load(&sigint_mode) : BRIDGE_UNTIL_TOP);
    }
}

void bridge_handle_signals(bridge_Context *c, int mode, bool with_sigterm) {
    atomic_store(&sigint_mode, mode);
    atomic_store(&interrupted_by_signal, c);
    atomic_store(&received, 0);
    lua_thread = pthread_self();
    if (mode == BRIDGE_UNTIL_TOP) {
        bridge_collect_names(c);
    }
    // At a prompt Ctrl-C is not meant to end the program.
    bridge_watch_interrupts(c, mode == BRIDGE_UNTIL_TOP || !with_sigterm);
    set_action(SIGINT, on_signal);
    set_action(SIGTERM, with_sigterm ? on_signal : SIG_DFL);
}

int bridge_stop_handling_signals(void) {
    set_action(SIGINT, SIG_DFL);
    set_action(SIGTERM, SIG_DFL);
    atomic_store(&interrupted_by_signal, NULL);
    bridge_watch_interrupts(NULL, false);
    return atomic_load(&received);
}

BRIDGE_END
