internal import LuaKit

// What strings are completed to.
extension Completer {
    /// Proposals for the whole of a string.
    func strings(_ content: String, _ call: LuaCall?) -> [Candidate] {
        guard let call else { return files(content) }
        if case .name("require") = call.callee.base, call.callee.steps.isEmpty { return modules(content) }
        guard let parameter = parameter(at: call) else {
            // In a table of arguments a string is rarely a file name.
            return call.tableKeys.isEmpty ? files(content) : []
        }
        switch parameter.proposal {
        case .apiPath: return paths(content, method: function(called: call).flatMap { method(of: $0, call) })
        case .resource: return table.seen.entries(withPrefix: content).map { Candidate($0.uri, detail: $0.name) }
        case .file: return files(content)
        case .topic: return topics(content)
        case .fields: return list(content, parameter, call) { Self.nextLevel(of: $0, after: $1) }
        case .none:
            if !parameter.values.isEmpty { return list(content, parameter, call) { names, _ in names } }
            return call.tableKeys.isEmpty ? files(content) : []
        }
    }

    /// Of the values that a string lists, the last one.
    private func list(
        _ content: String,
        _ parameter: ParameterDescription,
        _ call: LuaCall,
        _ level: ([String], _ typed: String) -> [String]
    ) -> [Candidate] {
        // The items of a table are not separated further.
        let isItem = if case .value(let key)? = call.tableKeys.last?.position { key.isEmpty } else { false }
        let separator = isItem ? nil : parameter.separator
        let start = separator.flatMap { content.lastIndex(of: $0) }.map { content.index(after: $0) }
        let before = content[..<(start ?? content.startIndex)]
        let typed = String(content[before.endIndex...])
        let present = separator.map { before.split(separator: $0).map(String.init) } ?? []
        return level(parameter.values.filter { $0.hasPrefix(typed) && !present.contains($0) }, typed).map {
            Candidate(
                "\(before)\($0)",
                label: $0,
                detail: isItem || separator == nil ? parameter.text : "",
                isWhole: separator == nil
            )
        }
    }

    /// Of dotted names those that are one level deeper than what is typed, or as deep.
    private static func nextLevel(of names: [String], after typed: String) -> [String] {
        let depth = typed.utf8.count { $0 == UInt8(ascii: ".") }
        let isWhole = names.contains(typed)
        return names.filter { name in
            let dots = name.utf8.count { $0 == UInt8(ascii: ".") }
            return dots == depth || isWhole && dots == depth + 1 && name.hasPrefix("\(typed).")
        }
    }

    /// What `require` knows: what is loaded or preloaded, and the files its path leads to.
    private func modules(_ prefix: String) -> [Candidate] {
        var names: Set<String> = []
        guard RawKeys.pushGlobal("package", on: stack) else { return [] }
        for field in ["loaded", "preload"] {
            stack.getRaw(field, in: -1)
            RawKeys.forEachField(at: -1, on: stack) { name, _ in
                if let name = String(validating: name, as: UTF8.self), name.hasPrefix(prefix) { names.insert(name) }
            }
            stack.pop()
        }
        stack.getRaw("path", in: -1)
        let path = stack.string(at: -1) ?? ""
        stack.pop(2)
        return names.union(ModuleFiles.names(prefix: prefix, path: path)).sorted().map { Candidate($0) }
    }

    /// Names of files that begin with what was typed.
    package func files(_ typed: String) -> [Candidate] {
        FileNames.starting(typed).map {
            Candidate($0, label: Self.label($0, after: typed), isWhole: !$0.hasSuffix("/"))
        }
    }

    /// What help is available for: topics, functions, and operations such as `PATCH /videos/{video_id}`.
    package func topics(_ typed: String) -> [Candidate] {
        if let blank = typed.firstIndex(of: " ") {
            let method = typed[..<blank].uppercased()
            let path = String(typed[typed.index(after: blank)...])
            return paths(path, method: method).map { candidate in
                var candidate = candidate
                candidate.text = "\(typed[...blank])\(candidate.text)"
                return candidate
            }
        }
        var found = HelpTopic.all.map { Candidate($0.name, detail: $0.summary) }
        found += ["GET", "POST", "PUT", "PATCH", "DELETE"].map { (method: String) in
            Candidate("\(method) ", label: method, detail: "an operation, such as \(method) /videos/1", isWhole: false)
        }
        found += table.descriptions.values.sorted { $0.name < $1.name }.map { Candidate($0.name, detail: $0.summary) }
        if !typed.isEmpty { found += LanguageDigest.entries.map { Candidate($0.name, detail: $0.summary) } }
        return found.filter { $0.text.hasPrefix(typed) }
    }
}

// Paths of the API.
extension Completer {
    private static let unknownValue = "a value to type"

