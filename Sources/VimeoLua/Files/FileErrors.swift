internal import Platform
internal import Vimeo

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
    static func file(_ action: String, _ path: Path, _ reason: Errno) -> VimeoError {
        let problem = "cannot \(action) \(shortened(path.text)): \(reason)"
        if reason == .interrupted { return VimeoError(.cancelled, code: .interrupted, problem) }
        let (code, hint) = advice(for: reason, on: action)
        return VimeoError(.file, code: code, problem, hint: hint)
    }

    /// A name that is too long for any system is not worth more of the screen.
    private static func shortened(_ name: String) -> String {
        name.utf8.count <= 4096 ? name : "\(name.prefix(100))…"
    }

    private static func advice(for reason: Errno, on action: String) -> (code: Code, hint: String?) {
        switch reason {
        case .noSuchFileOrDirectory where action == "write": (.noFile, "make its folder first, with vimeo.fs.mkdir")
        case .noSuchFileOrDirectory: (.noFile, "check the name; it is relative to the current folder")
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
}
