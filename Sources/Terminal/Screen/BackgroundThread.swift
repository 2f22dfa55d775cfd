#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A thread that gets no signals: they are for the threads that expect them.
enum BackgroundThread {
    private final class Context {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    /// Runs `body` in a new thread, which is to be joined or detached; nil if there can be none.
    static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
        let context = Unmanaged.passRetained(Context(body))
        #if canImport(Glibc)
        var thread = pthread_t()
        let result = pthread_create(&thread, nil, { BackgroundThread.run($0) }, context.toOpaque())
        let started: pthread_t? = thread
        #else
        var started: pthread_t?
        let result = pthread_create(&started, nil, { BackgroundThread.run($0) }, context.toOpaque())
        #endif
        guard result == 0 else {
            context.release()
            return nil
        }
        return started
    }

    private static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { return nil }
        var signals = sigset_t()
        sigfillset(&signals)
        for fatal in [SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGTRAP] { sigdelset(&signals, fatal) }
        pthread_sigmask(SIG_SETMASK, &signals, nil)
        Unmanaged<Context>.fromOpaque(context).takeRetainedValue().body()
        return nil
    }
}
