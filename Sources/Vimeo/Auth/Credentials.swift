import FoundationEssentials

/// Who a client is.
struct Credentials: Sendable {
    var token: String?
    var clientID: String?
    var clientSecret: String?

    /// `Basic …` of client id and secret, or nil if one is missing.
    var basic: String? {
        guard let id = clientID, let secret = clientSecret, !id.isEmpty, !secret.isEmpty else { return nil }
        return "Basic " + Data("\(id):\(secret)".utf8).base64EncodedString()
    }

    /// What no message may repeat.
    var secrets: [String] {
        [token, clientSecret, basic.map { String($0.dropFirst(6)) }].compactMap { $0 }
    }
}
