/// What is known about parameters beyond the table: texts, values, and keys of nested objects.
enum ParameterCatalog {
    /// What is said about a name.
    struct Note: Equatable, Sendable {
        let text: String
        let values: [String]
    }

    /// Names stand below an operation's id, its resource, its family, or alone: `search_videos/sort`, `videos/sort`,
    /// `Live/password`, `page`; keys of nested objects follow a dot.
    private static let notes = [
        query, order, videoBody, otherBody, liveBody, shopBody,
    ].reduce(into: [String: Note]()) { notes, source in
        for line in source.split(separator: "\n") {
            guard let (names, note) = parse(line) else { continue }
            for name in names { notes[name] = note }
        }
    }

    /// The query parameters and body fields of an operation, each in the order of the table, with `fields` as the last
    /// parameter where it works.
    static func parameters(of operation: Operation) -> [OperationParameter] {
        var query = operation.queryParameters
        if operation.method != "DELETE", !query.contains(where: { $0.name == "fields" }) {
            query.append(Operation.Field(name: "fields", isRequired: false))
        }
        return query.map { parameter($0, .query, of: operation) }
            + operation.bodyFields.map { parameter($0, .body, of: operation) }
    }

    /// What is known about a name, the keys of an object after a dot, such as `privacy.view`.
    static func note(_ name: String, of operation: Operation) -> Note? {
        owners(operation).lazy.compactMap { notes["\($0)/\(name)"] }.first ?? notes[name]
    }

    private static func owners(_ operation: Operation) -> [String] {
        [operation.baseID, operation.resource, operation.family]
    }

    private static func parameter(
        _ field: Operation.Field,
        _ place: OperationParameter.Place,
        of operation: Operation
    ) -> OperationParameter {
        let note = note(field.name, of: operation)
        return OperationParameter(
            name: field.name,
            place: place,
            isRequired: field.isRequired,
            text: note?.text ?? "the \(words(of: field.name))",
            values: note?.values ?? [],
            keys: place == .body ? keys(of: field.name, of: operation) : []
        )
    }

    /// The keys of the object `name`, which may be nested itself.
    private static func keys(of name: String, of operation: Operation) -> [OperationParameter] {
        let keys = owners(operation).lazy.compactMap { nested["\($0)/\(name)"] }.first ?? []
        return keys.map { key in
            let path = "\(name).\(key)"
            let note = note(path, of: operation)
            return OperationParameter(
                name: key,
                place: .body,
                isRequired: false,
                text: note?.text ?? "the \(words(of: key))",
                values: note?.values ?? [],
                keys: self.keys(of: path, of: operation)
            )
        }
    }

    private static func words(of name: String) -> String { name.split(separator: "_").joined(separator: " ") }

    /// `name, name = value value :: text`.
    private static func parse(_ line: Substring) -> (names: [String], note: Note)? {
        guard let mark = line.firstRange(of: " :: ") else { return nil }
        let text = String(line[mark.upperBound...])
        let parts = line[..<mark.lowerBound].split(separator: "=", maxSplits: 1)
        guard let names = parts.first else { return nil }
        let values = parts.count > 1 ? parts[1].split(separator: " ").map(String.init) : []
        let list = names.split(separator: ",").map { name in String(name.filter { $0 != " " }) }
        return (list, Note(text: text, values: values))
    }
}
