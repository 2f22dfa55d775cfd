#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The size of the window that standard output is.
public enum TerminalSize {
    /// The columns; 80 where it is no terminal.
    public static var columns: Int { size.columns }

    /// The rows; 24 where it is no terminal.
    public static var rows: Int { size.rows }

    private static var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return (80, 24) }
        return (size.ws_col > 0 ? Int(size.ws_col) : 80, size.ws_row > 0 ? Int(size.ws_row) : 24)
    }
}
