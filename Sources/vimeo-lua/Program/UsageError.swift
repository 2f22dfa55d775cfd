/// Wrong usage of a long option or command: exit status 64.
struct UsageError: Error {
    let message: String
    let hint: String

    static let status: Int32 = 64

    static func missingValue(of name: String) -> UsageError {
        UsageError(message: "--\(name) needs a value", hint: "write --\(name) VALUE or --\(name)=VALUE")
    }
}
