internal import Platform

/// The size of a terminal's window.
package struct WindowSize: Equatable, Sendable {
    package var columns: Int
    package var rows: Int

    /// The size of the window of a descriptor; 80 × 24 if it is unknown.
    init(descriptor: Int32) {
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
        columns = isKnown && size.ws_col > 0 ? Int(size.ws_col) : 80
        rows = isKnown && size.ws_row > 0 ? Int(size.ws_row) : 24
    }

    /// The window that the program runs in.
    package static var current: WindowSize {
        // While a prompt shows output above itself, standard output is a pipe to it.
        let terminal = [STDOUT_FILENO, STDIN_FILENO].first { isatty($0) != 0 }
        return WindowSize(descriptor: terminal ?? STDOUT_FILENO)
    }
}
