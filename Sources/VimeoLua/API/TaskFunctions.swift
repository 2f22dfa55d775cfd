internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var taskFunctions: [FunctionDescription] {
        [map, all, spawn]
    }

    private static let list = Parameter.required(
        "list",
        .list,
        "an array, or an iterator such as vimeo.each, which is pulled as needed"
    )
    private static let function = Parameter.required("fn", .function, "called with each item")
    private static let concurrency = Parameter.optional(
        "concurrency",
        .integer(atLeast: 1),
        default: 4,
        "how many calls run at the same time"
    )
    private static let collects = Parameter.choice("on_error", ["raise": false, "collect": true], "what an error does")
    private static let functions = Parameter.required("functions", .table, "an array of functions without arguments")
    private static let spawned = Parameter.required("fn", .function, "the function; its arguments follow")

    private var map: FunctionDescription {
        FunctionDescription(
            name: "vimeo.map",
            parameters: [
                Self.list,
                Self.function,
                ParameterDescription.options(
                    [Self.concurrency, Self.collects],
                    "how many at once, and what an error does"
                ),
            ],
            results: "results [, failures]",
            text:
                "Calls a function for each item, several at the same time, and returns the results in the items' order. "
                + "The first error cancels the rest and is raised with its item; or all are collected as a second "
                + "result, each with index, item and error.",
            errors: ["cancelled", "usage"],
            example: "vimeo.map({\"/videos/1\", \"/videos/2\"}, vimeo.get, {concurrency = 8})",
            permission: .none
        ) { [self] arguments in
            let concurrency = try arguments.option(Self.concurrency)
            let collects = try arguments.option(Self.collects)
            let stack = arguments.stack
            parts.library.push("map", on: stack)
            stack.pushCopy(of: try arguments[Self.list].index)
            stack.pushCopy(of: try arguments[Self.function].index)
            stack.push(concurrency)
            stack.push(collects)
            return .call(arguments: 4)
        }
    }

    private var all: FunctionDescription {
        FunctionDescription(
            name: "vimeo.all",
            parameters: [Self.functions],
            results: "first, second, …",
            text:
                "Calls functions at the same time and returns the first result of each. The first error cancels the rest.",
            errors: ["cancelled", "usage"],
            example: "vimeo.all{function() return vimeo.get(\"/me\") end, vimeo.verify_token}",
            permission: .none
        ) { [self] arguments in
            let stack = arguments.stack
            for number in 0..<stack.rawLength(at: 1) {
                stack.getRaw(Int64(number + 1), in: 1)
                defer { stack.pop() }
                guard stack.type(at: -1) == .function else {
                    throw VimeoError(
                        .usage,
                        "functions[\(number + 1)] of vimeo.all is a \(stack.typeName(at: -1))",
                        hint: "give functions; write function() return … end around calls"
                    )
                }
            }
            parts.library.push("all", on: stack)
            stack.pushCopy(of: 1)
            return .call(arguments: 1)
        }
    }

    private var spawn: FunctionDescription {
        FunctionDescription(
            name: "vimeo.spawn",
            parameters: [Self.spawned],
            results: "task",
            text: "Starts a function as a task beside the present function: task:await() returns its results or raises "
                + "its error, task:cancel() stops it at its next wait, task.status is its state. It starts at the next "
                + "wait. A task ends when all tasks it has started have ended; an error that nobody has seen by then "
                + "becomes its own.",
            errors: ["cancelled"],
            example: "vimeo.spawn(vimeo.get, \"/me\"):await().body.name",
            permission: .none
        ) { arguments in
            let stack = arguments.stack
            stack.push(object: TaskObject(try stack.spawn(arguments: Int(stack.top) - 1)))
            return .results(1)
        }
    }
}
