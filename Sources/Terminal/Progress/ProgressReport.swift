/// What is said about transfers in a form of its own, in whole lines.
///
/// A value: times are given, in seconds of a clock that does not go back.
protocol ProgressReport: Sendable {
    /// Notes an event; the lines that it asks for at once.
    mutating func take(_ event: ProgressEvent, at time: Double) -> [String]
    /// The lines that are due.
    mutating func dueLines(at time: Double) -> [String]
    /// A line of somebody else, as this form has it.
    func note(_ line: String) -> String
    /// Whether lines may become due.
    var isRunning: Bool { get }
}
