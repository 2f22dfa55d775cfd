internal import LuaKit
internal import Vimeo

extension Argument {
    /// The entries of a query table, by name; lists become comma lists.
    func query() throws -> [Request.Parameter] {
        var parameters: [Request.Parameter] = []
        try stack.forEachEntry(at: index) {
            let value = stack.top
            guard stack.type(at: value - 1) == .string else {
                throw VimeoError(
                    .usage,
                    "\(name) has the key \(stack.describeKey(at: value - 1))",
                    hint: "give names and values, such as {per_page = 50}"
                )
            }
            let key = try Argument(name: "a key of \(name)", index: value - 1, stack: stack).text()
            parameters.append(
                Request.Parameter(key, try Argument(name: "\(name).\(key)", index: value, stack: stack).queryValue())
            )
        }
        // Lua's order is random; requests should not be.
        return parameters.sorted { $0.name < $1.name }
    }

    private func queryValue() throws -> QueryValue {
        switch stack.value(at: index) {
        case .boolean(let flag): return .boolean(flag)
        case .integer(let number): return .integer(number)
        case .number(let number): return .number(number)
        case .string: return .string(try text())
        case .reference(.table, _):
            return .list(try queryItems())
        case .nil, .reference, .table: throw notInQuery
        }
    }

    /// The items of a list; a table with other keys, or a list in it, has no form in a query.
    private func queryItems() throws -> [QueryValue] {
        let count = stack.rawLength(at: index)
        try stack.forEachEntry(at: index) {
            guard case .integer(let key) = stack.value(at: stack.top - 1), 1...max(count, 1) ~= Int(clamping: key)
            else {
                throw VimeoError(
                    .usage,
                    "\(name) is a table with the key \(stack.describeKey(at: stack.top - 1))",
                    hint: "a value in a query is a string, a number, a boolean or a list of these"
                )
            }
        }
        return try items { item in
            guard stack.type(at: item.index) != .table else { throw item.notInQuery }
            return try item.queryValue()
        }
    }

    private var notInQuery: VimeoError {
        VimeoError(
            .usage,
            "\(name) is a \(stack.typeName(at: index))",
            hint: "a value in a query is a string, a number, a boolean or a list of these"
        )
    }

    /// The entries of a headers table.
    func headers() throws -> Headers {
        var headers = Headers()
        for parameter in try query() {
            switch parameter.value {
            case .string(let text): headers.add(parameter.name, text)
            case .integer(let number): headers.add(parameter.name, String(number))
            case .number, .boolean, .list:
                throw VimeoError(.usage, "\(name).\(parameter.name) must be a string")
            }
        }
        return headers
    }

    /// A table as JSON, a string as it is.
    func body(contentType: String?) throws -> Request.Body {
        if stack.type(at: index) == .string { return .raw(bytes, contentType: contentType) }
        let json = try stack.json(at: index)
        return contentType.map { .raw(json, contentType: $0) } ?? .json(json)
    }

    /// The fields of an object for the typed side of the client.
    func object() throws -> JSONObject {
        let json = try stack.json(at: index)
        if case .object(let fields)? = JSONValue(json: json) { return fields }
        // An empty table is an object here; a list is not.
        guard json == Array("{}".utf8) || json == Array("[]".utf8) else {
            throw VimeoError(.usage, "\(name) is a list", hint: "give names and values, such as {name = \"Talk\"}")
        }
        return [:]
    }
}
