internal import Platform

/// The browser of this machine.
enum Browser {
    /// Opens an address with the program that BROWSER names, or the desktop's; false if there is none.
    static func open(_ url: String) -> Bool {
        if let own = Environment.variable("BROWSER"), !own.isEmpty {
            return own.split(separator: ":").contains { start(String($0), url) }
        }
        #if canImport(Darwin)
        return start("open", url)
        #else
        let hasDisplay = ["DISPLAY", "WAYLAND_DISPLAY"].contains { Environment.variable($0)?.isEmpty == false }
        return hasDisplay && start("xdg-open", url)
        #endif
    }

    private static func start(_ program: String, _ url: String) -> Bool {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (descriptor, mode) in [(STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_WRONLY), (STDERR_FILENO, O_WRONLY)] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", mode, 0)
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(url), nil]
        defer { arguments.forEach { free($0) } }
        var process = pid_t()
        return posix_spawnp(&process, program, &actions, nil, &arguments, environ) == 0
    }
}
