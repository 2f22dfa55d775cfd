import JSONCore
import NIOHTTP1

extension Request {
    /// The body as an object: JSON, or a form whose names may have dots or brackets (`privacy.view`, `privacy[view]`).
    ///
    /// No body is an empty object.
    /// - Throws: 400 with 2205 if it is malformed or no object.
    func fields() throws(APIError) -> JSONObject {
        if body.isEmpty { return JSONObject() }
        if isForm { return try form() }
        let value: JSONValue
        do {
            value = try JSONParser.parse(body)
        } catch {
            throw .malformedBody("The body is not valid JSON: \(error.reason), at byte \(error.offset).")
        }
        guard let object = value.object else { throw .malformedBody("The body is JSON but not an object.") }
        return object
    }

    /// No call has nearly so many, and looking each up among the others gets slow with very many.
    private static let formLimit = 1000

    private var isForm: Bool {
        headers.first(name: "Content-Type")?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false
    }

    private func form() throws(APIError) -> JSONObject {
        guard let text = String(validating: body, as: UTF8.self), let pairs = Percent.pairs(text) else {
            throw .malformedBody("The form is not percent-encoded UTF-8.")
        }
        guard pairs.count <= Self.formLimit else { throw .malformedBody("The form has too many fields.") }
        var object = JSONObject()
        for (name, value) in pairs {
            let path = name.split { $0 == "." || $0 == "[" || $0 == "]" }.prefix(8).map(String.init)
            var nested = JSONValue.string(value)
            for key in path.dropFirst().reversed() {
                nested = .object(JSONObject([(key, nested)]))
            }
            object.merge(JSONObject([(path.first ?? name, nested)]))
        }
        return object
    }
}
