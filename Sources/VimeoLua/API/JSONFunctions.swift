internal import LuaKit
internal import Vimeo

extension VimeoTable {
    private static let pretty = Parameter.optional("pretty", .flag, default: false, "several lines, with indentation")
    private static let sortKeys = Parameter.optional("sort_keys", .flag, default: false, "keys sorted by their bytes")

    func addJSON(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.json.encode",
            permission: .none,
            taking(.required("value", .any, "a table, string, number, boolean or vimeo.json.null")),
            options: [Self.pretty, Self.sortKeys],
            results: "text",
            text: "Writes a value as JSON.",
            errors: ["usage"],
            example: "vimeo.json.encode({name = \"Talk\", tags = vimeo.json.array{}}, {sort_keys = true})"
        ) { arguments, value in
            let stack = arguments.stack
            let layout = try JSONLayout(
                pretty: arguments.option(Self.pretty),
                sortKeys: arguments.option(Self.sortKeys)
            )
            try stack.push(jsonOf: value.index, layout)
            return .results(1)
        }

        functions.add(
            "vimeo.json.decode",
            permission: .none,
            taking(.required("text", .string, "JSON in UTF-8")),
            options: [RequestOptions.nulls],
            results: "value",
            text: "Reads JSON. A null in a list is vimeo.json.null, which counts as true.",
            errors: ["usage"],
            example: "vimeo.json.decode('{\"name\": \"Talk\"}').name"
        ) { arguments, text in
            let nulls = try arguments.option(RequestOptions.nulls)
            let stack = arguments.stack
            try stack.withBytes(at: text.index) { try stack.push(json: $0, nulls: nulls) }
            return .results(1)
        }

        functions.add(
            "vimeo.json.array",
            permission: .none,
            taking(.required("table", .table, "a list")),
            results: "table",
            text: "Marks a table as a list, so that it is encoded as [] if it is empty, and returns it.",
            example: "vimeo.json.encode(vimeo.json.array{})"
        ) { arguments, _ in
            arguments.stack.markJSONArray(at: 1)
            arguments.stack.pushCopy(of: 1)
            return .results(1)
        }
    }
}
