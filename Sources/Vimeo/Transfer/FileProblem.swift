package import Platform

/// Turns what the system says about a file into errors that say what happened and what to do.
package enum FileProblem {
    /// What a reason of the system means: for a call that names the reason itself, and for a transfer.
    ///
    /// - Parameters:
    ///   - action: what the call tried: `read`, `write`.
    ///   - done: what a transfer could not do: `read`, `written`.
    private static func advice(
        _ reason: Errno,
        on action: String = "",
        done: String = ""
    ) -> (call: (code: VimeoError.Code, hint: String?), transfer: (code: VimeoError.Code, what: String, hint: String)) {
        let noFolder: (VimeoError.Code, String, String) =
            (.noFolder, "cannot be \(done): its folder does not exist", "create the folder first")
        let denied: (VimeoError.Code, String, String) =
            (.denied, "may not be \(done)", "check the permissions of the file and its folder")
        let other: (VimeoError.Code, String, String) = (.file, "cannot be \(done) (\(reason))", "check the disk")
        switch reason {
        case .noSuchFileOrDirectory where action == "write":
            return ((.noFile, "make its folder first, with vimeo.fs.mkdir"), noFolder)
        case .noSuchFileOrDirectory: return ((.noFile, checkName), noFolder)
        case .notDirectory: return ((.notDirectory, "a part of the name is not a folder"), noFolder)
        case .permissionDenied, .notPermitted:
            return ((.denied, "check its permissions, and those of the folders it is in"), denied)
        case .readOnlyFileSystem: return ((.file, nil), denied)
        case .isDirectory:
            return ((.directory, "name a file, not a folder"), (.directory, "is a folder", "name a file"))
        case .fileExists: return ((.exists, "something that is not a folder has that name"), other)
        case .noSpace, .diskQuotaExceeded:
            let hint = "free some space and retry; what was saved so far stays"
            let what = "cannot be written: the disk is full"
            return ((.diskFull, "free some space, then retry"), (.diskFull, what, hint))
        case .fileTooLarge:
            let what = "becomes too large for its file system"
            let call = "the limit of file sizes is reached; see ulimit -f"
            return ((.tooLarge, call), (.tooLarge, what, "save it on another file system"))
        case .fileNameTooLong:
            return ((.file, nil), (.nameTooLong, "has a name that is too long", "choose a shorter one"))
        case .tooManySymbolicLinkLevels: return ((.linkLoop, "its links lead in a circle"), irregularity)
        case .tooManyOpenFiles, .tooManyOpenFilesInSystem:
            return ((.tooManyOpen, "close files that are no longer needed"), other)
        default: return ((.file, nil), other)
        }
    }

    private static let checkName = "check the name; it is relative to the current folder"
    private static let irregularity: (code: VimeoError.Code, what: String, hint: String) =
        (.irregular, "is not a regular file", "choose another name")

    /// The code and the hint for a call that failed; its message names the reason.
    package static func advice(_ reason: Errno, on action: String) -> (code: VimeoError.Code, hint: String?) {
        advice(reason, on: action, done: "").call
    }

    /// - Parameter done: what failed: `read`, `written`.
    static func error(_ path: String, _ done: String, _ cause: any Error) -> VimeoError {
        let advice = advice(cause as? Errno ?? .ioError, done: done).transfer
        let hint = advice.code == .noFolder ? tilde(path) : nil
        return problem(path, advice.code, advice.what, hint ?? advice.hint)
    }

    /// Does something with a file; see ``error(_:_:_:)``.
    static func naming<Value>(_ path: String, _ done: String, _ body: () throws -> Value) throws(VimeoError) -> Value {
        do { return try body() } catch { throw error as? VimeoError ?? Self.error(path, done, error) }
    }

    static func irregular(_ path: String) -> VimeoError {
        problem(path, irregularity.code, irregularity.what, irregularity.hint)
    }

    static func changed(_ path: String) -> VimeoError {
        problem(path, .changed, "was changed by another program", "delete it and download again")
    }

    /// Refuses what names no file on any system.
    static func refuseNameless(_ path: String, hint: String) throws(VimeoError) {
        guard path.isEmpty || path.utf8.contains(0) else { return }
        throw VimeoError(.file, code: .noFile, "the file name is empty or contains a NUL byte", hint: hint)
    }

    /// A path that gives no place: it is not granted, or cannot be looked up, which `failed` describes.
    package static func noPlace(
        _ path: String,
        for use: FileAccess.Use,
        in files: FileAccess,
        _ problem: FileAccess.Problem,
        _ failed: (String, Errno) -> VimeoError
    ) -> VimeoError {
        switch problem {
        case .failed(let reason): failed(path, reason)
        case .notGranted: notGranted(path, for: use, files.grantHint)
        case .leadsOut:
            VimeoError(
                .permission,
                "not allowed: \(use == .read ? "reading" : "writing") \(PlainText.oneLine(path)), a symbolic link to what is not granted",
                hint: "grant what it leads to, or put a copy in its place"
            )
        }
    }

    private static func notGranted(_ path: String, for use: FileAccess.Use, _ hint: GrantHint) -> VimeoError {
        let shown = PlainText.oneLine(path)
        let (verb, kind) = use == .read ? ("reading", "read") : ("writing", "write")
        return VimeoError(
            .permission,
            "not allowed: \(verb) \(shown)",
            hint: hint.text(kind, shown)
        )
    }

    /// A file cannot be opened for reading.
    static func cannotOpen(_ path: String, _ cause: Errno) -> VimeoError {
        guard [.noSuchFileOrDirectory, .notDirectory].contains(cause) else { return error(path, "read", cause) }
        if path.contains("://") {
            // What follows the path may be a secret, as is a password.
            let link = try? Address(absolute: path)
            return problem(
                link.map { "\($0.origin)\($0.path)" } ?? "the file name",
                .noFile,
                "is a link, not a file",
                "vimeo.pull lets Vimeo fetch a video from a link; download anything else first"
            )
        }
        return problem(path, .noFile, "does not exist", tilde(path) ?? checkName)
    }

    private static func tilde(_ path: String) -> String? {
        path.hasPrefix("~") ? "only a shell replaces ~ by the home folder; write the whole path" : nil
    }

    static func problem(_ path: String, _ code: VimeoError.Code, _ what: String, _ hint: String) -> VimeoError {
        VimeoError(.file, code: code, "\(PlainText.oneLine(path)) \(what)", hint: hint)
    }
}
