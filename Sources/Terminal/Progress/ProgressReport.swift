/// One form of reporting transfers.
///
/// A value: times are given, in seconds of a clock that does not go back.
protocol ProgressReport: Sendable {
    /// Notes an event; returns the lines to write at once.
    mutating func take(_ event: ProgressEvent, at time: Double) -> [String]
    /// The lines that are due.
    mutating func dueLines(at time: Double) -> [String]
    /// A note in this form.
    func note(_ line: String) -> String
    /// The bars to show below all lines.
    func rows(columns: Int, windowRows: Int, at time: Double) -> [Frame.Row]
    /// Whether lines may become due or bars change.
    var isRunning: Bool { get }
}

extension ProgressReport {
    mutating func take(_ event: ProgressEvent, at time: Double) -> [String] { [] }
    mutating func dueLines(at time: Double) -> [String] { [] }
    func note(_ line: String) -> String { line }
    func rows(columns: Int, windowRows: Int, at time: Double) -> [Frame.Row] { [] }
    var isRunning: Bool { false }
}

/// No progress at all, only notes.
struct ProgressSilence: ProgressReport {}

/// Bars for running transfers, and a line for each that has ended.
struct ProgressBars: ProgressReport {
    private var board = ProgressBoard()
    private let painter: FramePainter

    init(isColored: Bool) {
        painter = FramePainter(isColored: isColored)
    }

    var isRunning: Bool { board.isRunning }

    mutating func take(_ event: ProgressEvent, at time: Double) -> [String] {
        board.take(event, at: time).map { [painter.text(ProgressBoard.lastRow($0))] } ?? []
    }

    func rows(columns: Int, windowRows: Int, at time: Double) -> [Frame.Row] {
        board.rows(columns: columns, windowRows: windowRows, at: time)
    }
}
