import JSONCore

/// The fields of a request body that are understood.
///
/// Others are ignored, as Vimeo does.
struct Schema: Sendable, ExpressibleByDictionaryLiteral {
    private let rules: [String: FieldRule]

    init(dictionaryLiteral elements: (String, FieldRule)...) {
        rules = Dictionary(elements) { $1 }
    }

    /// The understood fields of `body`.
    ///
    /// - Throws: 400 with all fields that hold something they may not.
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
        return checked
    }
}
