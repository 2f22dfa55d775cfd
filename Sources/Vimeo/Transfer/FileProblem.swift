import Platform

/// Turns what the system says about a file into errors that say what happened and what to do.
enum FileProblem {
    /// - Parameter done: what failed: `read`, `written`.
    static func error(_ path: String, _ done: String, _ cause: any Error) -> VimeoError {
        switch cause as? Errno ?? .ioError {
        case .noSpace, .diskQuotaExceeded:
            problem(
                path,
                .diskFull,
                "cannot be written: the disk is full",
                "free some space and retry; what was saved so far stays"
            )
        case .fileTooLarge:
            problem(path, .tooLarge, "becomes too large for its file system", "save it on another file system")
        case .noSuchFileOrDirectory, .notDirectory:
            problem(
                path,
                .noFolder,
                "cannot be \(done): its folder does not exist",
                tilde(path) ?? "create the folder first"
            )
        case .permissionDenied, .notPermitted, .readOnlyFileSystem:
            problem(path, .denied, "may not be \(done)", "check the permissions of the file and its folder")
        case .tooManySymbolicLinkLevels: irregular(path)
        case .isDirectory: problem(path, .directory, "is a folder", "name a file")
        case .fileNameTooLong: problem(path, .nameTooLong, "has a name that is too long", "choose a shorter one")
        case let errno: problem(path, .file, "cannot be \(done) (\(errno))", "check the disk")
        }
    }

    static func irregular(_ path: String) -> VimeoError {
        problem(path, .irregular, "is not a regular file", "choose another name")
    }

    static func changed(_ path: String) -> VimeoError {
        problem(path, .changed, "was changed by another program", "delete it and download again")
    }

    static func locked(_ path: String) -> VimeoError {
        problem(
            path,
            .locked,
            "is already being downloaded by this or another process",
            "wait until that is done, or choose another name"
        )
    }

    /// A file cannot be opened for reading.
    static func cannotOpen(_ path: String, _ cause: any Error) -> VimeoError {
        guard let errno = cause as? Errno, [.noSuchFileOrDirectory, .notDirectory].contains(errno) else {
            return error(path, "read", cause)
        }
        if path.contains("://") {
            // What follows the path may be a secret, as is a password.
            let link = try? Address(absolute: path)
            return problem(
                link.map { "\($0.origin)\($0.target.prefix { $0 != "?" })" } ?? "the file name",
                .noFile,
                "is a link, not a file",
                "vimeo.pull lets Vimeo fetch a video from a link; download anything else first"
            )
        }
        let hint = tilde(path) ?? "check the name; it is relative to the current folder"
        return problem(path, .noFile, "does not exist", hint)
    }

    private static func tilde(_ path: String) -> String? {
        path.hasPrefix("~") ? "only a shell replaces ~ by the home folder; write the whole path" : nil
    }

    static func problem(_ path: String, _ code: VimeoError.Code, _ what: String, _ hint: String) -> VimeoError {
        VimeoError(.file, code: code, "\(PlainText.oneLine(path)) \(what)", hint: hint)
    }
}
