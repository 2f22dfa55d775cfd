internal import Platform

/// The browser of the machine that the user sits at.
enum Browser {
    /// Whether the user sits at another machine: a browser of this one, forwarded or not, is not the one they use.
    static var isElsewhere: Bool { ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].contains(where: isSet) }

    /// Whether there seems to be one.
    static var isHere: Bool { !isElsewhere && !programs.isEmpty }

    /// Opens an address with the program that BROWSER names, or the desktop's; false if there is none.
    static func open(_ url: String) -> Bool {
        !isElsewhere && programs.contains { start($0, url) }
    }

    private static var programs: [String] {
        if let own = Environment.variable("BROWSER"), !own.isEmpty { return own.split(separator: ":").map(String.init) }
        #if canImport(Darwin)
        return ["open"]
        #else
        return ["DISPLAY", "WAYLAND_DISPLAY"].contains(where: isSet) ? ["xdg-open"] : []
        #endif
    }

    private static func isSet(_ variable: String) -> Bool { Environment.variable(variable)?.isEmpty == false }

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
