import Subprocess
import SystemPackage
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Command {
    /// Runs our program in a terminal window while `body` uses it; then the window is closed.
    ///
    /// A shell starts it, writes `left with STATUS` behind it, and keeps the terminal as it was left.
    func inTerminal(
        columns: Int = 80,
        rows: Int = 24,
        in folder: TemporaryFolder? = nil,
        _ body: @escaping @Sendable (TerminalSession) async throws -> Void
    ) async throws {
        var command = self
        // Ctrl-C goes to the shell too.
        let script: Text = "trap : INT; \"$@\"; echo \"left with $?\"; read -r line"
        command.arguments = ["--ctty", "/bin/sh", "-c", script, "sh", Text(Programs.ours)] + arguments
        try await command.openWindow(in: folder ?? TemporaryFolder(), columns: columns, rows: rows, body)
    }

    /// Runs an interactive shell in a terminal window while `body` uses it; it knows our program as `$PROGRAM`.
    static func inShell(_ body: @escaping @Sendable (TerminalSession) async throws -> Void) async throws {
        let command = Command(
            "--ctty",
            "/bin/bash",
            "--norc",
            "--noprofile",
            "--noediting",
            "-i",
            environment: ["PS1": "sh$ ", "NO_COLOR": "1", "PROGRAM": Programs.ours]
        )
        try await command.openWindow(in: TemporaryFolder(), columns: 80, rows: 24, body)
    }

    private func openWindow(
        in folder: TemporaryFolder,
        columns: Int,
        rows: Int,
        _ body: @escaping @Sendable (TerminalSession) async throws -> Void
    ) async throws {
        for (name, content) in files { try folder.write(name, content) }
        try await Turns.take {
            try await guardingAgainstHang(testDescription) { [self] in
                try await run(in: folder, columns: columns, rows: rows, body)
            }
        }
    }

    private func run(
        in folder: TemporaryFolder,
        columns: Int,
        rows: Int,
        _ body: @escaping @Sendable (TerminalSession) async throws -> Void
    ) async throws {
        var window: Int32 = -1
        var terminal: Int32 = -1
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&window, &terminal, nil, nil, &size) == 0 else { throw Errno(rawValue: errno) }
        defer { close(window) }
        let other = dup(terminal)
        defer { close(other) }
        for end in [window, terminal, other] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(window, F_SETFL, O_NONBLOCK)
        var command = self
        command.environment["TERM"] = environment["TERM"] ?? "xterm-256color"
        let end = FileDescriptor(rawValue: terminal)
        let open = window
        // It makes the terminal the controlling one, without which there is no Ctrl-Z and no SIGWINCH.
        _ = try await Subprocess.run(
            command.configuration("/usr/bin/setsid", in: folder),
            input: .fileDescriptor(end, closeAfterSpawningProcess: false),
            output: .fileDescriptor(end, closeAfterSpawningProcess: false),
            error: .fileDescriptor(end, closeAfterSpawningProcess: true)
        ) { running in
            let session = TerminalSession(
                window: open,
                terminal: other,
                columns: columns,
                rows: rows,
                processIdentifier: running.processIdentifier.value
            )
            defer { session.end() }
            do {
                try await body(session)
            } catch is CancellationError {
                Issue.record("\(session.screen.everything.joined(separator: "\n"))")
            }
        }
    }
}
