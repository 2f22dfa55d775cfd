internal import LuaKit
internal import Platform
internal import Vimeo

/// The checked arguments of one call, each at its parameter's position on the stack.
///
/// It holds no object: it is copied several times in each call.
struct Arguments {
    let stack: LuaStack
    /// Which one of them is the table of options, from 1; 0 if there is none.
    let optionsPlace: Int32
    /// The option that a flag in place of that table stands for.
    let flag: String

    /// Checks the arguments, which may also be one table with the names of parameters and options as keys.
    static func check(_ function: FunctionDescription, on stack: LuaStack) throws {
        let isNamed = stack.top == 1 && stack.type(at: 1) == .table && isNamedCall(of: function, on: stack)
        if isNamed { try unpack(function, on: stack) }
        for (index, parameter) in function.parameters.enumerated() {
            let position = Int32(index + 1)
            if stack.isNoneOrNil(position), parameter.isOptional { continue }
            if let problem = try parameter.problem(at: position, of: function.name, on: stack) {
                throw LuaError.argument(isNamed ? 1 : index + 1, isNamed ? "\(parameter.name): \(problem)" : problem)
            }
        }
    }

    /// The value of a parameter, which is at `place` of those of the function.
    func value<Value>(of parameter: Parameter<Value>, at place: Int) throws -> Value {
        // Where a value is required and nil is accepted, nil is the value.
        let index = Int32(truncatingIfNeeded: place + 1)
        if parameter.description.isOptional, stack.isNoneOrNil(index) { return try parameter.read(nil) }
        return try parameter.read(Argument(name: parameter.description.name, index: index, stack: stack))
    }

    /// The value of an option; its default where the function has no such option.
    func option<Value>(_ option: Parameter<Value>) throws -> Value {
        guard optionsPlace != 0, !stack.isNoneOrNil(optionsPlace) else { return try option.read(nil) }
        let options = Argument(name: "options", index: optionsPlace, stack: stack)
        guard stack.type(at: options.index) == .table else {
            return try option.read(option.description.name == flag ? options : nil)
        }
        return try options.value(of: option)
    }

    /// The only argument, a table, is a set of named arguments unless it can only be the first argument itself.
    private static func isNamedCall(of function: FunctionDescription, on stack: LuaStack) -> Bool {
        guard function.parameters.count > 1 else { return false }
        guard let first = function.parameters.first, first.kind.acceptsTable else { return true }
        // Where any value goes, a table is that value, whatever its keys.
        if case .any = first.kind { return false }
        let isThere = stack.getRaw(first.name, in: 1) != .nil
        stack.pop()
        // A table with none of the first argument's own keys is a call with a misspelt name.
        return isThere || first.kind.keys.map { !hasKey(of: $0.map(\.name), on: stack) } ?? false
    }

    /// Whether the table at 1 is empty, has one of some keys, one that is nearly so, or one that is not a string.
    private static func hasKey(of names: [String], on stack: LuaStack) -> Bool {
        var isEmpty = true
        var isFound = false
        stack.forEachEntry(at: 1) {
            isEmpty = false
            isFound =
                isFound || stack.type(at: -2) != .string
                || NearestName.find(stack.describeKey(at: -2), in: names) != nil
        }
        return isEmpty || isFound
    }

    /// Puts the values of the named arguments in the parameters' order in place of the table, and named options into one.
    private static func unpack(_ function: FunctionDescription, on stack: LuaStack) throws {
        let parameters = function.parameters.map(\.name)
        let options = function.namedOptions.map(\.name)
        var given: [String] = []
        try stack.forEachEntry(at: 1) {
            let name = stack.describeKey(at: -2)
            if options.contains(name) {
                given.append(name)
            } else if !parameters.contains(name) {
                throw VimeoError.unknown("argument", name, in: function.name, known: parameters + options)
            }
        }
        for parameter in parameters {
            stack.getRaw(parameter, in: 1)
        }
        if !given.isEmpty, let place = function.optionsPlace {
            try merge(given, at: Int32(place + 2), of: function, on: stack)
        }
        stack.remove(at: 1)
    }

    /// Adds options of the table at 1 to the value at `index`, which is replaced.
    private static func merge(
        _ names: [String],
        at index: Int32,
        of function: FunctionDescription,
        on stack: LuaStack
    ) throws {
        stack.pushTable(fields: names.count)
        let merged = stack.top
        switch stack.type(at: index) {
        case .table:
            stack.forEachEntry(at: index) {
                stack.pushCopy(of: -2)
                stack.pushCopy(of: -2)
                stack.setRaw(keyAndValueIn: merged)
            }
        case .boolean:
            stack.pushCopy(of: index)
            stack.setRaw(function.options[0].name, in: merged)
        default: break
        }
        for name in names {
            guard stack.getRaw(name, in: merged) == .nil else {
                throw VimeoError(
                    .usage,
                    "\(name) of \(function.name) is given twice",
                    hint: "give it once: in options, or beside the other arguments"
                )
            }
            stack.pop()
            stack.getRaw(name, in: 1)
            stack.setRaw(name, in: merged)
        }
        stack.remove(at: index)
        stack.insert(at: index)
    }
}
