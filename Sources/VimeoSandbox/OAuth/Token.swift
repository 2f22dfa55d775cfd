/// An access token: what it may do, and for whom.
struct Token: Sendable {
    let value: String
    let scopes: [Scope]
    /// The URI of the user; nil for a token of the app alone.
    let user: String?

    var scopeText: String { scopes.text }
}

/// The sender of a request.
enum Caller: Sendable {
    case nobody
    /// The app itself, with its identifier and secret.
    case app
    case token(Token)

    /// The URI of the signed-in user.
    var user: String? {
        if case .token(let token) = self { token.user } else { nil }
    }

    /// The access token itself.
    var token: String? {
        if case .token(let token) = self { token.value } else { nil }
    }

    func has(_ scope: Scope) -> Bool {
        switch self {
        case .nobody: false
        case .app: scope == .public
        case .token(let token): token.scopes.contains(scope)
        }
    }
}

extension [Scope] {
    /// As `Scope.list` reads them.
    var text: String { map(\.rawValue).joined(separator: " ") }
}

/// What an access token may do.
enum Scope: String, CaseIterable, Sendable {
    case `public`
    case `private`
    case create
    case edit
    case delete
    case interact
    case upload
    case stats
    case videoFiles = "video_files"
    case email
    case promoCodes = "promo_codes"
    case purchase
    case purchased
    case scim

    /// Reads `public private`, scopes separated by spaces; nil if one is unknown.
    static func list(_ text: String) -> [Scope]? {
        var scopes: [Scope] = []
        for name in text.split(separator: " ") {
            guard let scope = Scope(rawValue: String(name)) else { return nil }
            if !scopes.contains(scope) { scopes.append(scope) }
        }
        return scopes
    }
}
