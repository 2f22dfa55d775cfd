internal import Dispatch
internal import Synchronization

/// A thread of the operating system, for work that blocks: it must not run in Swift's pool.
package struct SystemThread: Equatable, @unchecked Sendable {
    // Unchecked for Darwin, where it is a pointer; the C library takes it from any thread.
    private let thread: pthread_t

    package static var current: SystemThread { SystemThread(thread: pthread_self()) }

    package static func == (left: SystemThread, right: SystemThread) -> Bool {
        pthread_equal(left.thread, right.thread) != 0
    }

    /// Runs `body` in a new thread, to be joined or detached.
    ///
    /// - Parameters:
    ///   - stackSize: in bytes; nil for the system's default.
    ///   - blocksSignals: signals are then for the threads that expect them; those of crashes still come.
    package static func start(
        stackSize: Int? = nil,
        blocksSignals: Bool = true,
        _ body: @escaping @Sendable () -> Void
    ) throws(Errno) -> SystemThread {
        #if canImport(Darwin)
        var thread: pthread_t?
        #else
        var thread = pthread_t()
        #endif
        let start = Unmanaged.passRetained(
            Start {
                if blocksSignals { blockSignals() }
                body()
            }
        )
        let code = withUnsafeTemporaryAllocation(of: pthread_attr_t.self, capacity: 1) { space in
            guard let attributes = space.baseAddress else { return ENOMEM }
            pthread_attr_init(attributes)
            defer { pthread_attr_destroy(attributes) }
            if let stackSize, pthread_attr_setstacksize(attributes, stackSize) != 0 { return EINVAL }
            return pthread_create(&thread, attributes, { SystemThread.run($0) }, start.toOpaque())
        }
        guard code == 0 else {
            start.release()
            throw Errno(rawValue: code)
        }
        #if canImport(Darwin)
        guard let thread else { throw .noMemory }
        #endif
        return SystemThread(thread: thread)
    }

    package func join() {
        pthread_join(thread, nil)
    }

    package func detach() {
        pthread_detach(thread)
    }

    private final class Start {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    private static func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        argument.map { Unmanaged<Start>.fromOpaque($0).takeRetainedValue().body() }
        return nil
    }

    /// Runs `body` with the signals blocked that are for the threads that expect them, also in threads that it starts.
    package static func withSignalsBlocked<Result>(_ body: () -> Result) -> Result {
        var previous = sigset_t()
        pthread_sigmask(SIG_SETMASK, nil, &previous)
        blockSignals()
        defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
        return body()
    }

    private static func blockSignals() {
        var signals = sigset_t()
        sigfillset(&signals)
        for signal in Signals.fatal { sigdelset(&signals, signal) }
        pthread_sigmask(SIG_SETMASK, &signals, nil)
    }
}

package enum TaskPool {
    private static let isStarted = Mutex(false)

    /// Starts the first of them: with no descriptors left, starting it later would end the process.
    package static func start() throws(Errno) {
        try isStarted.withLock { isStarted throws(Errno) in
            guard !isStarted else { return }
            try File.checkRoom(for: 4)
            let hasStarted = DispatchSemaphore(value: 0)
            DispatchQueue.global().async { hasStarted.signal() }
            hasStarted.wait()
            isStarted = true
        }
    }
}
