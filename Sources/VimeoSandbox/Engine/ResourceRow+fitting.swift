import APIDescription
import JSONCore

extension ResourceRow {
    /// What a body says, as far as it is of the types in which a thing shows it.
    ///
    /// The API's description has no types for some bodies, and a form has texts only.
    func fitting(_ changes: JSONObject) throws(APIError) -> JSONObject {
        guard let object = APIObject.all[kind.object] else { return changes }
        var fitted = changes
        for member in changes.members {
            let target: [String]? = targets[member.key] ?? [member.key]
            guard let target, let field = object.fields.first(where: { $0.path == target }) else { continue }
            guard let value = field.fitting(member.value) else {
                throw .invalid(member.key, "It must be \(field.shape.words).")
            }
            fitted[member.key] = value
        }
        return fitted
    }
}

extension APIField {
    /// The value as this field holds one; nil if it cannot.
    fileprivate func fitting(_ value: JSONValue) -> JSONValue? {
        switch (shape, value) {
        case (_, .null), (.any, _), (.link, _): value
        case (.string, .string), (.object, .object), (.boolean, .boolean): value
        case (.number, .integer), (.number, .number): value
        case (.number, .string): value.integer.map { .integer($0) } ?? value.double.map { .number($0) }
        case (.boolean, .string("true")): true
        case (.boolean, .string("false")): false
        // Some lists are given as one text.
        case (.list, .array), (.list, .string): value
        default: nil
        }
    }
}

extension APIField.Shape {
    fileprivate var words: String {
        switch self {
        case .string: "a text"
        case .number: "a number"
        case .boolean: "true or false"
        case .object: "an object"
        case .list: "a list"
        case .link, .any: "something else"
        }
    }
}
