internal import LuaKit
internal import Vimeo

/// A function of the `vimeo` table: the one description for its binding, help and completion.
struct FunctionDescription {
    /// With its table, such as `vimeo.get` or `vimeo.json.encode`.
    let name: String
    /// How much of the API a restricted script needs to call it at all; each request is checked besides.
    ///
    /// It is `none` where it can be of use without the API: with a path that is the URL of another host.
    let permission: Access
    let parameters: [ParameterDescription]
    /// Whether more values may follow.
    var takesMore = false
    /// What it returns, as in a signature: `response`, `token, user, scope`.
    let results: String
    /// What it does; the first sentence is its summary.
    let text: String
    /// The kinds of error it raises, beyond wrong arguments.
    let errors: [String]
    let example: String
    let body: (Arguments) throws -> LuaReply

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

    /// The first sentence about it.
    var summary: String { text.firstSentence }

    var lastName: String { String(Self.lastName(of: name)) }

    /// The part of a name after the last dot; names are ASCII.
    static func lastName(of name: String) -> Substring {
        name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name[name.utf8.index(after: $0)...] } ?? name[...]
    }

    /// The part before the last dot, which is the table's name.
    static func table(of name: String) -> Substring {
        name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name[..<$0] } ?? ""
    }

    /// `vimeo.get(path [, query [, options]])`.
    var signature: String {
        var text = ""
        var open = 0
        // What stands before a required one cannot be left out.
        let required = parameters.lastIndex { !$0.isOptional } ?? -1
        for (index, parameter) in parameters.enumerated() {
            if index > required {
                text += index == 0 ? "[" : " ["
                open += 1
            }
            text += (index == 0 ? "" : ", ") + parameter.name
        }
        if takesMore { text += ", ..." }
        return "\(name)(\(text)\(String(repeating: "]", count: open)))"
    }
}

extension [FunctionDescription] {
    /// Adds a function, whose `body` gets the arguments and the value of each parameter.
    ///
    /// `options` are the keys of a last parameter, a table; where `flag` is set, `true` in its place stands for the first.
    mutating func add<Values>(
        _ name: String,
        permission: Access,
        _ parameters: ParameterList<Values>,
        options: [any ParameterDeclaration] = [],
        flag: Bool = false,
        takesMore: Bool = false,
        results: String = "",
        text: String,
        errors: [String] = [],
        example: String,
        body: @escaping (Values) throws -> LuaReply
    ) {
        let read = parameters.read
        let table = options.isEmpty ? [] : [ParameterDescription.options(options.map(\.description), flag: flag)]
        append(
            FunctionDescription(
                name: name,
                permission: permission,
                parameters: parameters.descriptions + table,
                takesMore: takesMore,
                results: results,
                text: text,
                errors: errors,
                example: example,
                body: { try body(read($0)) }
            )
        )
    }
}

/// The parameters of a function, and how the values of a call are read.
struct ParameterList<Values> {
    let descriptions: [ParameterDescription]
    let read: (Arguments) throws -> Values
}

// A parameter pack in place of these would be resolved while the program runs: it takes a quarter of a millisecond at the start.

func taking() -> ParameterList<Arguments> {
    ParameterList(descriptions: []) { $0 }
}

func taking<A>(_ a: Parameter<A>) -> ParameterList<(Arguments, A)> {
    ParameterList(descriptions: [a.description]) { ($0, try $0.value(of: a, at: 0)) }
}

func taking<A, B>(_ a: Parameter<A>, _ b: Parameter<B>) -> ParameterList<(Arguments, A, B)> {
    ParameterList(descriptions: [a.description, b.description]) {
        ($0, try $0.value(of: a, at: 0), try $0.value(of: b, at: 1))
    }
}

func taking<A, B, C>(
    _ a: Parameter<A>,
    _ b: Parameter<B>,
    _ c: Parameter<C>
) -> ParameterList<(Arguments, A, B, C)> {
    ParameterList(descriptions: [a.description, b.description, c.description]) {
        ($0, try $0.value(of: a, at: 0), try $0.value(of: b, at: 1), try $0.value(of: c, at: 2))
    }
}

func taking<A, B, C, D>(
    _ a: Parameter<A>,
    _ b: Parameter<B>,
    _ c: Parameter<C>,
    _ d: Parameter<D>
) -> ParameterList<(Arguments, A, B, C, D)> {
    ParameterList(descriptions: [a.description, b.description, c.description, d.description]) {
        (
            $0, try $0.value(of: a, at: 0), try $0.value(of: b, at: 1), try $0.value(of: c, at: 2),
            try $0.value(of: d, at: 3)
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
