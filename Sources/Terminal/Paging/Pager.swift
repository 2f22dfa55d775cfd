internal import Platform

/// Another program that shows a text page by page.
package enum Pager {
    /// The user's pager: `PAGER`, else `less` where there is one; nil if neither.
    package static func command(environment: (String) -> String?) -> String? {
        if let own = environment("PAGER"), !own.isEmpty { return own == "cat" ? nil : own }
        let folders = (environment("PATH") ?? "").split(separator: ":")
        // Without commands for the shell, and with the text left on the screen.
        return folders.contains { access("\($0)/less", X_OK) == 0 } ? "LESSSECURE=1 less -FRXK" : nil
    }

    /// Shows a text until the user leaves the pager, which reads none of the keys typed before.
    ///
    /// - Parameters:
    ///   - command: what to run, for the shell.
    ///   - terminal: where the pager gets its keys from.
    /// - Returns: whether the command could be run.
    package static func show(_ text: [UInt8], command: String, terminal: Int32) -> Bool {
        tcflush(terminal, TCIFLUSH)
        // Ctrl-C is the pager's, and leaving it early is not a reason to end.
        var ignored = Signals.Ignored(SIGINT, SIGPIPE)
        defer { ignored.restore() }
        guard let pipe = popen(command, "w") else { return false }
        _ = text.withUnsafeBufferPointer { fwrite($0.baseAddress, 1, $0.count, pipe) }
        // 126 and 127 are the shell's: it found no program to run.
        let status = pclose(pipe)
        return status >= 0 && ![126, 127].contains((status >> 8) & 0xFF)
    }
}
