internal import LuaKit
internal import Vimeo

/// The keys of a request's options table.
private let requestOptions = [
    Option("query", .table, "parameters of the URL; lists are joined with commas"),
    Option("headers", .table, "header fields by name"),
    Option("timeout", .number, "seconds without progress after which the request fails"),
    Option("retries", .number, "how often the request may be repeated"),
    Option("content_type", .string, "the type of the body"),
    Option(
        "null",
        .string,
        "what gives null fields as vimeo.json.null instead of leaving them out",
        values: ["keep"]
    ),
]

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
            request,
        ]
    }

    private static let path = Parameter.required("path", .string, "a URI such as /videos/1, or an absolute URL")
    private static let errors = ["auth", "network", "timeout", "cancelled", "permission", "usage"]

    private func withoutBody(
        _ method: Request.Method,
        _ permission: FunctionDescription.Permission,
        _ text: String,
        example: String
    ) -> FunctionDescription {
        FunctionDescription(
            name: "vimeo.\(method.rawValue.lowercased())",
            parameters: [
                Self.path,
                .optional("query", .table, "parameters of the URL; lists are joined with commas"),
                .optional("options", .options(requestOptions), "how to ask"),
            ],
            results: "response",
            text: text,
            errors: Self.errors,
            example: example,
            permission: permission
        ) { [self] arguments in
            var request = Request(method, try arguments.required("path").text())
            request.query = try arguments["query"]?.query() ?? []
            return try send(request, options: arguments["options"], body: nil)
        }
    }

    private func withBody(_ method: Request.Method, _ text: String, example: String) -> FunctionDescription {
        FunctionDescription(
            name: "vimeo.\(method.rawValue.lowercased())",
            parameters: [
                Self.path,
                .optional("body", .body, "a table is sent as JSON, a string as it is"),
                .optional("options", .options(requestOptions), "how to ask"),
            ],
            results: "response",
            text: text,
            errors: Self.errors,
            example: example,
            permission: .write
        ) { [self] arguments in
            let request = Request(method, try arguments.required("path").text())
            return try send(request, options: arguments["options"], body: arguments["body"])
        }
    }

    private var request: FunctionDescription {
        FunctionDescription(
            name: "vimeo.request",
            parameters: [
                Parameter(
                    name: "method",
                    kind: .string,
                    isOptional: false,
                    text: "GET, HEAD, OPTIONS, POST, PUT, PATCH or DELETE",
                    values: Request.Method.allCases.map(\.rawValue)
                ),
                Self.path,
                .optional("body", .body, "a table is sent as JSON, a string as it is"),
            ] + requestOptions.map { .optional($0.name, $0.kind, $0.text) },
            results: "response",
            text: "Makes any request; the general form of the other verbs.",
            errors: Self.errors,
            example: "vimeo.request{method = \"GET\", path = \"/me\"}",
            permission: .delete
        ) { [self] arguments in
            let name = try arguments.required("method").text()
            guard let method = Request.Method(rawValue: name.uppercased()) else {
                let known = Request.Method.allCases.map(\.rawValue).joined(separator: ", ")
                throw VimeoError(.usage, "unknown HTTP method \(name)", hint: "known are \(known)")
            }
            let request = Request(method, try arguments.required("path").text())
            return try send(request, body: arguments["body"]) { arguments[$0] }
        }
    }

    private func send(_ request: Request, options: Argument?, body: Argument?) throws -> LuaReply {
        // The fields stay on the stack until the call returns, so that their values can be read.
        try send(request, body: body) { options?.field($0) }
    }

    private func send(_ request: Request, body: Argument?, option: (String) -> Argument?) throws -> LuaReply {
        var request = request
        if let query = option("query") { request.query += try query.query() }
        if let headers = option("headers") { request.headers = try headers.headers() }
        request.timeout = try option("timeout")?.seconds()
        request.retries = try option("retries").map { Int(clamping: try $0.integer(atLeast: 0)) }
        let contentType = try option("content_type")?.text()
        if let body { request.body = try body.body(contentType: contentType) }
        let nulls = try option("null").map { try Self.nulls($0) } ?? .absent
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

    static func nulls(_ argument: Argument) throws -> JSONReader.Nulls {
        switch try argument.text() {
        case "keep": return .keep
        case "absent": return .absent
        case let other:
            throw VimeoError(.usage, "null cannot be \(other)", hint: "it is \"keep\" or \"absent\", the default")
        }
    }
}
