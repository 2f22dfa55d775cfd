internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var requestFunctions: [FunctionDescription] {
        [
            withoutBody(
                .get,
                .read,
                "Reads what is at a path.",
                example: "vimeo.get(\"/me\", {fields = {\"uri\", \"name\"}}).body.name"
            ),
            withoutBody(
                .head,
                .read,
                "Asks for the headers of what is at a path.",
                example: "vimeo.head(\"/videos/1\").ok"
            ),
            withoutBody(
                .options,
                .read,
                "Asks what a path can do.",
                example: "vimeo.options(\"/me/videos\").headers.allow"
            ),
            withoutBody(.delete, .delete, "Deletes what is at a path.", example: "vimeo.delete(\"/videos/1\"):check()"),
            withBody(
                .post,
                "Creates something, or starts an action.",
                example: "vimeo.post(\"/me/projects\", {name = \"Talks\"})"
            ),
            withBody(.put, "Puts something in place.", example: "vimeo.put(\"/videos/1/tags/swift\")"),
            withBody(
                .patch,
                "Changes something.",
                example: "vimeo.patch(\"/videos/1\", {name = \"New title\"}):check()"
            ),
            request, uri, rate,
        ]
    }

    private static let path = Parameter.required("path", .text, "a URI such as /videos/1, or an absolute URL")
    private static let body = Parameter.optional("body", .body, "a table is sent as JSON, a string as it is")
    private static let options = ParameterDescription.options(RequestOptions.ofVerbs, "how to ask")
    private static let method = Parameter.required(
        "method",
        .text(suggesting: Request.Method.allCases.map(\.rawValue)),
        "what to do"
    )
    private static let errors = ["auth", "network", "timeout", "cancelled", "permission", "usage"]

    private func withoutBody(
        _ method: Request.Method,
        _ permission: FunctionDescription.Permission,
        _ text: String,
        example: String
    ) -> FunctionDescription {
        FunctionDescription(
            name: "vimeo.\(method.rawValue.lowercased())",
            parameters: [Self.path, RequestOptions.query, Self.options],
            results: "response",
            text: text,
            errors: Self.errors,
            example: example,
            permission: permission
        ) { [self] arguments in
            try send(method, arguments, query: arguments[RequestOptions.query], body: nil)
        }
    }

    private func withBody(_ method: Request.Method, _ text: String, example: String) -> FunctionDescription {
        FunctionDescription(
            name: "vimeo.\(method.rawValue.lowercased())",
            parameters: [Self.path, Self.body, Self.options],
            results: "response",
            text: text,
            errors: Self.errors,
            example: example,
            permission: .write
        ) { [self] arguments in
            try send(method, arguments, query: [], body: arguments[Self.body])
        }
    }

    private var request: FunctionDescription {
        FunctionDescription(
            name: "vimeo.request",
            parameters: [Self.method, Self.path, Self.body, Self.options],
            results: "response",
            text: "Makes any request; the general form of the other verbs.",
            errors: Self.errors,
            example: "vimeo.request{method = \"GET\", path = \"/me\"}",
            permission: .delete
        ) { [self] arguments in
            let name = try arguments[Self.method]
            guard let method = Request.Method(rawValue: name.uppercased()) else {
                let known = Request.Method.allCases.map(\.rawValue).joined(separator: ", ")
                throw VimeoError(.usage, "unknown HTTP method \(name)", hint: "valid methods: \(known)")
            }
            return try send(method, arguments, query: [], body: arguments[Self.body])
        }
    }

    private func send(
        _ method: Request.Method,
        _ arguments: Arguments,
        query: [Request.Parameter]?,
        body: Argument?
    ) throws -> LuaReply {
        var request = try Request(method, arguments[Self.path], query: query, options: arguments)
        request.query += try arguments.option(RequestOptions.query) ?? []
        let contentType = try arguments.option(RequestOptions.contentType)
        if let body { request.body = try body.body(contentType: contentType) }
        let nulls = try arguments.option(RequestOptions.nulls)
        let finished = request
        let client = try client()
        let work = LuaWait {
            try await client.send(finished)
        } deliver: { [parts] response, stack in
            parts.seen.note(response.body)
            ResponseTable.push(response, nulls: nulls, metatables: parts.metatables, on: stack)
            return 1
        }
        return .wait(work)
    }
}

extension VimeoTable {
    private static let named = Parameter.required(
        "resource",
        .any,
        "a number, a URI, an address of vimeo.com, or an object of the API"
    )

    private var uri: FunctionDescription {
        FunctionDescription(
            name: "vimeo.uri",
            parameters: [Self.named],
            results: "uri",
            text: "The URI of what a number, an object, or a page, player, manage, showcase, channel or group address "
                + "names.",
            errors: ["usage"],
            example: "vimeo.uri(\"https://vimeo.com/123456789\")",
            permission: .none
        ) { [self] arguments in
            let resource = try arguments[Self.named]
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
            stack.push(try client().uri(naming: name))
            return .results(1)
        }
    }

    private var rate: FunctionDescription {
        FunctionDescription(
            name: "vimeo.rate",
            results: "rate",
            text:
                "Shows what is known of the token's rate limit, without a request: limit and remaining (requests in the "
                + "current window), reset (its end, as epoch seconds; all three nil while unknown) and waiting (requests "
                + "held back now). Requests are slowed down before the limit is reached, and wait after it.",
            errors: [],
            example: "vimeo.rate().remaining",
            permission: .none
        ) { [self] arguments in
            let rate = try client().rate
            let stack = arguments.stack
            stack.pushTable(fields: 4)
            let fields = [
                ("limit", rate.limit), ("remaining", rate.remaining), ("reset", rate.reset), ("waiting", rate.waiting),
            ]
            for (name, value) in fields {
                guard let value else { continue }
                stack.push(Int64(value))
                stack.setRaw(name, in: -2)
            }
            return .results(1)
        }
    }
}
