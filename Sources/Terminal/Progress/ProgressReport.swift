/// One form of reporting transfers: a value, that is given the times.
protocol ProgressReport: Sendable {
    /// Notes an event; returns the lines to write at once.
    mutating func take(_ event: ProgressEvent, at time: Double) -> [String]
    mutating func dueLines(at time: Double) -> [String]
    func note(_ line: String) -> String
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

/// What happens to a transfer of a file, or to a count of items.
///
/// The number `id` tells transfers apart; it may be used again when the transfer has ended or failed.
package enum ProgressEvent: Equatable, Sendable {
    /// A transfer starts, or resumes after the bytes that the server has confirmed; `total` is nil if it is unknown.
    case began(id: Int, name: String, total: Int64?, confirmed: Int64)
    /// How many bytes, counted from the beginning of the file, are sent, and how many the server has confirmed.
    ///
    /// Both may be less than before, after a failure.
    case moved(id: Int, sent: Int64, confirmed: Int64, total: Int64?)
    /// A failed step is retried after some seconds; each counts as one retry.
    case waits(id: Int, seconds: Double, reason: String)
    /// The transfer is complete; `bytes` is the size of the whole file.
    case ended(id: Int, bytes: Int64)
    case failed(id: Int, kind: String, message: String, hint: String?, statusCode: Int?)
    /// Items are counted, such as those of a recipe; `total` is nil if it is unknown.
    case counting(id: Int, name: String, total: Int64?)
    case counted(id: Int, done: Int64, total: Int64?)
    /// The count is over; it may leave a line that says how far it came.
    case countEnded(id: Int, leavesLine: Bool)

    var id: Int {
        switch self {
        case .began(let id, _, _, _), .moved(let id, _, _, _), .waits(let id, _, _), .ended(let id, _): id
        case .failed(let id, _, _, _, _), .counting(let id, _, _), .counted(let id, _, _), .countEnded(let id, _): id
        }
    }
}
