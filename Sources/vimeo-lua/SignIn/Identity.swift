internal import Terminal
internal import Vimeo

/// Whom a token belongs to, and what it may do, as Vimeo says.
struct Identity {
    /// The URI of the user; nil for a token of an app alone.
    let user: String?
    let name: String?
    let link: String?
    /// What the user pays for, such as `pro`.
    let plan: String?
    let scope: String
    let app: String?
    /// When the token ends, as Vimeo writes it; nil for one that does not.
    let expiry: String?

    var scopes: [String] { scope.split(separator: " ").map { String($0) } }

    /// Asks Vimeo (`GET /oauth/verify`).
    ///
    /// - Throws: `auth` if the token is not valid.
    init(of client: Client) async throws(VimeoError) {
        let answer = try await client.verifyToken().json()
        let user = answer["user"]
        self.user = user?["uri"]?.string
        name = user?["name"]?.string
        link = user?["link"]?.string
        plan = user?["account"]?.string
        scope = answer["scope"]?.string ?? ""
        app = answer["app"]?["name"]?.string
        expiry = answer["expires_on"]?.string
    }

    /// One line for a terminal: name, URI, plan and scopes.
    var summary: String {
        let who = [name, user.map { "(\($0))" }].compactMap { $0 }.joined(separator: " ")
        let parts = [
            who.isEmpty ? "the app \(app ?? "") without a user" : who, plan.map { "plan \($0)" },
            "scopes \(scope.isEmpty ? "none" : scope)",
        ]
        return TerminalText.escaped(parts.compactMap { $0 }.joined(separator: ", "))
    }
}
