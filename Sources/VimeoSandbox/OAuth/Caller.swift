/// Who sent a request.
enum Caller: Sendable {
    case nobody
    /// The app itself, with its identifier and secret.
    case app
    case token(Token)

    /// The URI of the signed-in user.
    var user: String? {
        if case .token(let token) = self { token.user } else { nil }
    }

    func has(_ scope: Scope) -> Bool {
        switch self {
        case .nobody: false
        case .app: scope == .public
        case .token(let token): token.scopes.contains(scope)
        }
    }
}
