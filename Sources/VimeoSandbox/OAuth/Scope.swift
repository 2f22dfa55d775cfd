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

    /// Reads `public private`, scopes separated by blanks; an unknown one is nil.
    static func list(_ text: String) -> [Scope]? {
        var scopes: [Scope] = []
        for name in text.split(separator: " ") {
            guard let scope = Scope(rawValue: String(name)) else { return nil }
            if !scopes.contains(scope) { scopes.append(scope) }
        }
        return scopes
    }
}
