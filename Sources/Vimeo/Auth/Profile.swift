/// What `vimeo-lua login` keeps of a sign-in.
package struct Profile: Equatable {
    package static let defaultName = "default"

    /// The API that the token belongs to; it is sent to no other.
    package var apiRoot: String
    package var token: String
    package var clientID: String?
    package var clientSecret: String?
    /// What the token may do, separated by blanks.
    package var scope = ""
    /// The URI of the user; nil for a token of an app alone.
    package var user: String?
    package var name: String?

    package init(apiRoot: String, token: String) {
        (self.apiRoot, self.token) = (apiRoot, token)
    }

    /// Nil if what a profile needs is missing.
    package init?(_ json: JSONValue) {
        guard let root = json["api_root"]?.string, let token = json["token"]?.string, !token.isEmpty else { return nil }
        self.init(apiRoot: root, token: token)
        clientID = json["client_id"]?.string
        clientSecret = json["client_secret"]?.string
        scope = json["scope"]?.string ?? ""
        user = json["user"]?.string
        name = json["name"]?.string
    }

    package var json: JSONValue {
        var fields: JSONObject = ["api_root": .string(apiRoot), "token": .string(token), "scope": .string(scope)]
        fields["client_id"] = clientID.map { .string($0) }
        fields["client_secret"] = clientSecret.map { .string($0) }
        fields["user"] = user.map { .string($0) }
        fields["name"] = name.map { .string($0) }
        return .object(fields)
    }

    /// Whether the profile is for an API; a slash at the end makes no difference.
    package func belongs(to root: String) -> Bool { Self.trimmed(apiRoot) == Self.trimmed(root) }

    private static func trimmed(_ root: String) -> String {
        var root = root.lowercased()
        while root.hasSuffix("/") { root.removeLast() }
        return root
    }
}
