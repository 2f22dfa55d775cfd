internal import Platform

/// Standard output for text that may be longer than the window: a longer text goes through a pager.
///
/// The text is held until it is too long; then the pager gets it, and all that follows as it comes.
package final class Pager {
    private let rows: Int
    private let columns: Int
    private let command: String?
    private let writeOutput: ([UInt8]) -> Void
    private var held: [UInt8] = []
    private var usedRows = 0
    private var pipe: UnsafeMutablePointer<FILE>?
    private var isTooLong = false
    private var ignoredSignals: Signals.Ignored?
    package private(set) var isClosed = false

    /// - Parameter command: what to run, for the shell, if more than so many rows are used; nil never pages.
    package init(rows: Int, columns: Int, command: String?, writeOutput: @escaping ([UInt8]) -> Void) {
        self.rows = rows
        self.columns = columns
        self.command = command
        self.writeOutput = writeOutput
    }

    /// The user's pager: `PAGER`, else `less` where there is one; nil if neither.
    package static func command(environment: (String) -> String?) -> String? {
        if let own = environment("PAGER"), !own.isEmpty { return own == "cat" ? nil : own }
        let folders = (environment("PATH") ?? "").split(separator: ":")
        return folders.contains { access("\($0)/less", X_OK) == 0 } ? "less -FRX" : nil
    }

    package func write(_ text: String) {
        guard command != nil, !isTooLong else { return send(Array(text.utf8)) }
        held += Array(text.utf8)
        usedRows += Self.rows(of: text, columns: columns)
        if usedRows > rows { openPager() }
    }

    /// Shows what is held, or waits until the user leaves the pager.
    package func finish() {
        if let pipe {
            pclose(pipe)
            ignoredSignals?.restore()
        } else {
            writeOutput(held)
        }
        pipe = nil
        held = []
    }

    private func openPager() {
        isTooLong = true
        pipe = command.flatMap { popen($0, "w") }
        // Ctrl-C is the pager's, and leaving it early is no reason to end.
        if pipe != nil { ignoredSignals = Signals.Ignored(SIGINT, SIGPIPE) }
        send(held)
        held = []
    }

    private func send(_ bytes: [UInt8]) {
        guard let pipe else { return writeOutput(bytes) }
        guard !isClosed else { return }
        let isWritten = bytes.withUnsafeBufferPointer { fwrite($0.baseAddress, 1, $0.count, pipe) == $0.count }
        if !isWritten || fflush(pipe) != 0 { isClosed = true }
    }

    /// A rough upper estimate of the rows of a text, in which colours count as text.
    private static func rows(of text: String, columns: Int) -> Int {
        text.utf8.reduce(into: 0) { $0 += $1 == 0x0A ? 1 : 0 } + text.utf8.count / max(1, columns * 4)
    }
}
