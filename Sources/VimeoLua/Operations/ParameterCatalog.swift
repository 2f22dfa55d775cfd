/// What is known about parameters beyond the table: texts, values, and keys of nested objects.
enum ParameterCatalog {
    /// What is said about a name.
    struct Note: Equatable, Sendable {
        let text: String
        let values: [String]
    }

    /// Names stand below an operation's id, its resource, its family, or alone: `search_videos/sort`, `videos/sort`,
    /// `Live/password`, `page`; keys of nested objects follow a dot.
    private static let (notes, nested) = parse(PackageResources.parameters_md)

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
        [operation.id, operation.resource, operation.family]
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

    /// Reads lists of terms with texts: first the keys of objects, then `name, name = value value` with a text.
    private static func parse(_ bytes: [UInt8]) -> (notes: [String: Note], nested: [String: [String]]) {
        var notes: [String: Note] = [:]
        var nested: [String: [String]] = [:]
        for (place, section) in HelpSection.parse(bytes).enumerated() {
            for case .items(let items) in HelpBlock.parse(section.body) {
                for item in items {
                    let parts = item.term.split(separator: " = ", maxSplits: 1)
                    let names = parts[0].split(separator: ", ").map(String.init)
                    if place == 0 {
                        nested[item.term] = words(item.text)
                    } else {
                        let note = Note(text: item.text, values: parts.count > 1 ? words(String(parts[1])) : [])
                        for name in names { notes[name] = note }
                    }
                }
            }
        }
        return (notes, nested)
    }

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    /// The keys that a query or body of an operation takes, or below `path` the keys of a nested object.
    static func keys(of operation: Operation, isQuery: Bool, under path: [String]) -> [KnownKey] {
        var found = parameters(of: operation).filter { $0.place == (isQuery ? .query : .body) }
        for name in path { found = found.first { $0.name == name }?.keys ?? [] }
        return found.map { key in
            KnownKey(name: key.name, text: key.isRequired ? "required; \(key.text)" : key.text, values: key.values)
        }
    }
}

/// A query parameter or body field of an operation.
struct OperationParameter: Equatable, Sendable {
    enum Place: Sendable {
        case query
        case body
    }

    let name: String
    let place: Place
    let isRequired: Bool
    /// One line.
    let text: String
    /// The values it can have, where they are few and known.
    let values: [String]
    /// The keys of a value that is an object, as far as they are known.
    let keys: [OperationParameter]
}
