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
    static func plain(_ status: HTTPResponseStatus, _ text: String) -> APIError {
        APIError(status: status, body: ["error": .string(text)])
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
