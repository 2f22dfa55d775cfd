import Platform

/// Turns what the system says about a file into errors that say what happened and what to do.
enum FileProblem {
    /// - Parameter done: what could not be done to it: `read`, `written`.
    static func error(_ path: String, _ done: String, _ cause: any Error) -> VimeoError {
        switch cause as? Errno ?? .ioError {
        case .noSpace, .diskQuotaExceeded:
            problem(
                path,
                .diskFull,
                "cannot be written: the disk is full",
                "make room and run it again; what is there stays"
            )
        case .fileTooLarge:
            problem(path, .tooLarge, "gets too large for its disk", "save it on another file system")
        case .noSuchFileOrDirectory, .notDirectory:
            problem(path, .noFolder, "cannot be \(done): its folder does not exist", "make the folder first")
        case .permissionDenied, .notPermitted, .readOnlyFileSystem:
            problem(path, .denied, "may not be \(done)", "check the permissions of the file and its folder")
        case .tooManySymbolicLinkLevels: irregular(path)
        case .isDirectory: problem(path, .directory, "is a folder", "name a file")
        case .fileNameTooLong: problem(path, .nameTooLong, "has too long a name", "choose a shorter one")
        case let errno: problem(path, .file, "cannot be \(done) (\(errno))", "check the disk")
        }
    }

    static func irregular(_ path: String) -> VimeoError {
        problem(path, .irregular, "is no regular file", "choose another name")
    }

    static func changed(_ path: String) -> VimeoError {
        problem(path, .changed, "was changed by somebody else", "delete it and download again")
    }

    static func locked(_ path: String) -> VimeoError {
        problem(
            path,
            .locked,
            "is being downloaded already, by this or another process",
            "wait until that is done, or choose another name"
        )
    }

    static func problem(_ path: String, _ code: VimeoError.Code, _ what: String, _ hint: String) -> VimeoError {
        VimeoError(.file, code: code, "\(PlainText.oneLine(path)) \(what)", hint: hint)
    }
}
