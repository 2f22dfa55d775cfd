/// Brings progress to a descriptor.
///
/// Events come from any thread.
protocol ProgressDriver: Sendable {
    /// Notes an event without writing, so that it does not block.
    func take(_ event: ProgressEvent, at time: Double)
    /// Writes what is to be written by now; whether something runs whose state changes with time.
    @discardableResult
    func update(at time: Double) -> Bool
    /// Writes what has ended or failed.
    func writeOutcomes(at time: Double)
    /// Writes a line of somebody else.
    func note(_ line: String, at time: Double)
    /// Leaves the terminal to somebody else, until as many calls of ``resume(at:)``.
    func pause()
    func resume(at time: Double)
    /// Leaves nothing but lines; what comes later is written in lines too.
    func finish()
}
