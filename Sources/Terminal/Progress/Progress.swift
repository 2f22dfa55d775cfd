internal import Platform

/// The progress of transfers on standard error.
///
/// All calls may come from any thread. Of those of ``handle(_:)`` only the last event of a transfer writes, as one of
/// ``note(_:)`` does; the others do not block.
///
/// While bars are on a terminal, standard output and error are a pipe if they are that terminal; what is written to
/// them appears above the bars. Whoever needs the terminal itself (a prompt, a pager, another program) takes it with
/// ``withCleared(_:)`` or ``pause()``.
public final class Progress: Sendable {
    /// The form of progress.
    public enum Mode: String, Sendable, CaseIterable {
        /// Bars on a terminal whose `TERM` is not `dumb`, else lines.
        case auto
        /// Bars; lines where there is no terminal.
        case bar
        /// A line for each transfer every few seconds.
        case lines
        /// An object in JSON per line.
        case json
        /// Nothing but notes.
        case none
    }

    /// The form, decided: never `auto`.
    public let mode: Mode
    private let driver: any ProgressDriver
    private let ticker: ProgressTicker
    private let clock: @Sendable () -> Double
    private let isTicking: Bool

    /// Progress that is silent until a transfer begins.
    ///
    /// - Parameters:
    ///   - mode: the form.
    ///   - descriptor: where it is written, standard error unless said otherwise.
    ///   - isColored: whether bars may have colours.
    ///   - environment: looks up an environment variable.
    public convenience init(
        mode: Mode,
        descriptor: Int32 = 2,
        isColored: Bool,
        environment: (String) -> String?
    ) {
        self.init(
            mode: mode.decided(isTerminal: isatty(descriptor) != 0, environment: environment),
            descriptor: descriptor,
            isColored: isColored,
            isTicking: true,
            clock: { Deadline.uptime }
        )
    }

    init(
        mode: Mode,
        descriptor: Int32,
        isColored: Bool,
        streams: [Int32] = [STDOUT_FILENO, STDERR_FILENO],
        isTicking: Bool,
        clock: @escaping @Sendable () -> Double
    ) {
        self.mode = mode
        let driver: any ProgressDriver =
            switch mode {
            case .auto, .bar: ProgressBars(descriptor: descriptor, isColored: isColored, streams: streams)
            case .lines: ProgressStream(ProgressLines(), descriptor: descriptor)
            case .json: ProgressStream(ProgressJSON(), descriptor: descriptor)
            case .none: ProgressStream(ProgressSilence(), descriptor: descriptor)
            }
        self.driver = driver
        self.clock = clock
        self.isTicking = isTicking
        ticker = ProgressTicker { driver.update(at: clock()) }
    }

    deinit {
        finish()
    }

    /// Shows what has happened to a transfer.
    public func handle(_ event: ProgressEvent) {
        driver.take(event, at: clock())
        if event.isLast {
            driver.writeOutcomes(at: clock())
        } else if isTicking, mode != .none, event.isNews {
            ticker.wake()
        }
    }

    /// Writes a line, such as one of a log, above the bars; in the form of JSON as `{"type":"log","message":…}`.
    ///
    /// It has no line end, and is shown as it is.
    public func note(_ line: String) {
        driver.note(line, at: clock())
    }

    /// Runs something that needs the terminal, without bars on it.
    public func withCleared<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        pause()
        defer { resume() }
        return try body()
    }

    /// Takes the bars from the screen, until as many calls of ``resume()``.
    ///
    /// What is said meanwhile in lines (the end of a transfer, a note) goes to the descriptor as it is then.
    public func pause() {
        driver.pause()
    }

    /// Draws the bars again.
    public func resume() {
        driver.resume(at: clock())
    }

    /// Takes the bars from the screen for good and ends all that belongs to them; only lines may be written later.
    public func finish() {
        ticker.end()
        driver.finish()
    }

    /// Draws the bars as they are now, or writes the lines that are due; otherwise a thread does so.
    func update() {
        driver.update(at: clock())
    }
}

extension Progress.Mode {
    func decided(isTerminal: Bool, environment: (String) -> String?) -> Progress.Mode {
        switch self {
        case .auto: isTerminal && environment("TERM") != "dumb" ? .bar : .lines
        case .bar: isTerminal ? .bar : .lines
        case .lines, .json, .none: self
        }
    }
}
