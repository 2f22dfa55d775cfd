internal import Platform

/// Shows what is written to standard output and standard error above the frame.
///
/// Both are a pipe meanwhile, which a thread reads.
final class OutputCapture {
    private let stopPipe: (reading: Int32, writing: Int32)
    private let donePipe: (reading: Int32, writing: Int32)
    private let copies: [(stream: Int32, copy: Int32)]
    private let record = TerminalRestorer.prepare()

    /// Captures those of the streams that are the terminal of the display; nil if there are none, or not enough
    /// descriptors.
    init?(display: Display, streams: [Int32]) {
        let streams = streams.filter { Self.isSameTerminal($0, display.descriptor) }.prefix(TerminalRecord.captureLimit)
        guard !streams.isEmpty else { return nil }
        let pipes = (0..<3).compactMap { _ in DescriptorIO.makePipe() }
        let copied = streams.map { fcntl($0, F_DUPFD_CLOEXEC, 3) }
        guard pipes.count == 3, copied.allSatisfy({ $0 >= 0 }) else {
            for descriptor in pipes.flatMap({ [$0.reading, $0.writing] }) + copied where descriptor >= 0 {
                close(descriptor)
            }
            return nil
        }
        stopPipe = pipes[1]
        donePipe = pipes[2]
        let drain = OutputDrain(source: pipes[0].reading, stop: stopPipe.reading, done: donePipe.writing, display)
        guard drain.start() else {
            for descriptor in pipes.flatMap({ [$0.reading, $0.writing] }) + copied { close(descriptor) }
            return nil
        }
        record.pointee.capturePipe = pipes[0].reading
        copies = zip(streams, copied).map { ($0, $1) }
        for (index, copy) in copies.enumerated() {
            record.pointee.captured[index] = copy
            dup2(pipes[0].writing, copy.stream)
        }
        record.pointee.capturedCount = copies.count
        close(pipes[0].writing)
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
        close(stopPipe.writing)
        while DescriptorIO.read(donePipe.reading, upTo: 1) == nil {}
        close(donePipe.reading)
    }

    private static func isSameTerminal(_ stream: Int32, _ terminal: Int32) -> Bool {
        var first = stat()
        var second = stat()
        return isatty(stream) != 0 && fstat(stream, &first) == 0 && fstat(terminal, &second) == 0
            && first.st_rdev == second.st_rdev
    }
}
