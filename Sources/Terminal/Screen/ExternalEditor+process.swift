internal import Platform

extension ExternalEditor {
    enum Process {
        /// Starts a shell command on the terminal, with the signal actions that programs expect.
        static func shell(
            _ command: String,
            argument: String,
            input: Int32,
            output: Int32
        ) throws(Failure) -> pid_t {
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
            defer {
                posix_spawn_file_actions_destroy(&actions)
                posix_spawnattr_destroy(&attributes)
            }
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
            posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
            posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
            var signals = sigset_t()
            sigfillset(&signals)
            posix_spawnattr_setsigdefault(&attributes, &signals)
            sigemptyset(&signals)
            posix_spawnattr_setsigmask(&attributes, &signals)
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
            var words: [UnsafeMutablePointer<CChar>?] = []
            for word in ["sh", "-c", command, "sh", argument] { words.append(strdup(word)) }
            words.append(nil)
            defer { for word in words { free(word) } }
            var process = pid_t()
            let error = posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, environment)
            guard error == 0 else { throw Failure(message: "/bin/sh: \(Errno(rawValue: error))") }
            return process
        }

        /// The exit status; 128 and the signal's number if a signal ended it.
        static func wait(for process: pid_t) -> Int32 {
            var status: Int32 = 0
            while waitpid(process, &status, 0) < 0 {
                if errno != EINTR { return 0 }
            }
            let signal = status & 0x7F
            return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        }
    }
}
