internal import Platform
internal import Synchronization

/// A thread that does something ten times a second while there is something to do.
final class ProgressTicker: Sendable {
    private static let milliseconds: Int32 = 100

    private struct State {
        var pipe: (reading: Int32, writing: Int32)?
        var thread: SystemThread?
        var isEnded = false
    }

    private let body: @Sendable () -> Bool
    private let state = Mutex(State())

    /// - Parameter body: returns whether there is more to do; if not, the thread sleeps until ``wake()``.
    init(_ body: @escaping @Sendable () -> Bool) {
        self.body = body
    }

    /// Makes the thread run the body soon; the first call starts the thread.
    func wake() {
        state.withLock { state in
            guard !state.isEnded else { return }
            if state.thread == nil { start(&state) }
            guard let pipe = state.pipe else { return }
            var byte: UInt8 = 1
            // A full pipe wakes it as well.
            _ = write(pipe.writing, &byte, 1)
        }
    }

    /// Ends the thread, and returns when it has ended.
    func end() {
        let (pipe, thread) = state.withLock { state in
            defer {
                state.pipe = nil
                state.thread = nil
                state.isEnded = true
            }
            return (state.pipe, state.thread)
        }
        guard let pipe, let thread else { return }
        close(pipe.writing)
        thread.join()
    }

    private func start(_ state: inout State) {
        guard let pipe = DescriptorIO.makePipe() else { return }
        for end in [pipe.reading, pipe.writing] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        let body = body
        guard let thread = try? SystemThread.start({ Self.run(pipe.reading, body) }) else {
            close(pipe.reading)
            close(pipe.writing)
            return
        }
        state.pipe = pipe
        state.thread = thread
    }

    private static func run(_ descriptor: Int32, _ body: () -> Bool) {
        var isBusy = false
        while true {
            var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&entry, 1, isBusy ? milliseconds : -1) > 0, DescriptorIO.read(descriptor)?.isEmpty == true {
                break
            }
            isBusy = body()
        }
        close(descriptor)
    }
}
