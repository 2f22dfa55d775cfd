import NIOPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A terminal window with a program in it: a test types, and looks at what the window shows.
///
/// One test uses it, one call after the other.
final class TerminalSession: @unchecked Sendable {
    /// Tenths of a second without any output after which the program is taken to hang.
    private static let patience = 300

    private let window: Int32
    /// The program's end.
    private let terminal: Int32
    /// The process that was started in the window.
    private let processIdentifier: Int32
    /// What the window shows.
    private(set) var screen: ScreenModel
    /// Whether the program or the terminal has sent something since the last keys, as both do for each key.
    private var isAnswered = true
    /// All that was sent to it.
    private(set) var received: [UInt8] = []
    /// The beginning of a character or sequence whose rest has not come.
    private var incomplete: [UInt8] = []

    init(window: Int32, terminal: Int32, columns: Int, rows: Int, processIdentifier: Int32) {
        self.window = window
        self.terminal = terminal
        self.processIdentifier = processIdentifier
        screen = ScreenModel(columns: columns, rows: rows)
    }

    /// Whether the kernel edits lines and echoes, as a shell expects it.
    var isCooked: Bool {
        var modes = termios()
        tcgetattr(window, &modes)
        return modes.c_lflag & tcflag_t(ICANON) != 0 && modes.c_lflag & tcflag_t(ECHO) != 0
    }

    /// Types as a person does: each Enter and Tab is pressed when the program has taken the keys before.
    ///
    /// Text in one packet with an Enter is a paste; see ``deliver(_:)``.
    func type(_ text: String) async throws {
        guard !text.contains("\u{1B}[200~") else { return try await deliver(text) }
        try await waitUntilRead()
        var pieces = [""]
        for character in text {
            let isPressedAlone = character == "\r" || character == "\t"
            if isPressedAlone, pieces[pieces.count - 1].isEmpty { pieces.removeLast() }
            if isPressedAlone { pieces += [String(character), ""] } else { pieces[pieces.count - 1].append(character) }
        }
        if pieces.last?.isEmpty == true { pieces.removeLast() }
        for piece in pieces {
            try await waitUntilRead()
            try await readWaiting(milliseconds: 0)
            try await deliver(piece)
        }
    }

    /// Waits until the program has read the last keys.
    private func waitUntilRead() async throws {
        for _ in 0..<Self.patience where !isAnswered { try await readWaiting(milliseconds: 10) }
        var waiting: Int32 = 0
        while ioctl(terminal, UInt(FIONREAD), &waiting) == 0, waiting > 0 { try await readWaiting(milliseconds: 1) }
    }

    /// Sends all bytes at once, as a terminal does with pasted text.
    func deliver(_ text: String) async throws {
        isAnswered = text.isEmpty
        try await send(Array(text.utf8))
    }

    private func send(_ bytes: [UInt8]) async throws {
        var written = 0
        while written < bytes.count {
            // The program may be slow to take it: its output has to be read meanwhile.
            let count = bytes[written...].withUnsafeBytes { write(window, $0.baseAddress, min($0.count, 512)) }
            if count > 0 { written += count } else { try await readMore() }
        }
    }

    func resize(columns: Int) {
        var size = winsize(ws_row: UInt16(screen.rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        screen.resize(columns: columns)
        _ = ioctl(window, UInt(TIOCSWINSZ), &size)
    }

    /// Sends a signal to the program that the shell of the window runs.
    func send(_ signal: Int32) throws {
        let path = "/proc/\(processIdentifier)/task/\(processIdentifier)/children"
        guard let file = fopen(path, "r") else { throw Session.Ended(output: path, expected: "a running program") }
        defer { fclose(file) }
        var child: Int32 = 0
        guard withUnsafeMutablePointer(to: &child, { withVaList([$0]) { vfscanf(file, "%d", $0) } }) == 1 else {
            throw Session.Ended(output: "no child", expected: "a running program")
        }
        kill(child, signal)
    }

    /// Ends all that runs in the window.
    func end() {
        kill(-processIdentifier, SIGKILL)
    }

    /// Waits until the window is as a test wants it.
    func wait(for what: String, until condition: (ScreenModel) -> Bool) async throws {
        while !condition(screen) {
            guard try await readMore() else {
                throw Session.Ended(output: screen.everything.joined(separator: "\n"), expected: what)
            }
        }
    }

    /// Waits until a row of the window is this one.
    func wait(forRow row: String) async throws {
        try await wait(for: row) { $0.everything.contains(row) }
    }

    /// Waits until the row of the cursor is this one.
    func wait(forLine line: String) async throws {
        try await wait(for: line) { $0.text[$0.row] == line }
    }

    /// Reads what the program has sent; false if nothing comes any more.
    @discardableResult
    private func readMore() async throws -> Bool {
        for _ in 0..<Self.patience {
            // Short, so that a cancelled test does not hold a thread of the pool.
            if let count = try await readWaiting(milliseconds: 100) { return count > 0 }
        }
        return false
    }

    /// Reads what the program sends within some time, and gives the number of bytes; nil if it sends nothing.
    @discardableResult
    private func readWaiting(milliseconds: Int32) async throws -> Int? {
        let window = window
        let bytes = try await NIOThreadPool.singleton.runIfActive { () -> [UInt8]? in
            var entry = pollfd(fd: window, events: Int16(POLLIN), revents: 0)
            guard poll(&entry, 1, milliseconds) > 0 else { return nil }
            return [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                count = max(0, read(window, buffer.baseAddress, buffer.count))
            }
        }
        try Task.checkCancellation()
        guard let bytes else { return nil }
        try await show(bytes)
        return bytes.count
    }

    private func show(_ bytes: [UInt8]) async throws {
        isAnswered = true
        received += bytes
        incomplete += bytes
        let count = Self.completePrefix(of: incomplete)
        let shown = Array(incomplete[..<count])
        incomplete.removeFirst(count)
        screen.feed(shown)
        // Terminals say where the cursor is when they are asked.
        if String(decoding: shown, as: UTF8.self).contains("\u{1B}[6n") {
            try await send(Array("\u{1B}[\(screen.row + 1);\(screen.column + 1)R".utf8))
        }
    }

    private static func completePrefix(of bytes: [UInt8]) -> Int {
        if let escape = bytes.lastIndex(of: 0x1B) {
            let isComplete = bytes[escape...].contains { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
            if !isComplete { return escape }
        }
        guard let lead = bytes.lastIndex(where: { $0 < 0x80 || $0 >= 0xC0 }) else { return bytes.count }
        let length = bytes[lead] < 0xC0 ? 1 : bytes[lead] < 0xE0 ? 2 : bytes[lead] < 0xF0 ? 3 : 4
        return lead + length > bytes.count ? lead : bytes.count
    }
}
