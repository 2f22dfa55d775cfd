internal import Platform

/// What a signal handler needs to restore the terminal, in memory that is never freed.
struct TerminalRecord {
    static let signalLimit = 65
    static let captureLimit = 2
    private static let leaving = "\u{1B}[?2026l\u{1B}[?25h\u{1B}[0m\u{1B}[?2004l\r\n\u{1B}[J"

    var input: Int32 = -1
    var output: Int32 = -1
    /// The terminal's original modes.
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
