package import Platform

/// Turns what the system says about a file into errors that say what happened and what to do.
package enum FileProblem {
    private static let checkName = "check the name; it is relative to the current folder"
    private static let irregularity: (code: VimeoError.Code, what: String, hint: String) =
        (.irregular, "is not a regular file", "choose another name")

    /// The code and the hint for a call that failed; its message names the reason.
    ///
    /// - Parameter action: what the call tried: `read`, `write`.
    package static func advice(_ reason: Errno, on action: String) -> (code: VimeoError.Code, hint: String?) {
        switch reason {
        case .noSuchFileOrDirectory: (.noFile, action == "write" ? "create its folder first" : checkName)
        case .notDirectory: (.notDirectory, "a part of the name is not a folder")
        case .permissionDenied, .notPermitted: (.denied, "check its permissions, and those of the folders it is in")
        case .isDirectory: (.directory, "name a file, not a folder")
        case .fileExists: (.exists, "something that is not a folder has that name")
        case .noSpace, .diskQuotaExceeded: (.diskFull, "free some space, then retry")
        case .fileTooLarge: (.tooLarge, "the limit of file sizes is reached; see ulimit -f")
        case .tooManySymbolicLinkLevels: (.linkLoop, "its links lead in a circle")
        case .tooManyOpenFiles, .tooManyOpenFilesInSystem: (.tooManyOpen, "close files that are no longer needed")
        default: (.file, nil)
        }
    }

    /// The code, what happened and the hint for a transfer that failed.
    ///
    /// - Parameter done: what it could not do: `read`, `written`.
    private static func advice(
        _ reason: Errno,
        done: String
    ) -> (code: VimeoError.Code, what: String, hint: String) {
        switch reason {
        case .noSuchFileOrDirectory, .notDirectory:
            (.noFolder, "cannot be \(done): its folder does not exist", "create the folder first")
        case .permissionDenied, .notPermitted, .readOnlyFileSystem:
            (.denied, "may not be \(done)", "check the permissions of the file and its folder")
        case .isDirectory: (.directory, "is a folder", "name a file")
        case .noSpace, .diskQuotaExceeded:
            (.diskFull, "cannot be written: the disk is full", "free some space and retry; what was saved so far stays")
        case .fileTooLarge: (.tooLarge, "becomes too large for its file system", "save it on another file system")
        case .fileNameTooLong: (.nameTooLong, "has a name that is too long", "choose a shorter one")
        case .tooManySymbolicLinkLevels: irregularity
        default: (.file, "cannot be \(done) (\(reason))", "check the disk")
        }
    }

    /// - Parameter done: what failed: `read`, `written`.
    static func error(_ path: String, _ done: String, _ cause: any Error) -> VimeoError {
        let advice = advice(cause as? Errno ?? .ioError, done: done)
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
        case .notGranted:
            notAllowed(path, use) { files.grantHint.text(use == .read ? "read" : "write", $0) }
        case .neverGranted:
            notAllowed(path, use) { _ in "files of /proc and the files of vimeo-lua itself are never granted" }
        case .leadsOut:
            notAllowed(path, use, ", a symbolic link to what is not granted") { _ in
                "grant what it leads to, or put a copy in its place"
            }
        }
    }

    private static func notAllowed(
        _ path: String,
        _ use: FileAccess.Use,
        _ why: String = "",
        hint: (_ shown: String) -> String
    ) -> VimeoError {
        let shown = PlainText.oneLine(path)
        let verb = use == .read ? "reading" : "writing"
        return VimeoError(.permission, "not allowed: \(verb) \(shown)\(why)", hint: hint(shown))
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
                "pull lets Vimeo fetch a video from a link; download anything else first"
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
