internal import Synchronization

/// Progress in lines on any descriptor.
final class ProgressStream<Report: ProgressReport>: ProgressDriver {
    private struct State {
        var report: Report
        var lines: [String] = []
    }

    private let descriptor: Int32
    private let state: Mutex<State>
    /// Held while lines are written, so that they stay in order.
    private let output = Mutex<Void>(())

    init(_ report: Report, descriptor: Int32) {
        self.descriptor = descriptor
        state = Mutex(State(report: report))
    }

    func take(_ event: ProgressEvent, at time: Double) {
        state.withLock { state in
            let lines = state.report.take(event, at: time)
            state.lines += lines
        }
    }

    @discardableResult
    func update(at time: Double) -> Bool {
        output.withLock { _ in
            let (lines, isRunning) = state.withLock { state in
                let lines = state.lines + state.report.dueLines(at: time)
                state.lines = []
                return (lines, state.report.isRunning)
            }
            write(lines)
            return isRunning
        }
    }

    func writeOutcomes(at time: Double) {
        update(at: time)
    }

    func note(_ line: String, at time: Double) {
        state.withLock { state in
            let line = state.report.note(line)
            state.lines.append(line)
        }
        update(at: time)
    }

    func pause() {}

    func resume(at time: Double) {}

    func finish() {
        output.withLock { _ in
            write(
                state.withLock { state in
                    defer { state.lines = [] }
                    return state.lines
                }
            )
        }
    }

    /// Each line is one write, so that other programs' lines do not come within it.
    private func write(_ lines: [String]) {
        for line in lines { DescriptorIO.write(Array("\(line)\n".utf8), to: descriptor) }
    }
}
