internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var basicFunctions: [FunctionDescription] {
        [sleep, inspect, lock, repl]
    }

    private static let seconds = Parameter.required("seconds", .number, "how long; fractions are allowed")
    private static let lockFile = Parameter.required("name", .path, "a file; it is created if it does not exist")
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
            text: "Waits while other tasks run.",
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
            text: "Returns a value as text, tables with sorted keys and cycles marked.",
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

    private var lock: FunctionDescription {
        FunctionDescription(
            name: "vimeo.lock",
            parameters: [Self.lockFile],
            results: "lock",
            text:
                "Takes a lock that one process at a time can have, as a to-be-closed value. If another one has it, the "
                + "error has the code locked. The lock ends with the process at the latest.",
            errors: ["file", "usage"],
            example: "local lock <close> = vimeo.lock(\"talks/.lock\")",
            permission: .none
        ) { arguments in
            arguments.stack.push(object: try FileLock(arguments[Self.lockFile]))
            return .results(1)
        }
    }

    private var repl: FunctionDescription {
        FunctionDescription(
            name: "vimeo.repl",
            parameters: [
                Parameter.optional(
                    "env",
                    .table,
                    "the globals at the prompt; those of the script by default"
                )
            ],
            text:
                "Opens a prompt in the middle of a script. It sees the locals of the function that called it, and "
                + "can assign to them. The script continues after Ctrl-D or :quit.",
            errors: ["usage"],
            example: "if problem then vimeo.repl() end",
            permission: .none
        ) { [self] arguments in
            guard let prompt = parts.prompt else {
                throw VimeoError(
                    .usage,
                    "this program has no prompt",
                    hint: "run the script with vimeo-lua"
                )
            }
            try prompt(arguments.stack)
            return .results(0)
        }
    }
}
