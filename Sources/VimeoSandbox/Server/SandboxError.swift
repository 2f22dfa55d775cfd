/// Why a sandbox could not start.
public struct SandboxError: Error, Equatable, CustomStringConvertible {
    /// The sorts of failure.
    public enum Code: Sendable {
        /// The address or port cannot be listened on.
        case cannotListen
    }

    /// The sort of failure.
    public let code: Code
    /// What happened.
    public let message: String
    /// What to do about it.
    public let hint: String

    /// The message and the hint.
    public var description: String {
        "\(message) (\(hint))"
    }
}
