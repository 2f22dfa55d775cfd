internal import APIDescription

/// What is known about the parameters of operations: what the API's description says, and a sentence about each.
enum ParameterCatalog {
    /// Names stand below an operation's id, its resource, its family, or alone: `search_videos/sort`, `videos/sort`,
    /// `Live/password`, `page`; keys of nested objects follow a dot.
    private static let sentences = parse(PackageResources.parameters_md)

    /// The query parameters and body fields of an operation, each in the order of the description, with `fields` as the
    /// last parameter where it works.
    static func parameters(of operation: Operation) -> [OperationParameter] {
        var query = parameters(operation.described.query, .query, of: operation)
        if operation.method != "DELETE", !query.contains(where: { $0.name == "fields" }) {
            query.append(parameter("fields", [], .query, of: operation))
        }
        return query + parameters(operation.described.body, .body, of: operation)
    }

    /// The sentence about a name, the keys of an object after a dot, such as `privacy.view`; nil if there is none.
    static func sentence(_ name: String, of operation: Operation) -> String? {
        let owners = [operation.id, operation.resource, operation.family]
        return owners.lazy.compactMap { sentences["\($0)/\(name)"] }.first ?? sentences[name]
    }

    /// The parameters of an object, or of the objects of a list, which has the name `object`.
    private static func parameters(
        _ fields: [APIField],
        _ place: OperationParameter.Place,
        in object: String = "",
        of operation: Operation
    ) -> [OperationParameter] {
        var names: [String] = []
        for field in fields where !names.contains(field.path[0]) { names.append(field.path[0]) }
        return names.map { name in
            let path = object.isEmpty ? name : "\(object).\(name)"
            return parameter(path, fields.filter { $0.path[0] == name }, place, of: operation)
        }
    }

    /// The parameter of a name, such as `privacy.view`, from the fields that begin with it.
    private static func parameter(
        _ path: String,
        _ fields: [APIField],
        _ place: OperationParameter.Place,
        of operation: Operation
    ) -> OperationParameter {
        let name = path.split(separator: ".").last.map(String.init) ?? path
        let own = fields.first { $0.path.count == 1 }
        let inner = fields.map(\.inner).map { $0.path.first == "[]" ? $0.inner : $0 }.filter { !$0.path.isEmpty }
        return OperationParameter(
            name: name,
            place: place,
            isRequired: own?.isRequired ?? false,
            shape: own?.shape ?? (inner.isEmpty ? .any : .object),
            text: sentence(path, of: operation) ?? "the \(name.replacing("_", with: " "))",
            values: own?.shape == .boolean ? ["true", "false"] : own?.values ?? [],
            keys: parameters(inner, place, in: path, of: operation)
        )
    }

    /// Reads lists of names, each with a sentence.
    private static func parse(_ bytes: [UInt8]) -> [String: String] {
        var sentences: [String: String] = [:]
        for section in HelpSection.parse(bytes) {
            for case .items(let items) in HelpBlock.parse(section.body) {
                for item in items {
                    for name in item.term.split(separator: ", ") { sentences[String(name)] = item.text }
                }
            }
        }
        return sentences
    }

    /// The keys that a query or body of an operation takes, or below `path` the keys of a nested object.
    static func keys(of operation: Operation, isQuery: Bool, under path: [String]) -> [ParameterDescription] {
        var found = parameters(of: operation).filter { $0.place == (isQuery ? .query : .body) }
        for name in path { found = found.first { $0.name == name }?.keys ?? [] }
        return found.map { key in
            let isFlag = key.shape == .boolean
            let isFields = isQuery && key.name == "fields"
            return ParameterDescription(
                name: key.name,
                kind: isFlag ? .boolean : key.shape == .number ? .number : .any,
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
    /// What it holds.
    let shape: APIField.Shape
    /// One line.
    let text: String
    /// The values it can have, where they are few and known.
    let values: [String]
    /// The keys of a value that is an object, as far as they are known.
    let keys: [OperationParameter]
}
