import JSONCore
import NIOHTTP1

/// One request as the operations see it: taken apart and decoded, but not yet judged.
struct ServerRequest: Sendable {
    var method: HTTPMethod
    /// The decoded parts of the path; empty for `/`.
    var segments: [String]
    var query: [(name: String, value: String)]
    var headers: HTTPHeaders
    var body: [UInt8]
    /// What the answer is to have; nil for everything.
    let wanted: FieldFilter?

    /// Takes `target` apart, in origin form (`/videos/1?fields=uri`) or absolute form (`http://host/videos/1`).
    init(method: HTTPMethod, target: String, headers: HTTPHeaders = [:], body: [UInt8] = []) throws(APIError) {
        self.method = method
        self.headers = headers
        self.body = body
        var rest = Substring(target)
        if rest.utf8.first != UInt8(ascii: "/"), rest != "*" {
            guard let scheme = rest.firstRange(of: "://"), !rest[..<scheme.lowerBound].contains("/") else {
                throw .plain(.badRequest, "The request target is neither a path nor an absolute URL.")
            }
            rest = rest[scheme.upperBound...]
            rest = rest[(rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex)...]
        }
        let halves = rest.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let query = halves.count == 2 ? Percent.pairs(Substring(halves[1])) : [] else {
            throw .plain(.badRequest, "The query is not percent-encoded UTF-8.")
        }
        self.query = query
        wanted = query.last { $0.name == "fields" }.flatMap { FieldFilter($0.value) }
        segments = []
        for part in halves[0].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst() {
            guard let segment = Percent.decode(Substring(part)) else {
                throw .plain(.badRequest, "The path is not percent-encoded UTF-8.")
            }
            segments.append(segment)
        }
        // `/videos/1/` names the same resource as `/videos/1`.
        if segments.last == "" { segments.removeLast() }
    }

    /// What a list is filtered and sorted by, without what says which part of it is wanted.
    var listQuery: String {
        query.filter { !["page", "per_page", "fields"].contains($0.name) }
            .map { "\(Percent.encode($0.name))=\(Percent.encode($0.value))" }.joined(separator: "&")
    }

    /// The value of the last query parameter called `name`.
    func parameter(_ name: String) -> String? { query.last { $0.name == name }?.value }
}

extension ServerRequest {
    /// The body as an object, which is empty without one: JSON, or a form with names such as `privacy.view`.
    ///
    /// - Throws: 400 with 2205 if it is malformed or not an object.
    func fields() throws(APIError) -> JSONObject {
        guard let object = try value().object else { throw .malformedBody("The body is JSON but not an object.") }
        return object
    }

    /// The body as a value: JSON, or a form as an object; an empty object without one.
    func value() throws(APIError) -> JSONValue {
        if body.isEmpty { return [:] }
        if isForm { return .object(try form()) }
        guard isJSON else {
            throw .plain(.unsupportedMediaType, "The body must be JSON or a form (application/x-www-form-urlencoded).")
        }
        do {
            // Not nearly as deep as what is kept of it may be.
            return try JSONParser.parse(body, depthLimit: 64)
        } catch {
            throw .malformedBody("The body is not valid JSON: \(error.reason), at byte \(error.offset).")
        }
    }

    /// No call has nearly so many, and looking each up among the others gets slow with very many.
    private static let formLimit = 1000

    private var isForm: Bool {
        headers.first(name: "Content-Type")?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false
    }

    /// What says nothing about itself is taken for JSON.
    private var isJSON: Bool {
        guard let type = headers.first(name: "Content-Type")?.lowercased() else { return true }
        let name = type.prefix { $0 != ";" && $0 != " " }
        return name.isEmpty || name.hasSuffix("/json") || name.hasSuffix("+json")
    }

    private func form() throws(APIError) -> JSONObject {
        guard let text = String(validating: body, as: UTF8.self), let pairs = Percent.pairs(text[...]) else {
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
