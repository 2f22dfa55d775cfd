import JSONCore

/// The fields of a request body that are understood; others are ignored, as Vimeo does.
struct Schema: Sendable, ExpressibleByDictionaryLiteral {
    private let rules: [String: FieldRule]
    private let required: [String]

    init(rules: [String: FieldRule], required: [String]) {
        self.rules = rules
        self.required = required
    }

    init(dictionaryLiteral elements: (String, FieldRule)...) {
        self.init(rules: Dictionary(elements) { $1 }, required: [])
    }

    /// The names that are understood.
    var names: [String] { Array(rules.keys) }

    /// The understood fields of `body`; throws 400 with all fields that hold something they may not, or are missing.
    func check(_ body: JSONObject) throws(APIError) -> JSONObject {
        var problems: [APIError.Parameter] = []
        let checked = check(body, prefix: "", &problems)
        guard problems.isEmpty else { throw .invalid(problems) }
        return checked
    }

    func check(_ body: JSONObject, prefix: String, _ problems: inout [APIError.Parameter]) -> JSONObject {
        var checked = JSONObject()
        for member in body.members {
            guard let rule = rules[member.key] else { continue }
            checked[member.key] = rule.check(member.value, field: prefix + member.key, &problems)
        }
        for name in required where body[name] == nil || body[name] == .null {
            problems.append(APIError.Parameter(field: prefix + name, reason: "It is required."))
        }
        return checked
    }
}

/// What one field of a request body may hold.
indirect enum FieldRule: Sendable {
    /// Text of at most so many characters; null clears it.
    case text(max: Int)
    case choice([String])
    /// null, or what the rule allows.
    case optional(FieldRule)
    /// A number, also as text.
    case number
    /// true or false, also as text: forms have nothing else, and official clients send it in JSON as well.
    case flag
    case list(FieldRule)
    case object(Schema)
    /// Checked by the operation itself, or without effect here.
    case anything

    /// The value to store; nil with a problem added if it is not allowed.
    func check(_ value: JSONValue, field: String, _ problems: inout [APIError.Parameter]) -> JSONValue? {
        func refuse(_ reason: String) -> JSONValue? {
            // A hostile list could have as many problems as elements: the first ones say enough.
            if problems.count < 100 { problems.append(APIError.Parameter(field: field, reason: reason)) }
            return nil
        }
        switch (self, value) {
        case (.anything, _), (.text, .null), (.optional, .null): return value
        case (.optional(let rule), _): return rule.check(value, field: field, &problems)
        case (.text(let limit), .string(let text)):
            return text.unicodeScalars.count <= limit ? value : refuse("It must have at most \(limit) characters.")
        case (.text, _): return refuse("It must be text.")
        case (.choice(let choices), _):
            if let text = value.string, choices.contains(text) { return value }
            return refuse("It must be one of: \(choices.joined(separator: ", ")).")
        case (.number, .integer), (.number, .number): return value
        case (.number, .string(let text)):
            if let number = Int64(text) { return .integer(number) }
            if let number = Double(text), number.isFinite { return .number(number) }
            return refuse("It must be a number.")
        case (.number, _): return refuse("It must be a number.")
        case (.flag, .boolean): return value
        case (.flag, .string("true")), (.flag, .string("1")): return true
        case (.flag, .string("false")), (.flag, .string("0")): return false
        case (.flag, _): return refuse("It must be true or false.")
        case (.list(let rule), .array(let elements)):
            var checked: [JSONValue] = []
            for (index, element) in elements.enumerated() {
                if let element = rule.check(element, field: "\(field).\(index)", &problems) { checked.append(element) }
            }
            return .array(checked)
        case (.list, _): return refuse("It must be a list.")
        case (.object(let schema), .object(let object)):
            return .object(schema.check(object, prefix: field + ".", &problems))
        case (.object, _): return refuse("It must be an object.")
        }
    }
}
