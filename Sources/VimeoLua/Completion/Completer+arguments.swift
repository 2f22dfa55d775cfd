internal import LuaKit

// What is known about the arguments of our functions: paths, keys of tables, enumerated values, file names.
extension Completer {
    /// Proposals inside a string.
    func strings(_ content: String, _ range: Range<Int>, _ call: LuaCall?) -> (Range<Int>, [Candidate])? {
        guard let call else { return files(content, range) }
        if let level = call.tableKeys.last, case .value(let key) = level.position {
            let values = values(of: key, in: call)
            if !values.isEmpty { return (range, values.filter { $0.text.hasPrefix(content) }) }
        }
        if case .name("require") = call.callee.base, call.callee.steps.isEmpty {
            return (range, modules(content))
        }
        guard let function = function(called: call) else { return files(content, range) }
        let parameter = parameter(of: function, at: call)
        switch parameter?.name {
        case "path": return (range, paths(content, method: Self.method(of: function)))
        case "video_uri", "target": return (range, seen(content))
        case "filename": return files(content, range)
        default:
            let values = parameter?.values ?? []
            if !values.isEmpty { return (range, values.filter { $0.hasPrefix(content) }.map { Candidate($0) }) }
            // In a table of arguments a string is rarely a file name.
            return call.tableKeys.isEmpty ? files(content, range) : nil
        }
    }

    /// The parameter whose value the cursor is in, by its place or by its name.
    private func parameter(of function: FunctionDescription, at call: LuaCall) -> ParameterDescription? {
        guard let level = call.tableKeys.first else { return function.parameters[safe: call.argument] }
        guard call.tableKeys.count == 1, call.argument == 0, case .value(let key) = level.position else { return nil }
        return function.parameters.first { $0.name == key }
    }

    /// The keys that the innermost table of arguments can have and does not have yet.
    func argumentKeys(_ prefix: String, _ call: LuaCall) -> [Candidate] {
        guard let level = call.tableKeys.last, case .key = level.position else { return [] }
        return known(keysAt: call).filter { $0.name.hasPrefix(prefix) && !level.present.contains($0.name) }.map {
            Candidate("\($0.name) = ", label: $0.name, detail: $0.text)
        }
    }

    private func values(of key: String, in call: LuaCall) -> [Candidate] {
        known(keysAt: call).first { $0.name == key }?.values.map { Candidate($0) } ?? []
    }

    /// The keys of the table at the cursor.
    private func known(keysAt call: LuaCall) -> [ParameterDescription] {
        guard let function = function(called: call) else { return [] }
        let outer = call.tableKeys.dropLast().map { level in
            if case .value(let key) = level.position { key } else { "" }
        }
        var path = Array(outer)
        var argument = call.argument
        if call.argument == 0, function.parameters.count > 1 {
            guard let first = path.first else {
                // Named arguments and options, or the first argument itself.
                let own = function.parameters.first?.kind.keys ?? []
                return function.parameters + function.namedOptions + own
            }
            if let named = function.parameters.firstIndex(where: { $0.name == first }) {
                argument = named
                path.removeFirst()
            } else if let options = function.optionsPlace, function.options.contains(where: { $0.name == first }) {
                argument = options
            }
        }
        guard let parameter = function.parameters[safe: argument] else { return [] }
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
        let method = Self.method(of: function) ?? "GET"
        let target: String?
        switch (function.name, parameter) {
        case (_, "query"), (_, "body"): target = call.literals[0]
        case ("vimeo.upload", "fields"), ("vimeo.pull", "fields"): target = "/me/videos"
        default: target = nil
        }
        guard let target else { return [] }
        let wanted = parameter == "query" ? method : method == "GET" ? "POST" : method
        guard let operation = OperationTable.shared.operation(wanted, target) else { return [] }
        return ParameterCatalog.keys(of: operation, isQuery: parameter == "query", under: path)
    }

    /// The description of the function that is called, if it is one of ours.
    func function(called call: LuaCall) -> FunctionDescription? {
        guard push(call.callee) else { return nil }
        defer { stack.pop() }
        return table.description(at: -1, on: stack)
    }

    /// The HTTP method that a function uses for its path; nil if it has none of its own.
    static func method(of function: FunctionDescription) -> String? {
        switch function.lastName {
        case "get", "each", "pages": "GET"
        case "head", "options", "post", "put", "patch", "delete": function.lastName.uppercased()
        default: nil
        }
    }

    /// Paths of the API, with URIs of this session for parameters.
    private func paths(_ typed: String, method: String?) -> [Candidate] {
        let isBare = !typed.isEmpty && !typed.hasPrefix("/")
        let typed = isBare || typed.isEmpty ? "/\(typed)" : typed
        guard !typed.contains("?"), !typed.contains("//") else { return [] }
        let prefix = String(typed[...(typed.lastIndex(of: "/") ?? typed.startIndex)])
        let parent = String(prefix.dropLast())
        var candidates: [Candidate] = []
        for completion in OperationTable.shared.completions(method: method, typed: typed) {
            if completion.isParameter {
                let entries = table.seen.entries(in: parent)
                candidates += entries.filter { $0.uri.hasPrefix(typed) }.map { Candidate($0.uri, detail: $0.name) }
                // An unknown value has to be typed.
                if entries.isEmpty {
                    candidates.append(Candidate(prefix, label: prefix + completion.segment, detail: "a value to type"))
                }
            } else {
                candidates.append(
                    Candidate(
                        prefix + completion.segment,
                        label: prefix + completion.segment + (completion.hasMore ? "/" : ""),
                        detail: completion.operations.first?.title ?? ""
                    )
                )
            }
        }
        return candidates.sorted {
            ($0.detail == "a value to type" ? 1 : 0, $0.text) < ($1.detail == "a value to type" ? 1 : 0, $1.text)
        }
    }

    private func seen(_ typed: String) -> [Candidate] {
        table.seen.entries(withPrefix: typed).map { Candidate($0.uri, detail: $0.name) }
    }

    /// What `require` knows: what is loaded or preloaded, and the files its path leads to.
    private func modules(_ prefix: String) -> [Candidate] {
        var names: Set<String> = []
        guard RawKeys.pushGlobal("package", on: stack) else { return [] }
        for field in ["loaded", "preload"] {
            stack.getRaw(field, in: -1)
            RawKeys.forEachField(at: -1, on: stack) { name, _ in if name.hasPrefix(prefix) { names.insert(name) } }
            stack.pop()
        }
        stack.getRaw("path", in: -1)
        let path = stack.string(at: -1) ?? ""
        stack.pop(2)
        return names.union(ModuleFiles.names(prefix: prefix, path: path)).sorted().map { Candidate($0) }
    }

    private func files(_ typed: String, _ range: Range<Int>) -> (Range<Int>, [Candidate])? {
        let found = FileNames.starting(typed)
        return found.isEmpty ? nil : (range, found.map { Candidate($0) })
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
