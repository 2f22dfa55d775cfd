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
        return query.map { parameter($0.name, .query, isRequired: $0.isRequired, of: operation) }
            + operation.bodyFields.map { parameter($0.name, .body, isRequired: $0.isRequired, of: operation) }
    }

    /// What is known about a name, the keys of an object after a dot, such as `privacy.view`.
    static func note(_ name: String, of operation: Operation) -> Note? {
        owners(operation).lazy.compactMap { notes["\($0)/\(name)"] }.first ?? notes[name]
    }

    private static func owners(_ operation: Operation) -> [String] {
        [operation.id, operation.resource, operation.family]
    }

    /// The parameter of a name, or the key of an object, such as `privacy.view`, which may be an object itself.
    private static func parameter(
        _ path: String,
        _ place: OperationParameter.Place,
        isRequired: Bool = false,
        of operation: Operation
    ) -> OperationParameter {
        let name = path.split(separator: ".").last.map(String.init) ?? path
        let note = note(path, of: operation)
        let keys = place == .body ? owners(operation).lazy.compactMap { nested["\($0)/\(path)"] }.first : nil
        return OperationParameter(
            name: name,
            place: place,
            isRequired: isRequired,
            text: note?.text ?? "the \(name.replacing("_", with: " "))",
            values: note?.values ?? [],
            keys: (keys ?? []).map { parameter("\(path).\($0)", .body, of: operation) }
        )
    }

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
    static func keys(of operation: Operation, isQuery: Bool, under path: [String]) -> [ParameterDescription] {
        var found = parameters(of: operation).filter { $0.place == (isQuery ? .query : .body) }
        for name in path { found = found.first { $0.name == name }?.keys ?? [] }
        return found.map { key in
            let isFlag = key.values == ["true", "false"]
            let isFields = isQuery && key.name == "fields"
            return ParameterDescription(
                name: key.name,
                kind: isFlag ? .boolean : .any,
                isOptional: !key.isRequired,
                text: key.isRequired ? "required; \(key.text)" : key.text,
                values: isFlag ? [] : isFields ? ResultFields.names(in: operation.result) : key.values,
                proposal: isFields ? .fields : .none,
                separator: isFields ? "," : nil
            )
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
