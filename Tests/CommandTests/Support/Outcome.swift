import Subprocess

/// What came of a process.
struct Outcome: Sendable, Equatable, CustomStringConvertible {
    var output: Text
    var error: Text
    var ending: TerminationStatus

    /// The exit status; nil if a signal ended it.
    var status: Int32? {
        if case .exited(let status) = ending { status } else { nil }
    }

    /// The signal that ended it.
    var signal: Int32? {
        if case .signaled(let signal) = ending { signal } else { nil }
    }

    var errorLines: [String] {
        error.string.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    var description: String { "\(ending), output \(shown(output)), error \(shown(error))" }

    private func shown(_ text: Text) -> String {
        text.bytes.count <= 2000 ? text.description : "\(Text(Array(text.bytes.prefix(2000)))) and more"
    }
}
