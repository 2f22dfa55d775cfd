internal import LuaKit
internal import Vimeo

extension CSVWriter {
    private static let luaName = "csv.writer"

    /// Pushes the writer as scripts see it.
    ///
    /// It is a table, not a ``LuaObject``: at the end of a `<close>` variable it has to know whether there was an error.
    func push(on stack: LuaStack) {
        stack.pushTable()
        stack.pushTable(fields: 4)
        stack.push(Self.luaName)
        stack.setRaw("__name", in: -2)
        stack.push(false)
        stack.setRaw("__metatable", in: -2)
        stack.push { stack in
            if stack.isNoneOrNil(2) { try self.close() } else { self.discard() }
            return .results(0)
        }
        stack.setRaw("__close", in: -2)
        stack.pushTable(fields: 2)
        stack.push { stack in
            try Self.checkSelf(stack)
            guard stack.type(at: 2) == .table else { throw LuaError.expected("table", at: 2, on: stack) }
            guard !self.isClosed else { throw LuaError.argument(1, "closed \(Self.luaName)") }
            try self.write(2, of: stack)
            stack.pushCopy(of: 1)
            return .results(1)
        }
        stack.setRaw("write", in: -2)
        stack.push { stack in
            try Self.checkSelf(stack)
            try self.close()
            return .results(0)
        }
        stack.setRaw("close", in: -2)
        stack.setRaw("__index", in: -2)
        stack.setMetatable(at: -2)
    }

    private static func checkSelf(_ stack: LuaStack) throws {
        guard stack.type(at: 1) == .table, stack.metatableName(at: 1) == luaName else {
            throw LuaError.expected(luaName, at: 1, on: stack)
        }
    }
}
