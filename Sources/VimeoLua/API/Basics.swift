internal import LuaKit
internal import Vimeo

extension VimeoTable {
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

    func addBasics(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.sleep",
            permission: .none,
            taking(.required("seconds", .number, "how long; fractions are allowed")),
            text: "Waits while other tasks run.",
            errors: ["cancelled", "usage"],
            example: "vimeo.sleep(0.01)"
        ) { _, seconds in
            guard seconds >= 0 else {
                throw VimeoError(.usage, "cannot sleep for \(seconds) seconds", hint: "give a number of at least 0")
            }
            return .wait(seconds: seconds)
        }

        functions.add(
            "vimeo.inspect",
            permission: .none,
            taking(.required("value", .any, "any value")),
            options: [Self.depth, Self.items, Self.width],
            results: "text",
            text: "Returns a value as text, tables with sorted keys and cycles marked.",
            errors: ["usage"],
            example: "vimeo.inspect({1, 2, name = \"Talk\"})"
        ) { [self] arguments, value in
            var limits = Inspector.Limits()
            // Each level takes native stack.
            limits.depth = min(try arguments.option(Self.depth), 200)
            limits.items = try arguments.option(Self.items)
            limits.width = try arguments.option(Self.width)
            let stack = arguments.stack
            let signature = { [self] in description(at: $0, on: stack)?.signature }
            return stack.result(
                .string(Inspector.describe(value.index, on: stack, limits: limits, signature: signature))
            )
        }

        functions.add(
            "vimeo.lock",
            permission: .none,
            taking(.required("name", .path, "a file for nothing else; it is created, and removed with the lock")),
            results: "lock",
            text:
                "Takes a lock that one process at a time can have, as a to-be-closed value. If another one has it, the "
                + "error has the code locked. The lock ends with the process at the latest.",
            errors: ["file", "usage"],
            example: "local lock <close> = vimeo.lock(\"talks/.lock\")"
        ) { [self] arguments, name in
            arguments.stack.result(try FileLock(name, files))
        }
    }
}
