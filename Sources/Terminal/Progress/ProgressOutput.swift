internal import Platform
internal import Synchronization

/// Writes a report to a descriptor: its lines, and at the bottom of a terminal its bars.
///
/// Events come from any thread. While there are bars, whatever else this program writes to the terminal appears above
/// them, in whole lines.
final class ProgressOutput: Sendable {
    private struct State {
        var report: any ProgressReport
        var lines: [String] = []
        var running: Set<Int> = []
        /// How many transfers were cancelled and left a line that says so.
        var stops = 0
    }

    /// What is changed in the process while bars are on its terminal.
    private struct Session {
        let capture: OutputCapture?
        let signals: TerminalSignals
    }

    private struct Screen {
        /// While bars are drawn.
        var session: Session?
        var pauses = 0
        /// Of a prompt, above which the bars and lines are shown meanwhile.
        var host: Display?
    }

    private let descriptor: Int32
    /// The terminal; nil if there are no bars.
    private let display: Display?
    private let streams: [Int32]
    private let state: Mutex<State>
    /// Held while something is written, so that lines stay in order; taken before `state`.
    private let screen = Mutex(Screen())

    /// - Parameter streams: their text is shown above the bars if they are the same terminal.
    init(_ mode: Progress.Mode, descriptor: Int32, isColored: Bool, streams: [Int32]) {
        self.descriptor = descriptor
        self.streams = streams
        let report: any ProgressReport =
            switch mode {
            case .auto, .bar: ProgressBars(isColored: isColored)
            case .lines: ProgressLines()
            case .json: ProgressJSON()
            case .none: ProgressSilence()
            }
        display = report is ProgressBars ? Display(output: descriptor, isColored: isColored) : nil
        state = Mutex(State(report: report))
    }

    /// Notes an event without writing, so that it does not block.
    func take(_ event: ProgressEvent, at time: Double) {
        state.withLock { state in
            let lines = state.report.take(event, at: time)
            state.lines += lines
            switch event {
            case .began(let id, _, _, _): state.running.insert(id)
            case .ended(let id, _): state.running.remove(id)
            case .failed(let id, let kind, _, _, _):
                state.running.remove(id)
                if kind == "cancelled", !lines.isEmpty { state.stops += 1 }
            case .moved, .waits, .counting, .counted, .countEnded: break
            }
        }
    }

    /// Writes what is due; returns whether transfers run, whose state changes with time.
    @discardableResult
    func update(at time: Double) -> Bool {
        screen.withLock { draw(&$0, at: time) }
        return state.withLock { $0.report.isRunning }
    }

    func writeOutcomes(at time: Double) {
        screen.withLock { screen in
            // With others still running, the next update draws their bars.
            if state.withLock({ $0.report.isRunning }) {
                writeLines(screen, dueAt: time)
            } else {
                draw(&screen, at: time)
            }
        }
    }

    func note(_ line: String, at time: Double) {
        state.withLock { state in
            let line = state.report.note(line)
            state.lines.append(line)
        }
        screen.withLock { writeLines($0, dueAt: time) }
    }

    /// The transfers that run, and how many have been stopped with a line that says so.
    var transfers: (running: Set<Int>, stops: Int) { state.withLock { ($0.running, $0.stops) } }

    /// Shows the bars and lines above what a prompt shows on the same terminal, until ``leave(at:)``.
    func join(_ host: Display, at time: Double) {
        screen.withLock { screen in
            endSession(&screen)
            screen.host = host
            draw(&screen, at: time)
        }
    }

    func leave(at time: Double) {
        screen.withLock { screen in
            screen.host?.setHeader([], columns: 0)
            screen.host = nil
            if display != nil { draw(&screen, at: time) }
        }
    }

    /// Removes the bars until as many calls of ``resume(at:)``.
    func pause() {
        screen.withLock { screen in
            screen.pauses += 1
            endSession(&screen)
        }
    }

    func resume(at time: Double) {
        screen.withLock { screen in
            screen.pauses = max(0, screen.pauses - 1)
            if display != nil { draw(&screen, at: time) }
        }
    }

    /// Removes the bars for good; what comes later is written in lines.
    func finish() {
        screen.withLock { screen in
            screen.pauses += 1
            endSession(&screen)
            writeLines(screen, dueAt: nil)
        }
    }

    private func draw(_ screen: inout Screen, at time: Double) {
        guard let display else { return writeLines(screen, dueAt: time) }
        if let host = screen.host { return draw(above: host, screen, at: time) }
        let size = display.size
        let rows = state.withLock { $0.report.rows(columns: size.columns, windowRows: size.rows, at: time) }
        let events = screen.session?.signals.takeEvents() ?? []
        if events.contains(.stopRequested) {
            // The shell writes where the bars were.
            endSession(&screen)
            stopProcess()
        } else if !events.isEmpty {
            display.forget()
        }
        guard !rows.isEmpty, screen.pauses == 0, Self.isInForeground(display) else {
            endSession(&screen)
            return writeLines(screen, dueAt: time)
        }
        writeLines(screen, dueAt: time)
        if screen.session == nil {
            display.beginRow()
            screen.session = beginSession(on: display)
        }
        // Below the bars the cursor is where a shell's prompt belongs if the program is killed.
        display.show(Frame(rows: rows + [[]], cursorRow: rows.count, cursorColumn: 0), size: size)
    }

    private func draw(above host: Display, _ screen: borrowing Screen, at time: Double) {
        writeLines(screen, dueAt: time)
        let size = host.size
        guard Self.isInForeground(host) else { return }
        // Half of the window stays for what is being written.
        let rows = state.withLock { $0.report.rows(columns: size.columns, windowRows: size.rows / 2, at: time) }
        host.setHeader(screen.pauses == 0 ? rows : [], columns: size.columns)
    }

    private func beginSession(on display: Display) -> Session {
        let record = TerminalRestorer.prepare()
        // For the rest of the pipe when the program exits; while a line is read the reader sets it.
        if !TerminalRestorer.isNeeded.load(ordering: .acquiring) { record.pointee.output = display.descriptor }
        return Session(
            capture: OutputCapture(display: display, streams: streams),
            signals: TerminalSignals(isReading: false)
        )
    }

    private func endSession(_ screen: inout Screen) {
        guard let display, let session = screen.session else { return }
        screen.session = nil
        // In the background the terminal belongs to the shell.
        if Self.isInForeground(display) { display.erase() } else { display.forget() }
        session.signals.uninstall()
        session.capture?.end()
        // Prints the beginning of a line that was held until its end.
        display.printAbove([])
    }

    /// Writes the pending lines, and those that are due at a time, above the bars if there are any.
    private func writeLines(_ screen: borrowing Screen, dueAt time: Double?) {
        let lines = state.withLock { state in
            let due = time.map { state.report.dueLines(at: $0) } ?? []
            defer { state.lines = [] }
            return state.lines + due
        }
        guard !lines.isEmpty else { return }
        if let display = screen.host ?? (screen.session == nil ? nil : display) {
            display.printAbove(Array(lines.joined(separator: "\n").utf8) + [0x0A])
        } else {
            // Not behind the ^C that the terminal has shown.
            if let display { display.beginRow() }
            // Each line is one write, so that other programs' lines do not come within it.
            for line in lines { DescriptorIO.write(Array("\(line)\n".utf8), to: descriptor) }
        }
    }

    /// Whether this program has the terminal, and does not run in the background of a shell.
    private static func isInForeground(_ display: Display) -> Bool {
        let group = tcgetpgrp(display.descriptor)
        return group < 0 || group == getpgrp()
    }
}
