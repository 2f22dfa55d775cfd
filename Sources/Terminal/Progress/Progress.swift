internal import Platform

/// The progress of transfers and of counts on standard error.
///
/// All calls may come from any thread. Of the events of ``handle(_:)`` only the last one of a transfer writes, as a
/// ``note(_:)`` does; the others do not block.
///
/// While bars are on a terminal, standard output and error are a pipe if they are that terminal; what is written to
/// them appears above the bars. A prompt, a pager or another program that needs the terminal itself takes it with
/// ``withCleared(_:)`` or ``pause()``.
package final class Progress: Sendable {
    package enum Mode: String, Sendable, CaseIterable {
        /// Bars on a terminal whose `TERM` is neither `dumb` nor missing, else lines.
        case auto
        /// Bars; lines if there is no terminal.
        case bar
        /// A line for each transfer every few seconds.
        case lines
        case json
        case none

        func decided(isTerminal: Bool, environment: (String) -> String?) -> Mode {
            switch self {
            case .auto: isTerminal && !TerminalType.isDumb(environment) ? .bar : .lines
            case .bar: isTerminal ? .bar : .lines
            case .lines, .json, .none: self
            }
        }
    }

    /// The form, decided: never `auto`.
    package let mode: Mode
    // Longer than a cancelled request takes to end.
    private static let settlingSeconds = 1.0
    /// Which the descriptor is, also while it is redirected because bars are shown.
    private let terminal: dev_t?
    private let output: ProgressOutput
    private let ticker: ProgressTicker

    /// Progress that is silent until a transfer begins.
    package init(
        mode: Mode,
        descriptor: Int32 = STDERR_FILENO,
        isColored: Bool,
        streams: [Int32] = [STDOUT_FILENO, STDERR_FILENO],
        environment: (String) -> String?
    ) {
        terminal = Display.terminal(of: descriptor)
        self.mode = mode.decided(isTerminal: terminal != nil, environment: environment)
        let output = ProgressOutput(self.mode, descriptor: descriptor, isColored: isColored, streams: streams)
        self.output = output
        ticker = ProgressTicker { output.update(at: Deadline.uptime) }
    }

    deinit {
        finish()
    }

    package func handle(_ event: ProgressEvent) {
        output.take(event, at: Deadline.uptime)
        switch event {
        case .ended, .failed, .countEnded: output.writeOutcomes(at: Deadline.uptime)
        // Something to show before the next regular time.
        case .began, .waits, .counting: if mode != .none { ticker.wake() }
        case .moved, .counted: break
        }
    }

    /// Writes a line, such as one of a log, above the bars; in JSON mode as `{"type":"log","message":…}`.
    ///
    /// It has no line end, and is shown as it is.
    package func note(_ line: String) {
        output.note(line, at: Deadline.uptime)
    }

    /// Runs something that needs the terminal, without bars on it.
    package func withCleared<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        pause()
        defer { resume() }
        return try body()
    }

    /// Removes the bars from the screen, until as many calls of ``resume()``.
    ///
    /// Lines that are written meanwhile (the end of a transfer, a note) go to the descriptor as it is then.
    package func pause() {
        output.pause()
    }

    package func resume() {
        output.resume(at: Deadline.uptime)
    }

    /// Shows the bars and lines above what an editor shows, until as many calls of ``leave(_:)``; if they go to another
    /// terminal or a file, they are only paused.
    package func join(_ editor: LineEditor) {
        if isTerminal(of: editor) { output.join(editor.display, at: Deadline.uptime) } else { pause() }
    }

    package func leave(_ editor: LineEditor) {
        if isTerminal(of: editor) { output.leave(at: Deadline.uptime) } else { resume() }
    }

    private func isTerminal(of editor: LineEditor) -> Bool {
        terminal.map { $0 == Display.terminal(of: editor.display.descriptor) } ?? false
    }

    /// Which transfers run, and how many have been stopped so far.
    package struct Mark {
        fileprivate let running: Set<Int>
        fileprivate let stops: Int
    }

    package var mark: Mark {
        let (running, stops) = output.transfers
        return Mark(running: running, stops: stops)
    }

    /// Waits a moment for the transfers that began after a mark and were cancelled to say so.
    ///
    /// - Returns: whether at least one has left a line.
    package func settle(since mark: Mark) -> Bool {
        let end = Deadline.uptime + Self.settlingSeconds
        while !output.transfers.running.isSubset(of: mark.running), Deadline.uptime < end { usleep(5000) }
        return output.transfers.stops > mark.stops
    }

    /// Removes the bars for good and ends all that belongs to them; only lines may be written later.
    package func finish() {
        ticker.end()
        output.finish()
    }
}
