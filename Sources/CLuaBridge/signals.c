#define _POSIX_C_SOURCE 200809L

#include "context.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>

// A process has one terminal, so one state at a time is interrupted from it.
static _Atomic(bridge_Context *) interrupted_by_terminal;
static atomic_bool received;
/// The thread that runs Lua. A signal may be delivered to any; only there does it end a blocked read.
static pthread_t lua_thread;

static bool is_forwarded(int number) {
    if (pthread_equal(pthread_self(), lua_thread)) {
        return false;
    }
    pthread_kill(lua_thread, number);
    return true;
}

static void set_action(void (*action)(int)) {
    struct sigaction new_action;
    memset(&new_action, 0, sizeof new_action);
    new_action.sa_handler = action; // no SA_RESTART: a blocked read of the script ends too
    sigemptyset(&new_action.sa_mask);
    sigaction(SIGINT, &new_action, NULL);
}

static void on_sigint(int number) {
    if (is_forwarded(number)) {
        return;
    }
    set_action(SIG_DFL);
    bridge_Context *c = atomic_load(&interrupted_by_terminal);
    if (c != NULL) {
        atomic_store(&received, true);
        bridge_interrupt(c, BRIDGE_ONCE);
    }
}

void bridge_handle_sigint(bridge_Context *c) {
    atomic_store(&interrupted_by_terminal, c);
    atomic_store(&received, false);
    lua_thread = pthread_self();
    set_action(on_sigint);
}

static void on_sigint_while_reading(int number) {
    if (!is_forwarded(number)) {
        atomic_store(&received, true);
    }
}

void bridge_catch_sigint(void) {
    atomic_store(&received, false);
    lua_thread = pthread_self();
    set_action(on_sigint_while_reading);
}

bool bridge_stop_handling_sigint(void) {
    set_action(SIG_DFL);
    atomic_store(&interrupted_by_terminal, NULL);
    return atomic_load(&received);
}
