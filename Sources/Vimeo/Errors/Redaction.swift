import Platform

/// Takes secrets out of texts that people will see.
package enum Redaction {
    private static let secretNames: Set<String> = [
        "access_token", "api_key", "apikey", "authorization", "client_secret", "code", "device_code", "hmac",
        "id_token", "key-pair-id", "password", "policy", "refresh_token", "secret", "sig", "token",
    ]

    /// What the names of headers with secrets of other services have in them, such as `X-Api-Key`.
    private static let secretParts = ["auth", "key", "password", "secret", "token"]

    /// Larger bodies are not shown.
    static let largestBody = 256 * 1024

    /// In bytes: anything shorter is not a secret, but may be a word of a text or URL that has nothing to do with it.
    static let shortestSecret = 6

    /// A URL fit for messages: no user information, no secret parameters, none of our own secrets in its path and, where
    /// the whole link is the secret (an upload or picture link), nothing but its origin.
    static func url(_ address: Address, isSecretLink: Bool = false, hiding secrets: [String] = []) -> String {
        if isSecretLink { return "\(address.origin)/…" }
        let path = address.path
        let shown = "\(address.origin)\(text(String(path), hiding: secrets))"
        guard path.endIndex < address.target.endIndex else { return shown }
        return "\(shown)?\(parameters(address.target[path.endIndex...].dropFirst(), hiding: secrets))"
    }

    /// A path or URL that a caller gave, without its query.
    static func path(_ text: String, hiding secrets: [String]) -> String {
        PlainText.oneLine(self.text(String(text.prefix { $0 != "?" }), hiding: secrets))
    }

    /// The value of a header field: of `Authorization` its scheme, of an address its origin, for its path may be a secret.
    static func header(_ field: Headers.Field, hiding secrets: [String]) -> String {
        let name = field.name.lowercased()
        if name.hasSuffix("authorization") { return "\(field.value.prefix { $0 != " " }) ***" }
        if name.hasSuffix("cookie") || isSecretName(name) || secretParts.contains(where: name.contains) { return "***" }
        if let address = try? Address(absolute: field.value) { return url(address, isSecretLink: true) }
        let path = field.value.prefix { $0 != "?" }
        let query = field.value.dropFirst(path.count)
        let shown = query.isEmpty ? field.value : "\(path)?\(parameters(query.dropFirst()))"
        return PlainText.oneLine(text(shown, hiding: secrets))
    }

    /// A query string with the values of secret parameters masked, and our own secrets wherever they are.
    static func parameters(_ query: Substring, hiding secrets: [String] = []) -> String {
        let pairs = query.split(separator: "&", omittingEmptySubsequences: false).map { pair in
            let name = pair.prefix { $0 != "=" }
            let isSecret = isSecretName(PercentEncoding.decoded(String(name)))
            return isSecret && pair.count > name.count ? "\(name)=***" : String(pair)
        }
        return text(pairs.joined(separator: "&"), hiding: secrets)
    }

    /// A JSON text with the values of secret members masked; a text that is not JSON as it is.
    package static func json(_ text: String) -> String {
        guard let value = JSONValue(json: Array(text.utf8)) else { return text }
        let masked = masked(value)
        return masked == value ? text : String(decoding: masked.bytes(), as: UTF8.self)
    }

    /// The body of a request as people may see it; nil if it is empty, not text, or large.
    static func body(_ body: [UInt8], contentType: String?, hiding secrets: [String]) -> String? {
        guard !body.isEmpty, body.count <= largestBody, let plain = String(validating: body, as: UTF8.self) else {
            return nil
        }
        let isForm = contentType?.hasPrefix("application/x-www-form-urlencoded") == true || JSONValue(json: body) == nil
        return text(isForm ? parameters(plain[...]) : json(plain), hiding: secrets)
    }

    /// The bytes of a server with a secret of ours masked, should it echo it.
    static func bytes(_ bytes: [UInt8], hiding secret: String) -> [UInt8] {
        let secret = Array(secret.utf8)
        var result: [UInt8] = []
        var (copied, place) = (0, 0)
        while let next = bytes[place...].firstIndex(where: { $0 == secret.first }) {
            place = next + 1
            guard bytes[next...].starts(with: secret) else { continue }
            result += bytes[copied..<next]
            result += "***".utf8
            place = next + secret.count
            copied = place
        }
        return copied == 0 ? bytes : result + bytes[copied...]
    }

    /// A text of a server with our own secrets masked, should it echo them, also percent-encoded.
    static func text(_ text: String, hiding secrets: [String]) -> String {
        secrets.reduce(text) { result, secret in
            // Most texts are too short to have it.
            let size = secret.utf8.count
            guard size >= shortestSecret, size <= result.utf8.count else { return result }
            let forms =
                secret.utf8.allSatisfy(PercentEncoding.isUnreserved)
                ? [secret] : [secret, PercentEncoding.queryValue(secret), PercentEncoding.formValue(secret)]
            return forms.reduce(result) { $0.replacingBytes(of: $1, with: "***") }
        }
    }

    /// Whether what has this name is a secret.
    package static func isSecretName(_ name: String) -> Bool {
        let name = name.lowercased()
        return secretNames.contains(name) || name.contains("signature") || name.hasPrefix("x-amz-")
            || name.hasPrefix("x-goog-")
    }

    private static func masked(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.map(masked))
        case .object(let members):
            .object(
                JSONObject(
                    members.members.map { member in
                        let isSecret = isSecretName(member.key) && member.value != .null
                        return (member.key, isSecret ? .string("***") : masked(member.value))
                    }
                )
            )
        default: value
        }
    }
}
