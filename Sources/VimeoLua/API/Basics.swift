internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var basicFunctions: [FunctionDescription] {
        [sleep, inspect]
    }

    private var sleep: FunctionDescription {
        FunctionDescription(
            name: "vimeo.sleep",
            parameters: [.required("seconds", .number, "how long; fractions are fine")],
            results: "",
            text: "Waits, while other tasks go on.",
            errors: ["cancelled", "usage"],
            example: "vimeo.sleep(0.01)",
            permission: .none
        ) { arguments in
            let seconds = arguments.required("seconds").number
            guard seconds >= 0 else {
                throw VimeoError(.usage, "cannot sleep for \(seconds) seconds", hint: "give a number of at least 0")
            }
            return .wait(seconds: seconds)
        }
    }

    private var inspect: FunctionDescription {
        let options = [
            Option("depth", .number, "how many levels of tables are shown; 6 by default, at most 200"),
            Option("items", .number, "how many entries of a table are shown; 100 by default"),
            Option("width", .number, "how many columns a line may take; 80 by default"),
        ]
        return FunctionDescription(
            name: "vimeo.inspect",
            parameters: [
                .required("value", .any, "any value"),
                .optional("options", .options(options), "the limits"),
            ],
            results: "text",
            text: "Shows a value as text: tables laid out with sorted keys, cycles marked.",
            errors: ["usage"],
            example: "vimeo.inspect({1, 2, name = \"Talk\"})",
            permission: .none
        ) { arguments in
            var limits = Inspector.Limits()
            func limit(_ name: String) throws -> Int? {
                try arguments["options"]?.withField(name) { Int(clamping: try $0.integer(atLeast: 1)) }
            }
            // Each level takes native stack.
            if let depth = try limit("depth") { limits.depth = min(depth, 200) }
            if let items = try limit("items") { limits.items = items }
            if let width = try limit("width") { limits.width = width }
            let stack = arguments.stack
            stack.push(Inspector.describe(arguments.required("value").index, on: stack, limits: limits))
            return .results(1)
        }
    }
}
