internal import Platform

/// Reads the pipe of an ``OutputCapture`` in a thread.
struct OutputDrain: Sendable {
    private let source: Int32
    private let stop: Int32
    private let done: Int32
    private let display: Display

    /// - Parameters:
    ///   - source: the pipe.
    ///   - stop: at its end when the capture ends.
    ///   - done: closed when all text from before that is shown.
    init(source: Int32, stop: Int32, done: Int32, _ display: Display) {
        self.source = source
        self.stop = stop
        self.done = done
        self.display = display
    }

    /// Starts the thread, which closes the descriptors; false if it cannot be started.
    func start() -> Bool {
        guard let thread = try? SystemThread.start(drain) else { return false }
        thread.detach()
        return true
    }

    private func drain() {
        if copyUntilStopped() {
            showRest()
            close(stop)
            close(done)
            while copy() {}
        } else {
            var entry = pollfd(fd: stop, events: Int16(POLLIN), revents: 0)
            while poll(&entry, 1, -1) < 0 {}
            close(stop)
            close(done)
        }
        close(source)
    }

    /// Whether the capture has ended before the pipe has.
    private func copyUntilStopped() -> Bool {
        while true {
            var entries = [source, stop].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&entries, 2, -1) > 0 else { continue }
            if entries[1].revents != 0 { return true }
            guard copy() else { return false }
        }
    }

    /// Shows what is in the pipe now, and does not wait for what a child process may still write.
    private func showRest() {
        var count: Int32 = 0
        guard ioctl(source, UInt(FIONREAD), &count) == 0 else { return }
        var left = Int(count)
        while left > 0, DescriptorIO.isReadable(source), let bytes = DescriptorIO.read(source, upTo: left),
            !bytes.isEmpty
        {
            display.printAbove(bytes)
            left -= bytes.count
        }
    }

    private func copy() -> Bool {
        let bytes = DescriptorIO.read(source) ?? []
        display.printAbove(bytes)
        return !bytes.isEmpty
    }
}
