internal import Vimeo

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

extension VimeoError.Code {
    static let exists = Self(rawValue: "exists")
    static let interrupted = Self(rawValue: "interrupted")
    static let linkLoop = Self(rawValue: "link_loop")
    static let notDirectory = Self(rawValue: "not_directory")
}

extension VimeoError {
    /// A call of the system that failed: what was tried, with which file, and the system's reason.
    ///
    /// An interrupted call is of kind `cancelled`; all else of kind `file`.
    static func file(_ action: String, _ path: Path, _ reason: Int32) -> VimeoError {
        // Known numbers have constant texts, so no other thread can change what is read here.
        let text = strerror(reason).map { String(cString: $0) } ?? "error \(reason)"
        let problem = "cannot \(action) \(shortened(path.text)): \(text)"
        if reason == EINTR { return VimeoError(.cancelled, code: .interrupted, problem) }
        let (code, hint) = advice(for: reason, on: action)
        return VimeoError(.file, code: code, problem, hint: hint)
    }

    /// A name that is too long for any system is not worth more of the screen.
    private static func shortened(_ name: String) -> String {
        name.utf8.count <= 4096 ? name : "\(name.prefix(100))…"
    }

    private static func advice(for reason: Int32, on action: String) -> (code: Code, hint: String?) {
        switch reason {
        case ENOENT where action == "write": (.noFile, "make its folder first, with vimeo.fs.mkdir")
        case ENOENT: (.noFile, "check the name; it is relative to the current folder")
        case ENOTDIR: (.notDirectory, "a part of the name is no folder")
        case EACCES, EPERM: (.denied, "check its permissions, and those of the folders it is in")
        case EISDIR: (.directory, "name a file, not a folder")
        case EEXIST: (.exists, "something that is no folder has that name")
        case ENOSPC, EDQUOT: (.diskFull, "make room, then try again")
        case ELOOP: (.linkLoop, "its links lead in a circle")
        case EMFILE, ENFILE: (.tooManyOpen, "close files that are no longer needed")
        default: (.file, nil)
        }
    }
}
