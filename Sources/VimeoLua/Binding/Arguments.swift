internal import LuaKit

/// The checked arguments of one call, each at its parameter's position on the stack.
struct Arguments {
    let stack: LuaStack
    private let parameters: [Parameter]

    /// Checks the arguments, which may also be one table with the parameters' names as keys.
    init(binding function: FunctionDescription, on stack: LuaStack) throws {
        self.stack = stack
        parameters = function.parameters
        let isNamed = Self.isNamedCall(of: function, on: stack)
        if isNamed { try Self.unpack(function, on: stack) }
        for (index, parameter) in parameters.enumerated() {
            let position = Int32(index + 1)
            if stack.isNoneOrNil(position), parameter.isOptional { continue }
            if let problem = parameter.kind.problem(at: position, on: stack) {
                throw LuaArgumentError(
                    position: isNamed ? 1 : index + 1,
                    message: isNamed ? "\(parameter.name): \(problem)" : problem
                )
            }
            try parameter.kind.checkKeys(at: position, of: "\(parameter.name) of \(function.name)", on: stack)
        }
    }

    /// One table alone is a set of named arguments unless it can only be the first argument itself.
    private static func isNamedCall(of function: FunctionDescription, on stack: LuaStack) -> Bool {
        guard stack.top == 1, stack.type(at: 1) == .table, function.parameters.count > 1 else { return false }
        guard let first = function.parameters.first, first.acceptsTable else { return true }
        // Where any value goes, a table is that value, whatever its keys.
        if case .any = first.kind { return false }
        defer { stack.pop() }
        return stack.getRaw(first.name, in: 1) != .nil
    }

    /// Puts the values of the named arguments in the parameters' order after the table, then takes the table away.
    private static func unpack(_ function: FunctionDescription, on stack: LuaStack) throws {
        let names = function.parameters.map(\.name)
        try stack.forEachEntry(at: 1) {
            let name = stack.mendedString(at: -2)
            if let name, names.contains(name) { return }
            throw UsageProblem.unknown("argument", name ?? stack.describeKey(at: -2), of: function.name, known: names)
        }
        for parameter in function.parameters {
            stack.getRaw(parameter.name, in: 1)
        }
        stack.remove(at: 1)
    }

    private func position(of name: String) -> Int32 {
        guard let index = parameters.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("no parameter \(name)")
        }
        return Int32(index + 1)
    }

    /// The value of an argument, nil when it was not given.
    subscript(_ name: String) -> Argument? {
        let position = position(of: name)
        return stack.isNoneOrNil(position) ? nil : Argument(name: name, index: position, stack: stack)
    }

    /// The value of an argument that is required.
    func required(_ name: String) -> Argument {
        Argument(name: name, index: position(of: name), stack: stack)
    }
}
