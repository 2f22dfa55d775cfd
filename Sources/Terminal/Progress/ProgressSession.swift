internal import Synchronization

/// What is changed in the process while bars are on its terminal.
final class ProgressSession: @unchecked Sendable {
    // Used by one thread at a time, under the lock of the bars.
    private let capture: OutputCapture?
    private var signals = ProgressSignals()

    init(display: Display, streams: [Int32]) {
        let record = TerminalRestorer.prepare()
        // For what is left in the pipe when the program exits; while a line is read it is the reader's.
        if !TerminalRestorer.isNeeded.load(ordering: .acquiring) { record.pointee.output = display.descriptor }
        capture = OutputCapture(display: display, streams: streams)
        signals.install()
    }

    /// Ends: what was written before is shown.
    func end() {
        signals.uninstall()
        capture?.end()
    }
}
