internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var basicFunctions: [FunctionDescription] {
        [sleep, inspect]
    }

    private static let seconds = Parameter.required("seconds", .number, "how long; fractions are fine")
    private static let value = Parameter.required("value", .any, "any value")
    private static let depth = Parameter.optional(
        "depth",
        .count(atLeast: 1),
        default: Inspector.Limits().depth,
        "how many levels of tables are shown, at most 200"
    )
    private static let items = Parameter.optional(
        "items",
        .count(atLeast: 1),
        default: Inspector.Limits().items,
        "how many entries of a table are shown"
    )
    private static let width = Parameter.optional(
        "width",
        .count(atLeast: 1),
        default: Inspector.Limits().width,
        "how many columns a line may take"
    )

    private var sleep: FunctionDescription {
        FunctionDescription(
            name: "vimeo.sleep",
            parameters: [Self.seconds],
            text: "Waits, while other tasks go on.",
            errors: ["cancelled", "usage"],
            example: "vimeo.sleep(0.01)",
            permission: .none
        ) { arguments in
            let seconds = try arguments[Self.seconds]
            guard seconds >= 0 else {
                throw VimeoError(.usage, "cannot sleep for \(seconds) seconds", hint: "give a number of at least 0")
            }
            return .wait(seconds: seconds)
        }
    }

    private var inspect: FunctionDescription {
        FunctionDescription(
            name: "vimeo.inspect",
            parameters: [
                Self.value,
                ParameterDescription.options([Self.depth, Self.items, Self.width], "the limits"),
            ],
            results: "text",
            text: "Shows a value as text: tables laid out with sorted keys, cycles marked.",
            errors: ["usage"],
            example: "vimeo.inspect({1, 2, name = \"Talk\"})",
            permission: .none
        ) { arguments in
            var limits = Inspector.Limits()
            // Each level takes native stack.
            limits.depth = min(try arguments.option(Self.depth), 200)
            limits.items = try arguments.option(Self.items)
            limits.width = try arguments.option(Self.width)
            let stack = arguments.stack
            stack.push(try Inspector.describe(arguments[Self.value].index, on: stack, limits: limits))
            return .results(1)
        }
    }
}
