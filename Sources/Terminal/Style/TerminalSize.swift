internal import Platform

/// The size of the window that the program runs in.
public enum TerminalSize {
    /// The columns; 80 without a terminal.
    public static var columns: Int { size.columns }

    /// The rows; 24 without a terminal.
    public static var rows: Int { size.rows }

    private static var size: WindowSize {
        // While a prompt shows output above itself, standard output is a pipe to it.
        let terminal = [STDOUT_FILENO, STDIN_FILENO].first { isatty($0) != 0 }
        return WindowSize(descriptor: terminal ?? STDOUT_FILENO)
    }
}

/// The size of a terminal's window.
struct WindowSize: Equatable, Sendable {
    var columns: Int
    var rows: Int

    /// The size of the window behind a descriptor; 80 × 24 where it is unknown.
    init(descriptor: Int32) {
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
        columns = isKnown && size.ws_col > 0 ? Int(size.ws_col) : 80
        rows = isKnown && size.ws_row > 0 ? Int(size.ws_row) : 24
    }
}
