internal import LuaKit

// What is known about the arguments of functions: the keys of their tables, and values.
extension Completer {
    /// The keys that the innermost table of arguments can have and does not have yet, and whether nothing but keys makes
    /// sense there.
    func argumentKeys(_ prefix: String, _ call: LuaCall) -> (candidates: [Candidate], areAlone: Bool) {
        guard let level = call.tableKeys.last, case .key = level.position, let function = function(called: call) else {
            return ([], false)
        }
        let known = known(keysAt: call.tableKeys[...], of: function, call)
        let candidates = known.filter { $0.name.hasPrefix(prefix) && !level.present.contains($0.name) }.map {
            Candidate("\($0.name) = ", label: $0.name, detail: $0.text)
        }
        // A table alone may be the first argument itself, such as a list.
        let first = function.parameters.first?.kind
        let mayBeList =
            call.tableKeys.count == 1 && call.argument == 0 && first?.acceptsTable == true && first?.keys == nil
        return (candidates, !known.isEmpty && !mayBeList)
    }

    /// The values that the argument or key at the cursor can have, as Lua writes them.
    func literals(_ prefix: String, _ call: LuaCall) -> [Candidate] {
        guard let parameter = parameter(at: call) else { return [] }
        let words = parameter.kind.isFlag ? ["true", "false"] : parameter.values.map { "\"\($0)\"" }
        guard parameter.proposal != .fields else { return [] }
        return words.filter { $0.hasPrefix(prefix) || $0.dropFirst().hasPrefix(prefix) }.map {
            Candidate($0, detail: parameter.text)
        }
    }

    /// Whether what follows some text is the beginning of a value in a call or table.
    static func beginsValue(_ text: ArraySlice<UInt8>) -> Bool {
        guard let place = text.lastIndex(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }) else {
            return false
        }
        guard text[place] == UInt8(ascii: "=") else { return "(,{".utf8.contains(text[place]) }
        return place == text.startIndex || !"=~<>".utf8.contains(text[place - 1])
    }

    /// What is known about the argument, or the value of a key, that the cursor is in.
    func parameter(at call: LuaCall) -> ParameterDescription? {
        if let function = function(called: call) { return parameter(at: call.tableKeys[...], of: function, call) }
        guard call.tableKeys.isEmpty, let name = standardName(of: call) else { return nil }
        return StandardArguments.parameter(of: name, at: call.argument, isMethod: call.isMethod)
    }

    private func parameter(
        at levels: ArraySlice<LuaCall.TableLevel>,
        of function: FunctionDescription,
        _ call: LuaCall
    ) -> ParameterDescription? {
        guard let level = levels.last else {
            return function.parameters.indices.contains(call.argument) ? function.parameters[call.argument] : nil
        }
        guard case .value(let key) = level.position else { return nil }
        // An item of a list is one of the values of what the list is for.
        if key.isEmpty { return parameter(at: levels.dropLast(), of: function, call) }
        return known(keysAt: levels, of: function, call).first { $0.name == key }
    }

    /// The keys of the last of some tables, each in the one before.
    private func known(
        keysAt levels: ArraySlice<LuaCall.TableLevel>,
        of function: FunctionDescription,
        _ call: LuaCall
    ) -> [ParameterDescription] {
        var path = levels.dropLast().map { level in
            if case .value(let key) = level.position { key } else { "" }
        }
        var argument = call.argument
        if call.argument == 0, function.parameters.count > 1 {
            if case .any = function.parameters[0].kind { return [] }
            guard let first = path.first else {
                // Named arguments and options, or the first argument itself.
                return function.parameters + function.namedOptions + (function.parameters[0].kind.keys ?? [])
            }
            if let named = function.parameters.firstIndex(where: { $0.name == first }) {
                argument = named
                path.removeFirst()
            } else if let options = function.optionsPlace, function.options.contains(where: { $0.name == first }) {
                argument = options
            }
        }
        guard function.parameters.indices.contains(argument) else { return [] }
        let parameter = function.parameters[argument]
        if let options = parameter.kind.keys {
            guard let first = path.first else { return options }
            guard first == "query" else { return [] }
            return operationKeys(of: function, "query", under: Array(path.dropFirst()), call)
        }
        return operationKeys(of: function, parameter.name, under: path, call)
    }

    /// The parameters of the operation that a request's method and path name.
    private func operationKeys(
        of function: FunctionDescription,
        _ parameter: String,
        under path: [String],
        _ call: LuaCall
    ) -> [ParameterDescription] {
        let method = method(of: function, call) ?? "GET"
        let target: String?
        switch (function.name, parameter) {
        case (_, "query"), (_, "body"): target = literal("path", of: function, call)
        case ("vimeo.upload", "fields"), ("vimeo.pull", "fields"): target = "/me/videos"
        case ("vimeo.replace", "fields"): target = "/videos/1/versions"
        default: target = nil
        }
        guard let target else { return [] }
        let wanted = parameter == "query" ? method : method == "GET" ? "POST" : method
        guard let operation = OperationTable.shared.operation(wanted, target) else { return [] }
        return ParameterCatalog.keys(of: operation, isQuery: parameter == "query", under: path)
    }

    /// The string that stands for an argument, by its place or its name.
    private func literal(_ name: String, of function: FunctionDescription, _ call: LuaCall) -> String? {
        if call.argument == 0, let named = call.tableKeys.first?.literals[name] { return named }
        return function.parameters.firstIndex { $0.name == name }.flatMap { call.literals[$0] }
    }

    /// The description of the function that is called, if it is one of ours.
    func function(called call: LuaCall) -> FunctionDescription? {
        guard push(call.callee) else { return nil }
        defer { stack.pop() }
        return table.description(at: -1, on: stack)
    }

    /// The name of the function that is called, if it is one of Lua's or of the prompt.
    private func standardName(of call: LuaCall) -> String? {
        guard push(call.callee) else { return nil }
        defer { stack.pop() }
        return standard.entry(at: -1, on: stack)?.name
    }

    /// The HTTP method that a call uses; nil if it is not known.
    func method(of function: FunctionDescription, _ call: LuaCall) -> String? {
        switch function.lastName {
        case "get", "each", "pages": "GET"
        case "head", "options", "post", "put", "patch", "delete": function.lastName.uppercased()
        default: literal("method", of: function, call)
        }
    }
}

// The hint shows the text of the key whose value is being typed.
extension Completer {
    /// The key at the cursor with what is known about it; nil outside of tables.
    func keyText(at call: LuaCall, of function: FunctionDescription) -> String? {
        guard let level = call.tableKeys.last, case .value(let name) = level.position, !name.isEmpty else { return nil }
        return parameter(at: call.tableKeys[...], of: function, call).map { "\($0.name): \($0.text)" }
    }
}

extension ParameterDescription.Kind {
    fileprivate var isFlag: Bool { if case .boolean = self { true } else { false } }
}
