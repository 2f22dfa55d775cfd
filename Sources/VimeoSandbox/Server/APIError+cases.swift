import NIOHTTP1

extension APIError {
    static func notFound(_ what: String, code: Int64 = 5000) -> APIError {
        .coded(.notFound, code, "The requested \(what) couldn't be found.", "No \(what) of this URI is visible to you.")
    }

    static func malformedBody(_ developer: String) -> APIError {
        .coded(.badRequest, 2205, "The request body is missing or malformed.", developer)
    }

    /// No credentials, or invalid ones.
    ///
    /// The header is that of RFC 6750 section 3.
    static func badToken(_ developer: String) -> APIError {
        var error = coded(.unauthorized, 8003, "Something is wrong with your access token.", developer)
        error.headers = ["WWW-Authenticate": "Bearer error=\"invalid_token\""]
        return error
    }

    static let badClient = coded(
        .unauthorized,
        8001,
        "The app could not be authenticated.",
        "There is no app with this client identifier and client secret."
    )

    static let missingClient = coded(
        .unauthorized,
        8000,
        "The app could not be authenticated.",
        "This call needs Basic authentication with the client identifier and the client secret."
    )

    static let noUser = coded(
        .unauthorized,
        8002,
        "This call needs a signed-in user.",
        "The access token belongs to an app, not to a user."
    )

    static func missingScope(_ scope: Scope) -> APIError {
        .plain(.forbidden, "Your access token does not have the \"\(scope.rawValue)\" scope")
    }

    static func wrongMethod(_ method: HTTPMethod, allowed: [HTTPMethod]) -> APIError {
        var error = plain(.methodNotAllowed, "\(method.rawValue) is not allowed here.")
        error.headers = ["Allow": allowed.map(\.rawValue).joined(separator: ", ")]
        return error
    }

    /// The token was sent to a link that is a secret of its own.
    static let tokenAtLink = plain(
        .badRequest,
        "The link needs no Authorization, and the token must not be sent to it."
    )

    static let tooLarge = plain(.payloadTooLarge, "The request body is too large.")
}
