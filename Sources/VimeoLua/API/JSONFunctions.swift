internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var jsonFunctions: [FunctionDescription] {
        [encode, decode, array]
    }

    private static let value = Parameter.required(
        "value",
        .any,
        "a table, string, number, boolean or vimeo.json.null"
    )
    private static let pretty = Parameter.optional("pretty", .flag, default: false, "several lines, with indentation")
    private static let sortKeys = Parameter.optional("sort_keys", .flag, default: false, "keys sorted by their bytes")
    private static let text = Parameter.required("text", .string, "JSON in UTF-8")
    private static let list = Parameter.required("table", .table, "a list")

    private var encode: FunctionDescription {
        FunctionDescription(
            name: "vimeo.json.encode",
            parameters: [Self.value, ParameterDescription.options([Self.pretty, Self.sortKeys], "the layout")],
            results: "text",
            text: "Writes a value as JSON.",
            errors: ["usage"],
            example: "vimeo.json.encode({name = \"Talk\", tags = vimeo.json.array{}}, {sort_keys = true})",
            permission: .none
        ) { arguments in
            let layout = try JSONLayout(
                pretty: arguments.option(Self.pretty),
                sortKeys: arguments.option(Self.sortKeys)
            )
            let stack = arguments.stack
            stack.push(try stack.json(at: arguments[Self.value].index, layout))
            return .results(1)
        }
    }

    private var decode: FunctionDescription {
        FunctionDescription(
            name: "vimeo.json.decode",
            parameters: [Self.text, ParameterDescription.options([RequestOptions.nulls], "how to read it")],
            results: "value",
            text: "Reads JSON. A null in a list is vimeo.json.null, which counts as true.",
            errors: ["usage"],
            example: "vimeo.json.decode('{\"name\": \"Talk\"}').name",
            permission: .none
        ) { arguments in
            let nulls = try arguments.option(RequestOptions.nulls)
            let stack = arguments.stack
            try stack.withBytes(at: arguments[Self.text].index) { bytes in
                try stack.push(json: bytes, nulls: nulls)
            }
            return .results(1)
        }
    }

    private var array: FunctionDescription {
        FunctionDescription(
            name: "vimeo.json.array",
            parameters: [Self.list],
            results: "table",
            text: "Marks a table as a list, so that it is encoded as [] if it is empty, and returns it.",
            errors: [],
            example: "vimeo.json.encode(vimeo.json.array{})",
            permission: .none
        ) { arguments in
            let stack = arguments.stack
            stack.markJSONArray(at: 1)
            stack.pushCopy(of: 1)
            return .results(1)
        }
    }
}
