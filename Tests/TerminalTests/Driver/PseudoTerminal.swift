@testable import Terminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A terminal without a window: the test types and looks at what a program sends.
final class PseudoTerminal: @unchecked Sendable {
    struct Failure: Error {}

    private(set) var window: Int32
    /// The program's end.
    let program: Int32
    private let reportedColumn: Int?
    /// All that the program has sent.
    private(set) var received: [UInt8] = []
    private var answered = 0
    /// How much of it the test has already waited for.
    private var seen = 0

    /// A terminal that says that its cursor is in this column; nil for one that does not answer.
    init(columns: UInt16 = 40, rows: UInt16 = 10, reportedColumn: Int? = 1) throws {
        var ends: (window: Int32, program: Int32) = (-1, -1)
        guard openpty(&ends.window, &ends.program, nil, nil, nil) == 0 else { throw Failure() }
        (window, program) = ends
        self.reportedColumn = reportedColumn
        resize(columns: columns, rows: rows)
    }

    deinit {
        close(program)
        hangUp()
    }

    var modes: (input: tcflag_t, output: tcflag_t, local: tcflag_t) {
        var modes = termios()
        tcgetattr(program, &modes)
        return (modes.c_iflag, modes.c_oflag, modes.c_lflag)
    }

    /// What the window shows.
    func screen(columns: Int = 40, rows: Int = 10) -> ScreenModel {
        var screen = ScreenModel(columns: columns, rows: rows)
        screen.feed(received)
        return screen
    }

    func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(program, UInt(TIOCSWINSZ), &size)
    }

    func type(_ text: String) {
        DescriptorIO.write(Array(text.utf8), to: window)
    }

    /// Closes the window; its program has no input any more.
    func hangUp() {
        if window >= 0 { close(window) }
        window = -1
    }

    /// Reads until the program has sent this after what was waited for before; false if it does not come.
    func waits(for text: String) -> Bool {
        while true {
            let rest = String(decoding: received[seen...], as: UTF8.self)
            if let range = rest.ranges(of: text).first {
                seen += rest[..<range.upperBound].utf8.count
                return true
            }
            guard DescriptorIO.isReadable(window, milliseconds: 10_000),
                let bytes = DescriptorIO.read(window), !bytes.isEmpty
            else {
                hangUp()
                return false
            }
            receive(bytes)
        }
    }

    /// Reads what the program has sent and the test has not waited for.
    func drain() {
        while DescriptorIO.isReadable(window), let bytes = DescriptorIO.read(window), !bytes.isEmpty { receive(bytes) }
        seen = received.count
    }

    private func receive(_ bytes: [UInt8]) {
        received += bytes
        let questions = String(decoding: received, as: UTF8.self).ranges(of: "\u{1B}[6n").count
        while answered < questions {
            answered += 1
            if let reportedColumn { type("\u{1B}[1;\(reportedColumn)R") }
        }
    }
}
