#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

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
