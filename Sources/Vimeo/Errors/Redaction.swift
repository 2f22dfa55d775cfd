/// Takes secrets out of texts that people will see.
enum Redaction {
    private static let secretNames: Set<String> = [
        "access_token", "client_secret", "code", "device_code", "password", "token",
    ]

    /// An URL fit for messages: no user information, no secret parameters and, where the whole link is the secret
    /// (an upload or picture link), nothing but its origin.
    static func url(_ address: Address, isSecretLink: Bool = false) -> String {
        if isSecretLink { return "\(address.origin)/…" }
        guard let mark = address.target.firstIndex(of: "?") else { return "\(address.origin)\(address.target)" }
        let query = address.target[address.target.index(after: mark)...]
        return "\(address.origin)\(address.target[..<mark])?\(parameters(query))"
    }

    /// A query string with the values of secret parameters masked.
    static func parameters(_ query: Substring) -> String {
        query.split(separator: "&", omittingEmptySubsequences: false).map { pair in
            let name = pair.prefix { $0 != "=" }
            let isSecret = isSecretName(PercentEncoding.decoded(name))
            return isSecret && pair.count > name.count ? "\(name)=***" : String(pair)
        }
        .joined(separator: "&")
    }

    static func isSecretName(_ name: String) -> Bool {
        let name = name.lowercased()
        return secretNames.contains(name) || name.contains("signature") || name.hasPrefix("x-amz-")
            || name.hasPrefix("x-goog-")
    }

    /// A text of a server with our own secrets masked, should it echo them.
    static func text(_ text: String, hiding secrets: [String]) -> String {
        secrets.reduce(text) { result, secret in
            secret.count < 4
                ? result : result.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "***")
        }
    }
}
