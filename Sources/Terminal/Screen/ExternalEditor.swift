internal import Platform

/// The user's own editor, for text that is too long for a prompt.
struct ExternalEditor {
    struct Failure: Error {
        let message: String
    }

    static let maximumSize = 16 << 20

    let input: Int32
    let output: Int32
    let environment: (String) -> String?

    /// `VISUAL`, else `EDITOR`, else `vi`; words for a shell.
    var command: String {
        [environment("VISUAL"), environment("EDITOR")].compactMap(\.self).first { !$0.isEmpty } ?? "vi"
    }

    func edit(_ text: String) throws(Failure) -> String {
        let folder = environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(folder)/input-XXXXXX.lua".utf8CString)
        let file = mkstemps(&template, 4)
        guard file >= 0 else { throw Failure(message: "no temporary file in \(folder): \(Errno.last)") }
        let path = template.withUnsafeBufferPointer { String(decoding: $0.dropLast().map(UInt8.init), as: UTF8.self) }
        defer { unlink(path) }
        let isWritten = DescriptorIO.write(Array(text.utf8) + [0x0A], to: file)
        close(file)
        guard isWritten else { throw Failure(message: "\(path): \(Errno.last)") }
        try run(path)
        return try read(path)
    }

    private func run(_ path: String) throws(Failure) {
        // Ctrl-C in the editor is the editor's.
        var ignored = Signals.Ignored(SIGINT, SIGQUIT)
        defer { ignored.restore() }
        let status = try wait(for: start("\(command) \"$1\"", argument: path))
        guard status == 0 else { throw Failure(message: "\(command) ended with status \(status)") }
    }

    private func read(_ path: String) throws(Failure) -> String {
        var bytes: [UInt8]
        do {
            bytes = try FilePath(path).contents(upTo: Self.maximumSize)
        } catch {
            throw Failure(message: error == .fileTooLarge ? "the text is larger than 16 MiB" : "\(path): \(error)")
        }
        if bytes.last == 0x0A { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Starts a shell command on the terminal, with the signal actions that programs expect.
    private func start(_ command: String, argument: String) throws(Failure) -> pid_t {
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        var attributes: posix_spawnattr_t?
        let environment = _NSGetEnviron().pointee
        #else
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        let environment = environ
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        let arguments = ["sh", "-c", command, "sh", argument]
        var words = arguments.map { strdup($0) } + [nil]
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
            for word in words { free(word) }
        }
        for (source, stream) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (output, STDERR_FILENO)] {
            posix_spawn_file_actions_adddup2(&actions, source, stream)
        }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var process = pid_t()
        let error = posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, environment)
        guard error == 0 else { throw Failure(message: "/bin/sh: \(Errno(rawValue: error))") }
        return process
    }

    /// The exit status; 128 and the signal's number if a signal ended it.
    private func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            if errno != EINTR { return 0 }
        }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}
