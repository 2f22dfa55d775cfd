/// What a sign-in gave.
public struct Grant: Sendable, Equatable {
    /// The access token.
    ///
    /// A secret.
    public var token: String

    /// What the token may do, separated by blanks; it can be less than was asked for.
    ///
    public var scope: String

    /// The user the token belongs to; nil for client credentials.
    public var user: JSONValue?

    /// The whole answer.
    public var answer: JSONValue
}
