#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

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
