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

extension VimeoTable {
    private static let path = Parameter.required("path", .apiPath, "a URI such as /videos/1, or an absolute URL")
    private static let body = Parameter.optional("body", .body, "a table is sent as JSON, a string as it is")
    private static let errors = ["auth", "network", "timeout", "cancelled", "permission", "usage"]

    func addRequests(to functions: inout [FunctionDescription]) {
        func verb<Second>(
            _ method: Request.Method,
            _ second: Parameter<Second>,
            _ text: String,
            _ example: String,
            _ parts: @escaping (Second) -> (query: [Request.Parameter]?, body: Argument?)
        ) {
            let name = "vimeo.\(method.rawValue.lowercased())"
            functions.add(
                name,
                permission: .none,
                taking(Self.path, second),
                options: RequestOptions.ofVerbs,
                results: "response",
                text: text,
                errors: Self.errors,
                example: name + example
            ) { [self] arguments, path, second in
                let (query, body) = parts(second)
                return try send(method, path, arguments, query: query, body: body)
            }
        }
        let (query, body) = (RequestOptions.query, Self.body)
        verb(.get, query, "Reads what is at a path.", "(\"/me\", {fields = {\"uri\", \"name\"}}).body.name") {
            ($0, nil)
        }
        verb(.head, query, "Asks for the headers of what is at a path.", "(\"/videos/1\").ok") { ($0, nil) }
        verb(.options, query, "Asks what a path can do.", "(\"/me/videos\").headers.allow") { ($0, nil) }
        verb(.delete, query, "Deletes what is at a path.", "(\"/videos/1\"):check()") { ($0, nil) }
        verb(.post, body, "Creates something, or starts an action.", "(\"/me/projects\", {name = \"Talks\"})") {
            ([], $0)
        }
        verb(.put, body, "Puts something in place.", "(\"/videos/1/tags/swift\")") { ([], $0) }
        verb(.patch, body, "Changes something.", "(\"/videos/1\", {name = \"New title\"}):check()") { ([], $0) }

        let methods = Request.Method.allCases.map(\.rawValue)
        functions.add(
            "vimeo.request",
            permission: .none,
            taking(.required("method", .text(suggesting: methods), "what to do"), Self.path, Self.body),
            options: RequestOptions.ofVerbs,
            results: "response",
            text: "Makes any request; the general form of the other verbs.",
            errors: Self.errors,
            example: "vimeo.request{method = \"GET\", path = \"/me\"}"
        ) { [self] arguments, name, path, body in
            guard let method = Request.Method(rawValue: name.uppercased()) else {
                let known = methods.joined(separator: ", ")
                throw VimeoError(.usage, "unknown HTTP method \(name)", hint: "valid methods: \(known)")
            }
            return try send(method, path, arguments, query: [], body: body)
        }

        functions.add(
            "vimeo.path",
            permission: .none,
            taking(.required("template", .text, "a path with {} for each value; the values follow")),
            takesMore: true,
            results: "path",
            text: "Returns a path of the API with values in place of {} or {name}, percent-encoded.",
            errors: ["usage"],
            example: "vimeo.path(\"/videos/{video_id}/tags/{}\", 1001, \"north sea\")"
        ) { arguments, template in
            let stack = arguments.stack
            let values = try stack.top < 2 ? [] : (2...stack.top).map { try stack.pathValue(at: $0) }
            return stack.result(.string(try PathTemplate.fill(template, with: values)))
        }

        functions.add(
            "vimeo.uri",
            permission: .none,
            taking(.required("resource", .any, "a number, a URI, an address of vimeo.com, or an object of the API")),
            results: "uri",
            text: "The URI of what a number, an object, or a page, player, manage, showcase, channel or group address "
                + "names.",
            errors: ["usage"],
            example: "vimeo.uri(\"https://vimeo.com/123456789\")"
        ) { [self] arguments, resource in
            let stack = arguments.stack
            let name =
                switch stack.value(at: resource.index) {
                case .integer(let number): String(number)
                case .string, .reference(.table, _): try resource.uri()
                default:
                    throw VimeoError(
                        .usage,
                        "a \(stack.typeName(at: resource.index)) does not name a resource",
                        hint: "give a number, a URI, an address or an object"
                    )
                }
            return stack.result(.string(try client().uri(naming: name)))
        }

        functions.add(
            "vimeo.rate",
            permission: .none,
            taking(),
            results: "rate",
            text:
                "Shows what is known of the token's rate limit, without a request: limit and remaining (requests in the "
                + "current window), reset (its end, as epoch seconds; all three nil while unknown) and waiting (requests "
                + "held back now). Requests are slowed down before the limit is reached, and wait after it.",
            example: "vimeo.rate().remaining"
        ) { [self] arguments in
            let rate = try client().rate
            let stack = arguments.stack
            stack.pushTable(fields: 4)
            stack.set("limit", rate.limit)
            stack.set("remaining", rate.remaining)
            stack.set("reset", rate.reset)
            stack.set("waiting", rate.waiting)
            return .results(1)
        }
    }

    private func send(
        _ method: Request.Method,
        _ path: String,
        _ arguments: Arguments,
        query: [Request.Parameter]?,
        body: Argument?
    ) throws -> LuaReply {
        var request = try Request(method, path, query: query, options: arguments)
        request.query += try arguments.option(RequestOptions.query) ?? []
        let contentType = try arguments.option(RequestOptions.contentType)
        if let body { request.body = try body.body(contentType: contentType) }
        let nulls = try arguments.option(RequestOptions.nulls)
        return try ask { [request] in
            try await $0.send(request)
        } push: { [parts] response, stack in
            parts.seen.note(response.body)
            ResponseTable.push(response, nulls: nulls, metatables: parts.metatables, on: stack)
        }
    }
}
