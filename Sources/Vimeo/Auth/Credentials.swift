import FoundationEssentials

/// The token of a client and its app's id and secret.
struct Credentials: Sendable, Equatable {
    var token: String?
    var clientID: String?
    var clientSecret: String?

    /// `Basic …` of client id and secret, or nil if one is missing.
    var basic: String? {
        get throws(VimeoError) {
            guard let id = clientID, let secret = clientSecret, !id.isEmpty, !secret.isEmpty else { return nil }
            _ = try Self.checked(id, "client id", .badClient)
            _ = try Self.checked(secret, "client secret", .badClient)
            return Self.basic(id, secret)
        }
    }

    /// What no message may repeat.
    var secrets: [String] {
        let encoded = clientID.flatMap { id in clientSecret.map { Self.basic(id, $0).dropFirst(6) } }
        return [token, clientSecret, encoded.map { String($0) }].compactMap { $0 }
    }

    /// Fails for a line end or blank that came with copying, and for what can be no credential.
    static func checked(_ text: String, _ name: String, _ code: VimeoError.Code) throws(VimeoError) -> String {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw VimeoError(
                .auth,
                code: code,
                "the \(name) contains a blank, a line break or a character beyond ASCII",
                hint: "copy it again from https://developer.vimeo.com/apps"
            )
        }
        return text
    }

    private static func basic(_ id: String, _ secret: String) -> String {
        "Basic " + Data("\(id):\(secret)".utf8).base64EncodedString()
    }
}

extension Credentials {
    /// Those in a configuration.
    init(_ configuration: Configuration) {
        self.init(
            token: configuration.token,
            clientID: configuration.clientID,
            clientSecret: configuration.clientSecret
        )
    }
}
