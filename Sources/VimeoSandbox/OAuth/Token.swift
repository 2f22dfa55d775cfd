/// An access token: what it may do, and for whom.
struct Token: Sendable {
    let value: String
    let scopes: [Scope]
    /// The URI of the user; nil for a token of the app alone.
    let user: String?

    var scopeText: String {
        scopes.map(\.rawValue).joined(separator: " ")
    }
}
