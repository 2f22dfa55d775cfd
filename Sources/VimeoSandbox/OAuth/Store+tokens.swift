import FoundationEssentials
import JSONCore

extension Store {
    /// Who sends a request with this `Authorization` header.
    func authenticate(_ header: String?) throws(APIError) -> Caller {
        guard let header else { return .nobody }
        let parts = header.split(separator: " ", maxSplits: 1)
        let credentials = parts.count == 2 ? parts[1].trimmed() : ""
        switch parts.first?.lowercased() {
        case "basic":
            let wanted = "\(clientID):\(clientSecret)"
            guard let data = Data(base64Encoded: credentials), data.elementsEqual(wanted.utf8) else {
                throw .badClient
            }
            return .app
        case "bearer":
            guard let token = tokens[credentials] else {
                throw .badToken("The access token is unknown or was revoked.")
            }
            return .token(token)
        default: throw .badToken("Authorization must be Bearer or Basic.")
        }
    }

    /// Creates a token of 40 hexadecimal digits.
    mutating func issueToken(_ scopes: [Scope], user: String?) -> Token {
        let token = Token(value: Self.randomHex(40), scopes: scopes, user: user)
        tokens[token.value] = token
        return token
    }

    /// Creates a code that can be exchanged once.
    mutating func issueCode(redirectURI: String, scopes: [Scope], user: String) -> String {
        let code = Self.randomHex(40)
        codes[code] = Code(redirectURI: redirectURI, scopes: scopes, user: user)
        return code
    }

    /// What the OAuth calls answer about a token.
    func describe(_ token: Token) -> JSONValue {
        var fields: JSONObject = [
            "access_token": .string(token.value), "token_type": "bearer", "scope": .string(token.scopeText),
        ]
        if let user = token.user, case .object(var author) = author(user) {
            author["metadata"] = [:]
            fields["user"] = .object(author)
        }
        fields["app"] = ["name": "Sandbox", "uri": "/apps/1"]
        return .object(fields)
    }
}
