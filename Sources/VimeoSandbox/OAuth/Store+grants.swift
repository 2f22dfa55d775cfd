import FoundationEssentials
import JSONCore
import NIOHTTP1
import Platform

extension Store {
    /// The owner of the sandbox, who is the one that signs in.
    static let owner = "/users/1"
    /// Somebody else, with an account of their own.
    static let other = "/users/2"

    /// Redirect URIs the app has registered: those of the options, any of this machine, and those of an example.
    func isRegistered(_ redirectURI: String) -> Bool {
        if options.redirects.contains(redirectURI) { return true }
        return ["http://127.0.0.1", "http://localhost", "http://[::1]", "https://example.com"].contains { origin in
            guard redirectURI.hasPrefix(origin) else { return false }
            let next = redirectURI.dropFirst(origin.count).first
            return next == nil || next == "/" || next == "?" || next == ":" && origin != "https://example.com"
        }
    }

    /// Checks the app's own credentials and the `grant_type`, and gives the parameters.
    func grant(_ call: Call, type: String?) throws(APIError) -> JSONObject {
        // A token is not accepted here, not even a valid one: grants are given to the app.
        guard let header = call.request.headers.first(name: "Authorization"),
            header.lowercased().hasPrefix("basic "), case .app = try authenticate(header)
        else { throw .missingClient }
        let form = try call.request.fields()
        if let type, form["grant_type"]?.string != type {
            throw form["grant_type"] == nil
                ? .grant("invalid_request", "grant_type is required.")
                : .grant("unsupported_grant_type", "grant_type must be \(type) here.")
        }
        return form
    }

    mutating func beginDevice(_ scopes: [Scope], now: Instant) -> Answer {
        let code = Self.randomHex(40)
        let interval = 5
        let device = Device(
            userCode: Self.randomHex(6).uppercased(),
            scopes: scopes,
            user: Self.owner,
            agrees: now + .seconds(interval),
            expires: now + .seconds(600)
        )
        set(device, code)
        return Answer(
            content: .plain([
                "device_code": .string(code),
                "user_code": .string(device.userCode),
                "authorize_link": .string("\(apiRoot)/oauth/device/authorize"),
                "activate_link": .string("\(apiRoot)/activate"),
                "expires_in": 600,
                "interval": .integer(Int64(interval)),
            ])
        )
    }

    mutating func pollDevice(_ call: Call) throws(APIError) -> Answer {
        let form = try grant(call, type: nil)
        guard let code = form["device_code"]?.string, let device = devices[code],
            form["user_code"]?.string == device.userCode, call.now < device.expires
        else { throw .grant("invalid_grant", "The codes are unknown or have expired.") }
        if device.isRefused {
            set(nil as Device?, code)
            throw .grant("access_denied", "The user has refused.")
        }
        guard call.now >= device.agrees else {
            throw .grant("authorization_pending", "The user has not agreed yet.")
        }
        set(nil as Device?, code)
        return Answer(content: .plain(describe(issueToken(device.scopes, user: device.user))))
    }

    /// Who sends a request with this `Authorization` header.
    func authenticate(_ header: String?) throws(APIError) -> Caller {
        guard let header else { return .nobody }
        let parts = header[...].utf8.split(separator: UInt8(ascii: " "), maxSplits: 1)
        let credentials = parts.count == 2 ? String(Substring(parts[1]).trimmed()) : ""
        switch parts.first.map({ Substring($0).lowercased() }) {
        case "basic":
            let wanted = "\(identity.clientID):\(identity.clientSecret)"
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
        set(token, token.value)
        return token
    }

    /// Creates a code that can be exchanged once, within ten minutes.
    mutating func issueCode(redirectURI: String, scopes: [Scope], user: String, now: Instant) -> String {
        for (code, old) in codes where old.expires <= now { set(nil as Code?, code) }
        let code = Self.randomHex(40)
        set(Code(redirectURI: redirectURI, scopes: scopes, user: user, expires: now + .seconds(600)), code)
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

/// An authorization code that waits to be exchanged.
struct Code: Sendable {
    let redirectURI: String
    let scopes: [Scope]
    let user: String
    let expires: Instant
}

/// A device that waits for its user to agree.
struct Device: Sendable {
    let userCode: String
    var scopes: [Scope]
    var user: String
    /// When the user agrees: by itself after a delay, unless somebody answers on the page before.
    var agrees: Instant
    let expires: Instant
    var isRefused = false
}
