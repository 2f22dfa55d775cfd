internal import Dispatch
internal import Platform

/// Shows what is written to standard output and standard error above the frame.
///
/// Both are a pipe meanwhile, which a thread reads.
final class OutputCapture {
    private let drain: OutputDrain
    /// Closed when the capture ends.
    private let stop: Int32
    private let copies: [(stream: Int32, copy: Int32)]
    private let record = TerminalRestorer.prepare()

    /// Captures those of the streams that are the terminal of the display; nil if there are none, or not enough
    /// descriptors.
    init?(display: Display, streams: [Int32]) {
        let streams = streams.filter(display.isTerminal).prefix(TerminalRecord.captureLimit)
        guard !streams.isEmpty else { return nil }
        let pipes = (0..<2).compactMap { _ in DescriptorIO.makePipe() }
        copies = streams.map { ($0, fcntl($0, F_DUPFD_CLOEXEC, 3)) }
        if pipes.count == 2, copies.allSatisfy({ $0.copy >= 0 }) {
            let drain = OutputDrain(source: pipes[0].reading, stop: pipes[1].reading, display: display)
            if let thread = try? SystemThread.start(drain.run) {
                thread.detach()
                self.drain = drain
                stop = pipes[1].writing
                record.pointee.capturePipe = pipes[0].reading
                for (index, copy) in copies.enumerated() {
                    record.pointee.captured[index] = copy
                    dup2(pipes[0].writing, copy.stream)
                }
                record.pointee.capturedCount = copies.count
                close(pipes[0].writing)
                return
            }
        }
        for descriptor in pipes.flatMap({ [$0.reading, $0.writing] }) + copies.map(\.copy) where descriptor >= 0 {
            close(descriptor)
        }
        return nil
    }

    /// Ends the capture: the streams are the terminal again, and what was written to them before is shown.
    ///
    /// The output of a child process that still has the pipe is shown later.
    func end() {
        record.pointee.capturedCount = 0
        for copy in copies {
            dup2(copy.copy, copy.stream)
            close(copy.copy)
        }
        record.pointee.capturePipe = -1
        close(stop)
        drain.isDone.wait()
    }
}

/// What the thread does; it closes both descriptors.
private struct OutputDrain: Sendable {
    let source: Int32
    /// At its end when the capture ends.
    let stop: Int32
    let display: Display
    /// All text from before the end of the capture is shown.
    let isDone = DispatchSemaphore(value: 0)

    func run() {
        let isOpen = copyUntilStopped()
        if isOpen { showRest() }
        isDone.signal()
        close(stop)
        while isOpen, copy() {}
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
