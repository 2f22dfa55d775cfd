/// An authorization code that waits to be exchanged.
struct Code: Sendable {
    let redirectURI: String
    let scopes: [Scope]
    let user: String
}
