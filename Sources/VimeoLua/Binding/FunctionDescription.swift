internal import LuaKit

/// A function of the `vimeo` table: the one description for its binding, help and completion.
struct FunctionDescription {
    /// With its table, such as `vimeo.get` or `vimeo.json.encode`.
    let name: String
    let parameters: [ParameterDescription]
    /// What it returns, as in a signature: `response`, `token, user, scope`.
    let results: String
    /// What it does; the first sentence is its summary.
    let text: String
    /// The kinds of error it raises, beyond wrong arguments.
    let errors: [String]
    let example: String
    fileprivate let body: (Arguments) throws -> LuaReply

    /// Where among the parameters its table of options is; nil if it has none.
    var optionsPlace: Int? {
        if case .options = parameters.last?.kind { parameters.count - 1 } else { nil }
    }

    /// The keys of its table of options.
    var options: [ParameterDescription] { optionsPlace.flatMap { parameters[$0].kind.keys } ?? [] }

    /// The options that a named call takes beside the parameters, which come first where names are the same.
    var namedOptions: [ParameterDescription] {
        options.filter { option in !parameters.contains { $0.name == option.name } }
    }

    var lastName: String { name.split(separator: ".").last.map(String.init) ?? name }

    /// `vimeo.get(path [, query [, options]])`.
    var signature: String {
        var text = ""
        var open = 0
        for (index, parameter) in parameters.enumerated() {
            if parameter.isOptional {
                text += index == 0 ? "[" : " ["
                open += 1
            }
            text += (index == 0 ? "" : ", ") + parameter.name
        }
        return "\(name)(\(text)\(String(repeating: "]", count: open)))"
    }

    /// Pushes the function.
    func push(on stack: LuaStack) {
        stack.push { try body(Arguments(binding: self, on: $0)) }
    }
}

extension [FunctionDescription] {
    /// Adds a function, whose `body` gets the value of each parameter.
    ///
    /// `options` are the keys of a last parameter, a table; where `flag` is set, `true` in its place stands for the first.
    mutating func add<each Value>(
        _ name: String,
        _ parameters: repeat Parameter<each Value>,
        options: [any ParameterDeclaration] = [],
        flag: Bool = false,
        results: String = "",
        text: String,
        errors: [String] = [],
        example: String,
        body: @escaping (Arguments, repeat each Value) throws -> LuaReply
    ) {
        var descriptions: [ParameterDescription] = []
        repeat descriptions.append((each parameters).description)
        if !options.isEmpty { descriptions.append(.options(options.map(\.description), flag: flag)) }
        let declared = (repeat each parameters)
        append(
            FunctionDescription(
                name: name,
                parameters: descriptions,
                results: results,
                text: text,
                errors: errors,
                example: example
            ) { arguments in
                try body(arguments, repeat try arguments[each declared])
            }
        )
    }
}

/// The names of our functions: a weak table by function.
final class FunctionNames {
    private let table: LuaReference

    init(on stack: LuaStack) {
        stack.pushTable()
        stack.pushTable(fields: 1)
        stack.set("__mode", "k")
        stack.setMetatable(at: -2)
        table = LuaReference(popping: stack)
    }

    /// Remembers the name of the function on top.
    func note(_ name: String, on stack: LuaStack) {
        table.push(on: stack)
        stack.pushCopy(of: -2)
        stack.push(name)
        stack.setRaw(keyAndValueIn: -3)
        stack.pop()
    }

    /// The name of the value at `index`, nil for all but our functions.
    func name(at index: Int32, on stack: LuaStack) -> String? {
        guard stack.type(at: index) == .function else { return nil }
        let index = stack.absolute(index)
        table.push(on: stack)
        stack.pushCopy(of: index)
        stack.getRaw(in: -2)
        defer { stack.pop(2) }
        return stack.string(at: -1)
    }
}
