internal import Platform
internal import Vimeo

extension VimeoError {
    /// A call of the system that failed: what was tried, with which file, and the system's reason.
    ///
    /// An interrupted call is of kind `cancelled`; all else of kind `file`.
    static func file(_ action: String, _ path: Path, _ reason: Errno) -> VimeoError {
        let problem = "cannot \(action) \(shortened(path.text)): \(reason)"
        if reason == .interrupted { return VimeoError(.cancelled, code: .interrupted, problem) }
        let (code, hint) = FileProblem.advice(reason, on: action)
        return VimeoError(.file, code: code, problem, hint: hint)
    }

    /// A name that is too long for any system is not worth more of the screen.
    private static func shortened(_ name: String) -> String {
        name.utf8.count <= 4096 ? name : "\(name.prefix(100))…"
    }
}
