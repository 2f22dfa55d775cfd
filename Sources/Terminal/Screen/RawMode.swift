internal import Platform
internal import Synchronization

/// The terminal without its own line editing: every key arrives as it is pressed, pasted text in brackets.
///
/// Output is still processed, so that line feeds of other output begin new lines.
final class RawMode {
    private let input: Int32
    private let output: Int32
    /// Disables a control character (`_POSIX_VDISABLE`).
    #if canImport(Darwin)
    private static let noKey: cc_t = 0xFF
    #else
    private static let noKey: cc_t = 0
    #endif

    /// Whether Ctrl-C stays a signal, for a program that may be too busy to read it.
    private let keepsInterrupt: Bool
    private var saved: termios?

    init(input: Int32, output: Int32, keepsInterrupt: Bool = false) {
        self.input = input
        self.output = output
        self.keepsInterrupt = keepsInterrupt
    }

    /// Enters raw mode, or enters it again; false if the input is no longer a terminal.
    func enter() -> Bool {
        var modes = termios()
        guard let original = saved ?? (tcgetattr(input, &modes) == 0 ? modes : nil) else { return false }
        saved = original
        let record = TerminalRestorer.prepare()
        record.pointee.input = input
        record.pointee.output = output
        record.pointee.modes = original
        TerminalRestorer.isNeeded.store(true, ordering: .sequentiallyConsistent)
        var raw = original
        cfmakeraw(&raw)
        raw.c_oflag = original.c_oflag
        if keepsInterrupt {
            raw.c_lflag |= tcflag_t(ISIG)
            withUnsafeMutableBytes(of: &raw.c_cc) { keys in
                for key in [VQUIT, VSUSP] { keys[Int(key)] = Self.noKey }
            }
        }
        guard tcsetattr(input, TCSANOW, &raw) == 0 else {
            TerminalRestorer.isNeeded.store(false, ordering: .sequentiallyConsistent)
            return false
        }
        DescriptorIO.write(Array("\u{1B}[?2004h".utf8), to: output)
        return true
    }

    /// Makes Ctrl-C a signal from now on.
    func keepInterrupt() {
        var modes = termios()
        guard tcgetattr(input, &modes) == 0 else { return }
        modes.c_lflag |= tcflag_t(ISIG)
        _ = tcsetattr(input, TCSANOW, &modes)
    }

    /// Leaves raw mode, unless a signal handler already has.
    func leave() {
        guard TerminalRestorer.isNeeded.exchange(false, ordering: .sequentiallyConsistent), var saved else { return }
        DescriptorIO.write(Array("\u{1B}[?2004l".utf8), to: output)
        _ = tcsetattr(input, TCSANOW, &saved)
    }
}
