internal import LuaKit

/// The functions of `tasks.lua`.
///
/// It is loaded before any script runs, while the standard functions are still what they should be.
final class TaskLibrary {
    private final class Group: LuaObject {
        static let luaName = "group"
        let group: LuaTaskGroup

        init(_ group: LuaTaskGroup) {
            self.group = group
        }
    }

    private let functions: LuaReference

    init(on stack: LuaStack) throws {
        try stack.load(PackageResources.tasks_lua, name: "=vimeo")
        Self.pushNative(on: stack)
        try stack.call(arguments: 1, results: 1)
        functions = LuaReference(popping: stack)
    }

    /// Pushes a function.
    func push(_ name: String, on stack: LuaStack) {
        functions.push(on: stack)
        stack.getRaw(name, in: -1)
        stack.remove(at: -2)
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
