internal import APIDescription

/// Lua code that calls an operation.
enum OperationExample {
    /// Values for the parameters of paths that are not numbers.
    private static let values: [Substring: String] = [
        "category": "music", "code": "CODE", "country": "DE", "domain": "example.com", "tier": "pro",
        "video_id": "1001",
        "word": "archive",
    ]
    /// Operations that have a function of their own.
    private static let functions: [String: String] = [
        "client_auth": "vimeo.load_client_credentials{ \"public\" }",
        "create_picture": "vimeo.upload_picture(\"/me\", \"portrait.png\", true)",
        "create_video_thumbnail": "vimeo.upload_picture(\"/videos/1001\", \"cover.png\", true)",
        "create_video_version": "vimeo.replace(\"/videos/1001\", \"talk-2.mp4\")",
        "delete_token": "vimeo.revoke_token()",
        "exchange_auth_code": "vimeo.exchange_code(\"CODE\", \"https://example.com/cb\")",
        "upload_video": "vimeo.upload(\"talk.mp4\", { name = \"My talk\" })",
        "verify_token": "vimeo.verify_token()",
    ]

    /// Lines of Lua: the function for it, if there is one, and the request.
    static func lines(for operation: Operation) -> [String] {
        (functions[operation.id].map { [$0] } ?? []) + [request(operation)]
    }

    private static func request(_ operation: Operation) -> String {
        let path =
            "/"
            + operation.segments.map { segment in
                guard segment.hasPrefix("{") else { return String(segment) }
                return values[segment.dropFirst().dropLast()] ?? "1"
            }.joined(separator: "/")
        let body = body(operation)
        switch operation.method {
        case "GET" where operation.isPaged:
            return "for item in vimeo.each(\"\(path)\") do print(item.uri) end"
        case "GET":
            return "print(vimeo.inspect(vimeo.get(\"\(path)\"):check().body))"
        case "POST", "PUT", "PATCH":
            return "vimeo.\(operation.method.lowercased())(\"\(path)\"\(body.map { ", \($0)" } ?? "")):check()"
        case "DELETE" where body == nil:
            return "vimeo.delete(\"\(path)\"):check()"
        default:
            let end = body.map { ", body = \($0)" } ?? ""
            return "vimeo.request{ method = \"\(operation.method)\", path = \"\(path)\"\(end) }:check()"
        }
    }

    /// A table with what is required, else with one field.
    private static func body(_ operation: Operation) -> String? {
        let fields = ParameterCatalog.parameters(of: operation).filter { $0.place == .body }
        let required = fields.filter(\.isRequired)
        var shown = required
        if required.isEmpty, operation.method != "DELETE" {
            shown = Array((fields.filter { ["name", "title"].contains($0.name) } + fields).prefix(1))
        }
        return shown.isEmpty ? nil : "{ \(shown.map { "\($0.name) = \(value(of: $0))" }.joined(separator: ", ")) }"
    }

    private static func value(of field: OperationParameter) -> String {
        if field.name == "upload" { return "{ approach = \"pull\", link = \"https://example.com/talk.mp4\" }" }
        switch field.shape {
        case .boolean: return "true"
        case .number: return "5"
        case .list:
            let object = field.keys.first.map { "{ \($0.name) = \(value(of: $0)) }" }
            return "{ \(object ?? "\"\(field.values.first ?? "…")\"") }"
        default: break
        }
        if let value = field.values.first { return "\"\(value)\"" }
        if let key = field.keys.first { return "{ \(key.name) = \(value(of: key)) }" }
        return "\"…\""
    }
}
