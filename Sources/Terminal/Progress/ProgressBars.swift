internal import Platform
internal import Synchronization

/// Progress as bars at the bottom of a terminal.
///
/// Whatever else is written to the terminal by this program meanwhile appears above them, in whole lines.
final class ProgressBars: ProgressDriver {
    private struct State {
        var board = ProgressBoard()
        /// What is to stay on the screen.
        var outcomes: [Frame.Row] = []
    }

    private struct Screen {
        /// While bars are drawn.
        var session: ProgressSession?
        var pauses = 0
    }

    private let descriptor: Int32
    private let display: Display
    private let painter: FramePainter
    private let streams: [Int32]
    private let state = Mutex(State())
    /// Held while something is written; taken before `state`.
    private let screen = Mutex(Screen())

    /// - Parameters:
    ///   - descriptor: the terminal.
    ///   - isColored: whether bars may have colours.
    ///   - streams: their text is shown above the bars if they are the same terminal.
    init(descriptor: Int32, isColored: Bool, streams: [Int32] = [STDOUT_FILENO, STDERR_FILENO]) {
        self.descriptor = descriptor
        self.streams = streams
        display = Display(output: descriptor, isColored: isColored)
        painter = FramePainter(isColored: isColored)
    }

    func take(_ event: ProgressEvent, at time: Double) {
        state.withLock { state in
            guard let outcome = state.board.take(event, at: time) else { return }
            state.outcomes.append(ProgressBoard.lastRow(outcome))
        }
    }

    @discardableResult
    func update(at time: Double) -> Bool {
        screen.withLock { draw(&$0, at: time) }
        return state.withLock { $0.board.isRunning }
    }

    func writeOutcomes(at time: Double) {
        screen.withLock { screen in
            // With others still running, the next update draws their bars.
            if state.withLock({ $0.board.isRunning }) { writeOutcomes(screen) } else { draw(&screen, at: time) }
        }
    }

    func note(_ line: String, at time: Double) {
        screen.withLock { screen in
            writeOutcomes(screen)
            write(Array(line.utf8), screen)
        }
    }

    func pause() {
        screen.withLock { screen in
            screen.pauses += 1
            endSession(&screen)
        }
    }

    func resume(at time: Double) {
        screen.withLock { screen in
            screen.pauses = max(0, screen.pauses - 1)
            draw(&screen, at: time)
        }
    }

    func finish() {
        screen.withLock { screen in
            // Nothing draws after this.
            screen.pauses += 1
            endSession(&screen)
            writeOutcomes(screen)
        }
    }

    private func draw(_ screen: inout Screen, at time: Double) {
        let size = display.size
        let rows = state.withLock { $0.board.rows(columns: size.columns, windowRows: size.rows, at: time) }
        if screen.session != nil, ProgressSignals.takeContinued() { display.forget() }
        guard !rows.isEmpty, screen.pauses == 0, isInForeground else {
            endSession(&screen)
            writeOutcomes(screen)
            return
        }
        writeOutcomes(screen)
        if screen.session == nil {
            display.send(Self.newRow(columns: size.columns))
            screen.session = ProgressSession(display: display, streams: streams)
        }
        // Below the bars the cursor is where a shell's prompt belongs if the program is killed.
        display.show(Frame(rows: rows + [[]], cursorRow: rows.count, cursorColumn: 0), size: size)
    }

    private func endSession(_ screen: inout Screen) {
        guard let session = screen.session else { return }
        // The shell has the terminal if this runs behind it.
        if isInForeground { display.erase() } else { display.forget() }
        session.end()
        // The beginning of a line that was kept back until its end.
        display.printAbove([])
        screen.session = nil
    }

    private func writeOutcomes(_ screen: borrowing Screen) {
        let rows = state.withLock { state in
            defer { state.outcomes = [] }
            return state.outcomes
        }
        guard !rows.isEmpty else { return }
        let bytes = rows.flatMap { row in
            painter.rows(Frame(rows: [row], cursorRow: 0, cursorColumn: 0), columns: 0).filter { $0 != 0x0D }
        }
        write(bytes, screen)
    }

    /// Writes lines above the bars, or as everybody does while there are none.
    private func write(_ bytes: [UInt8], _ screen: borrowing Screen) {
        let lines = bytes.last == 0x0A ? bytes : bytes + [0x0A]
        if screen.session == nil {
            DescriptorIO.write(lines, to: descriptor)
        } else {
            display.printAbove(lines)
        }
    }

    /// Whether the terminal is this program's to draw on, and not the shell's that it runs behind.
    private var isInForeground: Bool {
        let group = tcgetpgrp(display.descriptor)
        return group < 0 || group == getpgrp()
    }

    /// Begins a row unless the cursor is at the beginning of one: after a full row of spaces it waits at the row's end,
    /// or is in the next row.
    private static func newRow(columns: Int) -> [UInt8] {
        Array(repeating: 0x20, count: columns) + [0x0D]
    }
}
