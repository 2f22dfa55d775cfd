/// No progress at all, only notes.
struct ProgressSilence: ProgressReport {
    var isRunning: Bool { false }

    mutating func take(_ event: ProgressEvent, at time: Double) -> [String] { [] }

    mutating func dueLines(at time: Double) -> [String] { [] }

    func note(_ line: String) -> String { line }
}
