internal import Platform
internal import Synchronization

/// The owner of the terminal and of the frame on it.
///
/// Any thread may print: its text appears above the frame.
final class Display: Sendable {
    private struct State {
        var frame: Frame?
        /// The part of it that was to be shown, without the header.
        var body: Frame?
        /// Rows for above it, such as bars, and the columns they are laid out for.
        var header: (rows: [Frame.Row], columns: Int) = ([], 0)
        /// The window that the frame was laid out for.
        var size: WindowSize
        /// Text to print later: the beginning of a line, or all text while something else has the terminal.
        var waiting: [UInt8] = []
        var isHeld = false
    }

    /// A longer line is broken, so that output without line ends is shown.
    private static let maximumLineBytes = 1 << 16

    /// A copy of the terminal's descriptor, which stays valid when the standard streams are redirected.
    let descriptor: Int32
    private let painter: FramePainter
    private let state: Mutex<State>

    init(output: Int32, isColored: Bool) {
        let copy = fcntl(output, F_DUPFD_CLOEXEC, 3)
        descriptor = copy >= 0 ? copy : dup(output)
        painter = FramePainter(isColored: isColored)
        state = Mutex(State(frame: nil, size: WindowSize(descriptor: descriptor)))
    }

    deinit {
        close(descriptor)
    }

    /// Whether a stream is this terminal.
    func isTerminal(_ stream: Int32) -> Bool {
        Self.terminal(of: stream).map { $0 == Self.terminal(of: descriptor) } ?? false
    }

    /// The device of a stream that is a terminal.
    static func terminal(of stream: Int32) -> dev_t? {
        var status = stat()
        return isatty(stream) != 0 && fstat(stream, &status) == 0 ? status.st_rdev : nil
    }

    var size: WindowSize { WindowSize(descriptor: descriptor) }

    /// Shows a frame that was laid out for a window of this size.
    func show(_ frame: Frame, size: WindowSize) {
        state.withLock { state in
            var bytes: [UInt8] = []
            if size != state.size || state.isHeld {
                bytes += eraseBytes(&state)
                state.size = size
            }
            state.isHeld = false
            if state.frame == nil { bytes += takeWaitingLines(&state) }
            state.body = frame
            let shown = Self.frame(state.header, above: frame, size)
            bytes += painter.update(from: state.frame, to: shown, columns: size.columns)
            state.frame = shown
            write(bytes)
        }
    }

    /// Sets rows to show above every frame, as far as the window has room for them.
    func setHeader(_ rows: [Frame.Row], columns: Int) {
        state.withLock { state in
            state.header = (rows, columns)
            // After a change of size a new frame follows.
            guard let old = state.frame, let body = state.body, !state.isHeld, state.size == size else { return }
            let shown = Self.frame(state.header, above: body, state.size)
            write(painter.update(from: old, to: shown, columns: state.size.columns))
            state.frame = shown
        }
    }

    private static func frame(
        _ header: (rows: [Frame.Row], columns: Int),
        above body: Frame,
        _ size: WindowSize
    ) -> Frame {
        let room = max(0, size.rows - body.rows.count - 1)
        let rows = header.columns == size.columns ? header.rows.suffix(room) : []
        return Frame(
            rows: rows + body.rows,
            cursorRow: rows.count + body.cursorRow,
            cursorColumn: body.cursorColumn
        )
    }

    func erase() {
        state.withLock { write(eraseBytes(&$0)) }
    }

    /// Removes the frame from the screen and holds all text until the next frame is shown.
    func hold() {
        state.withLock {
            write(eraseBytes(&$0))
            $0.isHeld = true
        }
    }

    /// Draws a whole frame that stays on the screen, with the cursor and the text that was held below it.
    func finish(_ frame: Frame) {
        state.withLock { state in
            var bytes = eraseBytes(&state) + painter.rows(frame, columns: size.columns)
            bytes += Self.lines(state.waiting)
            state.waiting = []
            state.isHeld = false
            write(FramePainter.unseen(bytes))
        }
    }

    /// Leaves the frame as it is, without the header, and the cursor below.
    func leave() {
        state.withLock { state in
            if let frame = state.frame, let body = state.body {
                write(painter.update(from: frame, to: body, columns: state.size.columns) + painter.leave(body))
            }
            state.frame = nil
        }
    }

    /// Forgets the frame: something else has used the terminal.
    func forget() {
        state.withLock { $0.frame = nil }
    }

    /// Clears the window; the next frame is shown at its top.
    func clear() {
        state.withLock { state in
            state.frame = nil
            write(Array("\u{1B}[H\u{1B}[2J".utf8))
        }
    }

    /// Prints text above the frame.
    ///
    /// A line that has not ended waits for its end while there is a frame.
    func printAbove(_ text: some Collection<UInt8>) {
        state.withLock { state in
            state.waiting += text
            guard !state.isHeld else { return }
            guard let frame = state.frame else {
                write(Self.lines(state.waiting))
                state.waiting = []
                return
            }
            let lines = takeWaitingLines(&state)
            guard !lines.isEmpty else { return }
            var bytes = eraseBytes(&state) + lines
            // After a change of size a new frame follows.
            if state.size == size {
                bytes += painter.update(from: nil, to: frame, columns: state.size.columns)
                state.frame = frame
            }
            write(FramePainter.unseen(bytes))
        }
    }

    /// Begins a row unless the cursor is at the beginning of one.
    func beginRow() {
        send(RowStart.bytes(columns: size.columns))
    }

    /// Writes bytes that do not move the cursor.
    func send(_ bytes: [UInt8]) {
        state.withLock { _ in write(bytes) }
    }

    private func eraseBytes(_ state: inout State) -> [UInt8] {
        guard let frame = state.frame else { return [] }
        state.frame = nil
        return painter.erase(frame, columns: size.columns)
    }

    private func takeWaitingLines(_ state: inout State) -> [UInt8] {
        if let end = state.waiting.lastIndex(of: 0x0A) {
            let lines = Self.lines(state.waiting[...end])
            state.waiting.removeFirst(end + 1)
            return lines
        }
        guard state.waiting.count > Self.maximumLineBytes else { return [] }
        defer { state.waiting = [] }
        return Self.lines(state.waiting) + [0x0D, 0x0A]
    }

    /// The text with carriage returns, and with the colour reset after it.
    private static func lines(_ text: some Collection<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count + text.count / 16)
        for byte in text {
            if byte == 0x0A { bytes.append(0x0D) }
            bytes.append(byte)
        }
        if bytes.contains(0x1B) { bytes += Array("\u{1B}[0m".utf8) }
        return bytes
    }

    private func write(_ bytes: [UInt8]) {
        DescriptorIO.write(bytes, to: descriptor)
    }
}
