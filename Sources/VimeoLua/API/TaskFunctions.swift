internal import LuaKit
internal import Vimeo

extension VimeoTable {
    private static let concurrency = Parameter.optional(
        "concurrency",
        .integer(atLeast: 1),
        default: 4,
        "how many calls run at the same time"
    )
    private static let collects = Parameter.choice("on_error", ["raise": false, "collect": true], "what an error does")

    private static let label = Parameter.optional(
        "progress",
        .text,
        "what the items are called; their number is then shown on standard error"
    )

    func addTasks(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.map",
            permission: .none,
            taking(
                .required("list", .list, "an array, or an iterator such as vimeo.each, which is pulled as needed"),
                .required("fn", .function, "called with each item")
            ),
            options: [Self.concurrency, Self.collects, Self.label],
            results: "results [, failures]",
            text:
                "Calls a function for each item, several at the same time, and returns the results in the items' order. "
                + "The first error cancels the rest and is raised with its item; or all are collected as a second "
                + "result, each with index, item and error.",
            errors: ["cancelled", "usage"],
            example: "vimeo.map({\"/videos/1\", \"/videos/2\"}, vimeo.get, {concurrency = 8})"
        ) { [self] arguments, list, function in
            let concurrency = try arguments.option(Self.concurrency)
            let collects = try arguments.option(Self.collects)
            let label = try arguments.option(Self.label)
            let stack = arguments.stack
            let total = stack.type(at: list.index) == .table ? stack.rawLength(at: list.index) : nil
            try parts.library.push("map", on: stack)
            stack.pushCopy(of: list.index)
            stack.pushCopy(of: function.index)
            stack.push(concurrency)
            stack.push(collects)
            if let label {
                stack.push(object: ItemCount(label, total: total, report: parts.host.onCount))
            } else {
                stack.pushNil()
            }
            return .call(arguments: 5)
        }

        functions.add(
            "vimeo.all",
            permission: .none,
            taking(.required("functions", .table, "an array of functions without arguments")),
            results: "first, second, …",
            text:
                "Calls functions at the same time and returns the first result of each. The first error cancels the rest.",
            errors: ["cancelled", "usage"],
            example: "vimeo.all{function() return vimeo.get(\"/me\") end, vimeo.verify_token}"
        ) { [self] arguments, functions in
            let stack = arguments.stack
            _ = try functions.items { item in
                if stack.type(at: item.index) == .function { return }
                throw VimeoError(
                    .usage,
                    "\(item.name) of vimeo.all is a \(stack.typeName(at: item.index))",
                    hint: "give functions; write function() return … end around calls"
                )
            }
            try parts.library.push("all", on: stack)
            stack.pushCopy(of: functions.index)
            return .call(arguments: 1)
        }

        functions.add(
            "vimeo.spawn",
            permission: .none,
            taking(.required("fn", .function, "the function; its arguments follow")),
            takesMore: true,
            results: "task",
            text: "Starts a function as a task beside the present function: task:await() returns its results or raises "
                + "its error, task:cancel() stops it at its next wait, task.status is its state. It starts at the next "
                + "wait. A task ends when all tasks it has started have ended; an error that nobody has seen by then "
                + "becomes its own.",
            errors: ["cancelled"],
            example: "vimeo.spawn(vimeo.get, \"/me\"):await().body.name"
        ) { arguments, _ in
            let stack = arguments.stack
            return stack.result(try stack.spawn(arguments: Int(stack.top) - 1))
        }
    }
}

/// The functions of `tasks.lua`.
///
/// It is loaded at the first use, with the standard functions as they were before any script ran.
final class TaskLibrary {
    private final class Group: LuaObject {
        static let luaName = "group"
        let group: LuaTaskGroup

        init(_ group: LuaTaskGroup) {
            self.group = group
        }
    }

    private let standard: LuaReference
    private var functions: LuaReference?

    init(on stack: LuaStack) {
        stack.pushTable(fields: 9)
        stack.pushGlobals()
        for name in ["error", "next", "pcall", "rawget", "rawset", "setmetatable", "type"] {
            stack.getRaw(name, in: -1)
            stack.setRaw(name, in: -3)
        }
        for (library, name) in [("string", "format"), ("table", "unpack")] {
            if stack.getRaw(library, in: -1) == .table {
                stack.getRaw(name, in: -1)
                stack.setRaw(name, in: -4)
            }
            stack.pop()
        }
        stack.pop()
        standard = LuaReference(popping: stack)
    }

    /// Pushes a function.
    func push(_ name: String, on stack: LuaStack) throws {
        try loaded(on: stack).push(on: stack)
        stack.getRaw(name, in: -1)
        stack.remove(at: -2)
    }

    /// Pushes a table of Lua's own functions as they were before any script ran.
    func pushStandard(on stack: LuaStack) { standard.push(on: stack) }

    private func loaded(on stack: LuaStack) throws -> LuaReference {
        if let functions { return functions }
        try stack.load(PackageResources.tasks_lua, name: "=\(LuaStack.ownChunk)")
        Self.pushNative(on: stack)
        standard.push(on: stack)
        try stack.call(arguments: 2, results: 1)
        let made = LuaReference(popping: stack)
        functions = made
        return made
    }

    private static func pushNative(on stack: LuaStack) {
        stack.pushTable(fields: 5)
        stack.set("group") { stack in stack.result(Group(stack.openTaskGroup())) }
        stack.set("start") { stack in
            let group = try stack.object(at: 1, as: Group.self).group
            try stack.spawn(arguments: Int(stack.top) - 3, in: group, number: stack.integer(at: 2) ?? 0)
            return .results(0)
        }
        stack.set("next") { stack in try stack.next(of: stack.object(at: 1, as: Group.self).group) }
        stack.set("raise") { stack in stack.raise() }
        stack.set("close") { stack in stack.close(try stack.object(at: 1, as: Group.self).group) }
    }
}
