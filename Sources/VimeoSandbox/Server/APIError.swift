import JSONCore
import NIOHTTP1

/// A refusal, with the body Vimeo sends for it.
struct APIError: Error, Sendable {
    /// One entry of `invalid_parameters`.
    struct Parameter: Sendable {
        let field: String
        var code: Int64 = 2204
        let reason: String
    }

    /// The folder that keeps the sandbox did not take a change.
    static let notKept = plain(
        .insufficientStorage,
        "The sandbox could not write the change to its disk, and has not made it."
    )

    let status: HTTPResponseStatus
    var headers: HTTPHeaders = [:]
    let body: JSONValue

    var response: ServerResponse {
        var response = ServerResponse(status: status, headers: headers, body: body.bytes())
        response.headers.add(name: "Content-Type", value: "application/vnd.vimeo.error+json")
        if let code = body["error_code"]?.integer {
            response.headers.add(name: "Vimeo-Error-Code", value: "\(code)")
        }
        return response
    }

    /// The shape with a code: text for users, text for developers.
    static func coded(_ status: HTTPResponseStatus, _ code: Int64, _ text: String, _ developer: String) -> APIError {
        APIError(
            status: status,
            body: [
                "error": .string(text), "link": .null, "developer_message": .string(developer),
                "error_code": .integer(code),
            ]
        )
    }

    /// The old shape: nothing but a text.
    static func plain(_ status: HTTPResponseStatus, _ text: String, _ headers: HTTPHeaders = [:]) -> APIError {
        APIError(status: status, headers: headers, body: ["error": .string(text)])
    }

    /// The shape of the grants (RFC 6749 section 5.2).
    static func grant(_ kind: String, _ description: String) -> APIError {
        APIError(status: .badRequest, body: ["error": .string(kind), "error_description": .string(description)])
    }

    /// The shape with a list of bad parameters; `code` is the outer one.
    static func invalid(_ parameters: [Parameter], code: Int64 = 2204) -> APIError {
        let list = parameters.map { parameter -> JSONValue in
            [
                "field": .string(parameter.field), "error_code": .integer(parameter.code),
                "error": "This value is invalid: \(parameter.reason)",
                "developer_message": .string(parameter.reason),
            ]
        }
        return APIError(
            status: .badRequest,
            body: [
                "invalid_parameters": .array(list),
                "error": "You have provided an invalid parameter.",
                "link": .null,
                "developer_message": .string(parameters.map { "\($0.field): \($0.reason)" }.joined(separator: " ")),
                "error_code": .integer(code),
            ]
        )
    }

    static func invalid(_ field: String, _ reason: String, code: Int64 = 2204) -> APIError {
        .invalid([Parameter(field: field, code: code, reason: reason)])
    }
}

extension APIError {
    static func notFound(_ what: String, code: Int64 = 5000) -> APIError {
        .coded(.notFound, code, "The requested \(what) couldn't be found.", "No \(what) of this URI is visible to you.")
    }

    static func malformedBody(_ developer: String) -> APIError {
        .coded(.badRequest, 2205, "The request body is missing or malformed.", developer)
    }

    /// No credentials, or invalid ones; the header is that of RFC 6750 section 3.
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
        let names = allowed.map(\.rawValue).joined(separator: ", ")
        return plain(.methodNotAllowed, "\(method.rawValue) is not allowed here.", ["Allow": names])
    }

    /// The token was sent to a link that is a secret of its own.
    static let tokenAtLink = plain(
        .badRequest,
        "The link needs no Authorization, and the token must not be sent to it."
    )

    static let tooLarge = plain(.payloadTooLarge, "The request body is too large.")
}
