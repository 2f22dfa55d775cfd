internal import LuaKit
internal import Vimeo

/// The options of requests, for the verbs and for the loops over collections.
struct RequestOptions {
    static let query = Parameter.optional("query", .query, "parameters of the URL; lists are joined with commas")
    static let headers = Parameter.optional("headers", .headers, "header fields by name")
    static let timeout = Parameter.optional(
        "timeout",
        .seconds,
        "seconds without progress after which a request fails"
    )
    static let retries = Parameter.optional("retries", .count(atLeast: 0), "how often a request may be retried")
    static let contentType = Parameter.optional("content_type", .text, "the type of the body")
    static let nulls = Parameter.choice(
        "null",
        ["absent": JSONNulls.absent, "keep": .keep],
        "what becomes of null fields: keep gives vimeo.json.null"
    )

    static let ofCollections: [any ParameterDeclaration] = [headers, timeout, retries, nulls]
    static let ofVerbs: [any ParameterDeclaration] = [query, headers, timeout, retries, contentType, nulls]
}

extension Request {
    /// A request with the options of a call that verbs and loops have in common.
    init(_ method: Method, _ path: String, query: [Parameter]?, options arguments: Arguments) throws {
        self.init(method, path)
        self.query = query ?? []
        headers = try arguments.option(RequestOptions.headers) ?? Headers()
        timeout = try arguments.option(RequestOptions.timeout)
        retries = try arguments.option(RequestOptions.retries)
        largestBody = arguments.stack.memoryLeft
    }
}
