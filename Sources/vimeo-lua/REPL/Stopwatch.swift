internal import LuaKit
internal import Platform
internal import Terminal

/// The cost of an input.
struct Stopwatch {
    private let wall = Deadline.uptime
    private let processor = Deadline.processorTime
    private let memory: Int
    private let requests: RequestTrace.Counts
    private let trace: RequestTrace

    init(_ state: LuaState, _ trace: RequestTrace) {
        memory = state.memoryUsed
        requests = trace.counts
        self.trace = trace
    }

    /// Seconds since the start.
    var elapsed: Double { Deadline.uptime - wall }

    /// One line: time, processor time, memory, requests.
    func summary(_ state: LuaState) -> String {
        let counts = trace.counts
        let made = counts.requests - requests.requests
        let grown = state.memoryUsed - memory
        var parts = [
            Self.time(elapsed), "\(Self.time(Deadline.processorTime - processor)) CPU",
            "\(grown < 0 ? "−" : "+")\(ProgressFormat.bytes(Int64(abs(grown)))) Lua memory",
        ]
        if made > 0 {
            parts.append(
                "\(made) \(made == 1 ? "request" : "requests"), \(ProgressFormat.bytes(Int64(counts.bytes - requests.bytes)))"
            )
        }
        return parts.joined(separator: " · ")
    }

    /// Seconds with a unit and three digits.
    static func time(_ seconds: Double) -> String {
        switch abs(seconds) {
        case ..<1e-6: "\(digits(seconds * 1e9)) ns"
        case ..<1e-3: "\(digits(seconds * 1e6)) µs"
        case ..<1: "\(digits(seconds * 1e3)) ms"
        default: "\(digits(seconds)) s"
        }
    }

    private static func digits(_ value: Double) -> String {
        let scale = abs(value) < 10 ? 100.0 : abs(value) < 100 ? 10 : 1
        let rounded = (value * scale).rounded() / scale
        return Int(exactly: rounded).map { "\($0)" } ?? "\(rounded)"
    }
}