    /// How a path can go on, level by level, with URIs of this session for parameters.
    ///
    /// Where what is typed is a path already, that is the first, and then come those below it.
    func paths(_ typed: String, method: String?) -> [Candidate] {
        let typed = typed.hasPrefix("/") ? typed : "/\(typed)"
        guard !typed.contains("?"), !typed.contains("//") else { return [] }
        var found = level(typed, method, label: typed)
        if found.contains(where: { $0.text == typed && !$0.isWhole && !$0.isPlaceholder }) || isValue(typed, method) {
            found.removeAll { $0.text == typed }
            let operation = OperationTable.shared.operations(typed).first {
                method == nil || method == "OPTIONS" || $0.method == OperationTable.tableMethod(method ?? "")
            }
            if let operation {
                found.insert(Candidate(typed, label: Self.label(typed, after: typed), detail: operation.title), at: 0)
            }
            found += level("\(typed)/", method, label: typed)
        }
        return found
    }

    /// The next segments after a path that ends in a slash, or those that its last segment may become.
    private func level(_ typed: String, _ method: String?, label: String) -> [Candidate] {
        let prefix = String(typed[...(typed.lastIndex(of: "/") ?? typed.startIndex)])
        var candidates: [Candidate] = []
        if prefix == typed, typed == "/", let root = OperationTable.shared.operation(method ?? "GET", "/") {
            candidates.append(Candidate("/", detail: root.title))
        }
        for completion in OperationTable.shared.completions(method: method, typed: typed) {
            guard !completion.isParameter else {
                candidates += values(for: completion, prefix, typed, label)
                continue
            }
            let text = prefix + completion.segment
            candidates.append(
                Candidate(
                    text,
                    label: Self.label(text, after: label) + (completion.hasMore ? "/" : ""),
                    detail: completion.operations.first?.title ?? "",
                    isWhole: !completion.hasMore
                )
            )
        }
        return candidates.isEmpty ? translations(of: typed, prefix, method, label) : candidates
    }

    /// The segment of the API for the word that people use for it: `projects` for `fold`.
    private func translations(of typed: String, _ prefix: String, _ method: String?, _ label: String) -> [Candidate] {
        let stem = typed.dropFirst(prefix.count)
        guard !stem.isEmpty else { return [] }
        let segments = Set(OperationTable.synonyms.filter { $0.key.hasPrefix(stem) }.values)
        return segments.sorted().flatMap { segment in
            OperationTable.shared.completions(method: method, typed: prefix + segment).filter { $0.segment == segment }
        }.map {
            Candidate(
                prefix + $0.segment,
                label: Self.label(prefix + $0.segment, after: label),
                detail: $0.operations.first?.title ?? "",
                isWhole: !$0.hasMore
            )
        }
    }

    /// What the session has seen of the kind of a parameter; where that is nothing, the parameter stands for a value.
    private func values(
        for completion: PathCompletion,
        _ prefix: String,
        _ typed: String,
        _ label: String
    ) -> [Candidate] {
        let seen = seen(in: String(prefix.dropLast()))
        var values = seen.map { Candidate(prefix + $0.id, label: nil, detail: $0.name, isWhole: !completion.hasMore) }
        values = values.filter { $0.text.hasPrefix(typed) }
        for place in values.indices { values[place].label = Self.label(values[place].text, after: label) }
        if seen.isEmpty, prefix == typed {
            let name = Self.label(prefix + completion.segment, after: label)
            var placeholder = Candidate(prefix, label: name, detail: Self.unknownValue, isWhole: false)
            placeholder.isPlaceholder = true
            values.append(placeholder)
        }
        return values
    }

    /// The last segments of the URIs that were seen in a collection, or else in others of that name: a video of `/me/videos`
    /// is known as one of `/videos`.
    private func seen(in collection: String) -> [(id: String, name: String)] {
        var entries = table.seen.entries(in: collection)
        if entries.isEmpty, let name = collection.split(separator: "/").last {
            entries = table.seen.entries(inCollectionsNamed: String(name))
        }
        return entries.map {
            (String($0.uri[$0.uri.index(after: $0.uri.lastIndex(of: "/") ?? $0.uri.startIndex)...]), $0.name)
        }
    }

    /// Whether the last segment is a value of a parameter, and may be all of it.
    private func isValue(_ typed: String, _ method: String?) -> Bool {
        guard typed.last != "/", let completion = OperationTable.shared.completions(method: method, typed: typed).last,
            completion.isParameter, let slash = typed.lastIndex(of: "/")
        else { return false }
        let value = String(typed[typed.index(after: slash)...])
        guard OperationTable.shared.completions(method: method, typed: typed).count == 1, !value.hasPrefix("{") else {
            return value == completion.segment
        }
        let seen = seen(in: String(typed[..<slash]))
        return seen.contains { $0.id == value } || !seen.contains { $0.id.hasPrefix(value) }
    }

    /// What is shown for a path or file: what follows the last slash of what was typed.
    private static func label(_ text: String, after typed: String) -> String {
        guard let slash = typed.lastIndex(of: "/"), text.hasPrefix(typed[...slash]) else { return text }
        let rest = text.dropFirst(typed[...slash].count)
        return rest.isEmpty ? text : String(rest)
    }
}
