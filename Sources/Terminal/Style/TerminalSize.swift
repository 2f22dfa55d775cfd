#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The size of the window.
public enum TerminalSize {
    /// The columns of the terminal that standard output is; 80 where it is none.
    public static var columns: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}
