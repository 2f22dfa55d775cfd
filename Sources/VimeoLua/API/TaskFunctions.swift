internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var taskFunctions: [FunctionDescription] {
        [map, all, spawn]
    }

    private var map: FunctionDescription {
        let options = [
            Option("concurrency", .number, "how many calls run at the same time; 4 by default"),
            Option("on_error", .string, "what an error does, raise unless given", values: ["raise", "collect"]),
        ]
        return FunctionDescription(
            name: "vimeo.map",
            parameters: [
                .required("list", .list, "an array, or an iterator such as vimeo.each, which is pulled as needed"),
                .required("fn", .function, "called with each item"),
                .optional("options", .options(options), "how many at once, and what becomes of errors"),
            ],
            results: "results [, failures]",
            text:
                "Calls a function for each item, several at the same time, and gives the results in the items' order. "
                + "The first error cancels the rest and is raised with its item; or all are collected as a second "
                + "result, each with index, item and error.",
            errors: ["cancelled", "usage"],
            example: "vimeo.map({\"/videos/1\", \"/videos/2\"}, vimeo.get, {concurrency = 8})",
            permission: .none
        ) { [self] arguments in
            let options = arguments["options"]
            let concurrency = try options?.withField("concurrency") { try $0.integer(atLeast: 1) } ?? 4
            let collects = try options?.withField("on_error") { try Self.collects($0) } ?? false
            let stack = arguments.stack
            parts.library.push("map", on: stack)
            stack.pushCopy(of: arguments.required("list").index)
            stack.pushCopy(of: arguments.required("fn").index)
            stack.push(concurrency)
            stack.push(collects)
            return .call(arguments: 4)
        }
    }

    private static func collects(_ argument: Argument) throws -> Bool {
        switch try argument.text() {
        case "raise": return false
        case "collect": return true
        case let other:
            throw VimeoError(.usage, "on_error cannot be \(other)", hint: "it is \"raise\" or \"collect\"")
        }
    }

    private var all: FunctionDescription {
        FunctionDescription(
            name: "vimeo.all",
            parameters: [.required("functions", .table, "an array of functions without arguments")],
            results: "first, second, …",
            text:
                "Calls functions at the same time and gives the first result of each. The first error cancels the rest.",
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
            parameters: [.required("fn", .function, "the function; its arguments follow")],
            results: "task",
            text: "Starts a function beside this one and gives its task: task:await() gives its results or raises its "
                + "error, task:cancel() stops it at its next wait, task.status says how it is. It starts at the next wait. "
                + "Nothing ends before the tasks it has started.",
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
