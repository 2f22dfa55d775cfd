/// An operation as help: lines of plain text.
enum OperationText {
    private static let meanings: [Int: String] = [
        200: "OK", 201: "created", 202: "accepted", 204: "done, no body", 304: "not modified", 400: "wrong parameters",
        401: "not signed in", 403: "not allowed", 404: "not found", 409: "in conflict", 429: "too many requests",
        500: "Vimeo's own error", 503: "not available now",
    ]

    static func lines(_ operation: Operation) -> [String] {
        var lines = ["\(operation.method) \(operation.path): \(operation.words)", ""]
        func list(_ title: String, _ keys: [KnownKey]) {
            guard !keys.isEmpty else { return }
            lines.append("\(title):")
            let width = keys.map(\.name.count).max() ?? 0
            for key in keys {
                let values = key.values.isEmpty ? "" : " [\(key.values.joined(separator: ", "))]"
                let padding = String(repeating: " ", count: width - key.name.count)
                lines.append("  \(key.name)\(padding)  \(key.text)\(values)")
            }
        }
        list("query", operation.method == "GET" ? ParameterCatalog.keys(of: operation, isQuery: true, under: []) : [])
        list("body", ParameterCatalog.keys(of: operation, isQuery: false, under: []))
        if !operation.scopes.isEmpty { lines.append("scopes: \(operation.scopes.joined(separator: ", "))") }
        if !operation.statuses.isEmpty {
            let statuses = operation.statuses.map { "\($0)\(meanings[$0].map { " \($0)" } ?? "")" }
            lines.append("statuses: \(statuses.joined(separator: ", "))")
        }
        return lines + ["", "  \(example(operation))"]
    }

    /// A call in Lua, with numbers in the place of parameters and dots in that of values.
    static func example(_ operation: Operation) -> String {
        let path = "/" + operation.segments.map { $0.hasPrefix("{") ? "1" : String($0) }.joined(separator: "/")
        let body = operation.bodyFields.filter(operation.required.contains).map { "\($0) = \"…\"" }
        let arguments = body.isEmpty ? "" : ", { \(body.joined(separator: ", ")) }"
        return "vimeo.\(operation.method.lowercased())(\"\(path)\"\(arguments))"
    }
}
