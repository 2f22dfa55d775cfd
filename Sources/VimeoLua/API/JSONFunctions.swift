internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var jsonFunctions: [FunctionDescription] {
        [encode, decode, array]
    }

    private var encode: FunctionDescription {
        let options = [
            Option("pretty", .boolean, "on several lines, indented"),
            Option("sort_keys", .boolean, "object keys in byte order"),
        ]
        return FunctionDescription(
            name: "vimeo.json.encode",
            parameters: [
                .required("value", .any, "a table, string, number, boolean or vimeo.json.null"),
                .optional("options", .options(options), "the layout"),
            ],
            results: "text",
            text: "Writes a value as JSON.",
            errors: ["usage"],
            example: "vimeo.json.encode({name = \"Talk\", tags = vimeo.json.array{}}, {sort_keys = true})",
            permission: .none
        ) { arguments in
            let options = arguments["options"]
            let layout = JSONWriter.Options(
                pretty: options?.withField("pretty") { $0.flag } ?? false,
                sortKeys: options?.withField("sort_keys") { $0.flag } ?? false
            )
            let stack = arguments.stack
            stack.push(try JSONWriter.write(arguments.required("value").index, of: stack.pointer, options: layout))
            return .results(1)
        }
    }

    private var decode: FunctionDescription {
        let options = [
            Option("null", .string, "\"keep\" gives null fields as vimeo.json.null instead of leaving them out")
        ]
        return FunctionDescription(
            name: "vimeo.json.decode",
            parameters: [
                .required("text", .string, "JSON in UTF-8"),
                .optional("options", .options(options), "what becomes of null"),
            ],
            results: "value",
            text: "Reads JSON. A null in a list is vimeo.json.null, which counts as true.",
            errors: ["usage"],
            example: "vimeo.json.decode('{\"name\": \"Talk\"}').name",
            permission: .none
        ) { arguments in
            let nulls = try arguments["options"]?.withField("null") { try Self.nulls($0) } ?? .absent
            let stack = arguments.stack
            try stack.withBytes(at: arguments.required("text").index) { bytes in
                try JSONReader.read(bytes, onto: stack.pointer, nulls: nulls)
            }
            return .results(1)
        }
    }

    private var array: FunctionDescription {
        FunctionDescription(
            name: "vimeo.json.array",
            parameters: [.required("table", .table, "a list")],
            results: "table",
            text: "Marks a table as a list, so that it encodes as [] even when it is empty, and returns it.",
            errors: [],
            example: "vimeo.json.encode(vimeo.json.array{})",
            permission: .none
        ) { arguments in
            let stack = arguments.stack
            JSONArray.mark(stack.pointer, 1)
            stack.pushCopy(of: 1)
            return .results(1)
        }
    }
}
