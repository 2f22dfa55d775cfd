/// What came of the items of a run.
package struct RunSummary: Equatable, Sendable {
    package var done = 0
    package var unchanged = 0
    package var failed = 0
    /// Changes that were planned and not made: a dry run, a declined question, an interruption.
    package var left = 0
    /// Whether the list was read to its end.
    package var isComplete = false

    /// `ok 41  unchanged 3  failed 1`.
    package var text: String {
        var text = "ok \(done)  unchanged \(unchanged)  failed \(failed)"
        if left > 0 { text += "  left \(left)" }
        return text
    }
}
