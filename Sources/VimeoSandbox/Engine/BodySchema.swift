import APIDescription
import JSONCore

extension Schema {
    /// The rules for the fields of a body as the API's description has them.
    init(_ fields: [APIField]) {
        var rules: [String: FieldRule] = [:]
        var required: [String] = []
        for name in Self.firstNames(fields) {
            let own = fields.first { $0.path == [name] }
            let inner = fields.filter { $0.path.count > 1 && $0.path[0] == name }
            if own?.isRequired == true { required.append(name) }
            rules[name] = Self.rule(own, inner.map(\.inner))
        }
        self.init(rules: rules, required: required)
    }

    private static func firstNames(_ fields: [APIField]) -> [String] {
        var names: [String] = []
        for field in fields {
            if let name = field.path.first, !names.contains(name) { names.append(name) }
        }
        return names
    }

    private static func rule(_ field: APIField?, _ inner: [APIField]) -> FieldRule {
        guard let field else { return inner.isEmpty ? .anything : .object(Schema(inner)) }
        let rule: FieldRule =
            switch field.shape {
            case .string: field.values.isEmpty ? .text(max: 5000) : .choice(field.values)
            case .number: .number
            case .boolean: .flag
            case .object: inner.isEmpty ? .anything : .object(Schema(inner))
            case .list: .list(inner.isEmpty ? element(field) : .object(Schema(inner.map(\.inner))))
            case .any, .link: .anything
            }
        return field.isOptional ? .optional(rule) : rule
    }

    private static func element(_ field: APIField) -> FieldRule {
        guard field.element == .string else { return .anything }
        return field.values.isEmpty ? .text(max: 5000) : .choice(field.values)
    }
}
