internal import VimeoLua

/// Wrong usage of a long option or command: exit status 64.
struct UsageError: Error {
    let message: String
    let hint: String

    static let status: Int32 = 64

    static func unknownOption(_ name: String, known: [String]) -> UsageError {
        UsageError(
            message: "unknown option --\(name)",
            hint: NearestName.find(name, in: known).map { "did you mean --\($0)?" }
                ?? "vimeo-lua --help lists the options"
        )
    }

    static func missingValue(of name: String) -> UsageError {
        UsageError(message: "--\(name) needs a value", hint: "write --\(name) VALUE or --\(name)=VALUE")
    }

    static func unexpectedValue(of name: String) -> UsageError {
        UsageError(message: "--\(name) takes no value", hint: "write --\(name) alone")
    }

    static func badValue(_ value: String, of name: String, hint: String) -> UsageError {
        UsageError(message: "--\(name) cannot be '\(value)'", hint: hint)
    }

    /// The same error for the option's environment variable.
    func from(_ variable: String) -> UsageError {
        UsageError(message: "\(variable): \(message)", hint: hint)
    }
}
