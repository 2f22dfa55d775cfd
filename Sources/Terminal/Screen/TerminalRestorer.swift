internal import Platform
internal import Synchronization

/// Restores the terminal, also in signal handlers: it uses only plain memory and async-signal-safe calls.
package enum TerminalRestorer {
    // The pointer is atomic, and what it points to is used by the one reader and by signal handlers.
    nonisolated(unsafe) private static let storage = Atomic<UnsafeMutablePointer<TerminalRecord>?>(nil)
    static let isNeeded = Atomic<Bool>(false)

    static var record: UnsafeMutablePointer<TerminalRecord>? { storage.load(ordering: .acquiring) }

    /// Creates the record; not for signal handlers.
    static func prepare() -> UnsafeMutablePointer<TerminalRecord> {
        if let record { return record }
        let made = UnsafeMutablePointer<TerminalRecord>.allocate(capacity: 1)
        made.initialize(to: TerminalRecord())
        let (isStored, other) = storage.compareExchange(expected: nil, desired: made, ordering: .acquiringAndReleasing)
        guard isStored else { return other ?? made }
        // Initialized here, so that no signal handler is the first to use it.
        _ = isNeeded.load(ordering: .relaxed)
        atexit {
            TerminalRestorer.restore()
            TerminalRestorer.endCapture()
        }
        return made
    }

    /// Leaves raw mode, with the cursor below the frame.
    static func restore() {
        guard isNeeded.exchange(false, ordering: .acquiringAndReleasing), let record else { return }
        _ = tcsetattr(record.pointee.input, TCSANOW, &record.pointee.modes)
        let bytes = record.pointee.leavingBytes
        _ = write(record.pointee.output, bytes.baseAddress, bytes.count)
    }

    /// Connects the standard streams to the terminal again and shows what was written to them.
    static func endCapture() {
        guard let record else { return }
        for index in 0..<record.pointee.capturedCount {
            dup2(record.pointee.captured[index].copy, record.pointee.captured[index].stream)
        }
        record.pointee.capturedCount = 0
        guard record.pointee.capturePipe >= 0 else { return }
        var entry = pollfd(fd: record.pointee.capturePipe, events: Int16(POLLIN), revents: 0)
        record.pointee.capturePipe = -1
        let buffer = record.pointee.buffer
        while poll(&entry, 1, 0) > 0 {
            let count = read(entry.fd, buffer.baseAddress, buffer.count)
            guard count > 0 else { return }
            _ = write(record.pointee.output, buffer.baseAddress, count)
        }
    }

    /// All of that, for a signal that ends the process.
    package static var restoreBeforeEnd: @convention(c) () -> Void {
        // Initialized here, so that no signal handler is the first to use them.
        _ = (isNeeded.load(ordering: .relaxed), record)
        return {
            TerminalRestorer.restore()
            TerminalRestorer.endCapture()
        }
    }

    static func tellReader(_ event: TerminalSignals.Event) {
        guard let record else { return }
        var byte = event.rawValue
        _ = write(record.pointee.signalPipe.writing, &byte, 1)
    }
}

/// What a signal handler needs to restore the terminal, in memory that is never freed.
struct TerminalRecord {
    static let signalLimit = 65
    static let captureLimit = 2
    private static let leaving = "\u{1B}[?2026l\u{1B}[?25h\u{1B}[0m\u{1B}[?2004l\r\n\u{1B}[J"

    var input: Int32 = -1
    var output: Int32 = -1
    var modes = termios()
    /// Tells the reader which signals came; -1 if there is none.
    let signalPipe: (reading: Int32, writing: Int32)
    /// The redirected streams, and copies of what they were.
    let captured: UnsafeMutablePointer<(stream: Int32, copy: Int32)>
    var capturedCount = 0
    /// Their text can be read here.
    var capturePipe: Int32 = -1
    /// The previous actions, by signal.
    let previousActions: UnsafeMutablePointer<sigaction>
    /// Ends all terminal modes and moves below the frame.
    let leavingBytes: UnsafeMutableBufferPointer<UInt8>
    let buffer: UnsafeMutableRawBufferPointer

    init() {
        signalPipe = DescriptorIO.makePipe() ?? (-1, -1)
        for end in [signalPipe.reading, signalPipe.writing] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        previousActions = .allocate(capacity: Self.signalLimit)
        previousActions.initialize(repeating: sigaction(), count: Self.signalLimit)
        leavingBytes = .allocate(capacity: Self.leaving.utf8.count)
        _ = leavingBytes.initialize(from: Self.leaving.utf8)
        captured = .allocate(capacity: Self.captureLimit)
        captured.initialize(repeating: (-1, -1), count: Self.captureLimit)
        buffer = .allocate(byteCount: 4096, alignment: 1)
    }
}
