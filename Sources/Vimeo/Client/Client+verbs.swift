// Requests by their methods. All throw as ``send(_:)`` does; none throws for a status: ``Response/check()`` and
// ``Response/decode(_:)`` do.
extension Client {
    /// Reads something (`GET`).
    ///
    /// ```swift
    /// let me = try await client.get("/me").decode(User.self)
    /// let found = try await client.get("/videos", query: ["query": "ferry"], fields: ["uri", "name"])
    /// ```
    ///
    /// - Parameters:
    ///   - path: a URI such as `/videos/1`, or an absolute URL, to which the token is sent only if it is the API's.
    ///   - query: parameters of the URL.
    ///   - fields: the fields of the answer that are wanted, such as `privacy.view`; all if there are none.
    /// - Returns: the answer, whatever its status.
    /// - Throws: as ``send(_:)``.
    public func get(
        _ path: String,
        query: KeyValuePairs<String, QueryValue> = [:],
        fields: [String] = []
    ) async throws(VimeoError) -> Response {
        try await send(Request(.get, path, query: query, fields: fields))
    }

    /// Creates something, or has something done (`POST`).
    ///
    /// - Parameters:
    ///   - path: as for ``get(_:query:fields:)``.
    ///   - body: sent as JSON; nil sends none.
    /// - Returns: the answer, whatever its status.
    /// - Throws: as ``send(_:)``.
    public func post(_ path: String, _ body: JSONValue? = nil) async throws(VimeoError) -> Response {
        try await send(Request(.post, path, json: body))
    }

    /// Replaces what is at a path, or creates it there (`PUT`).
    ///
    /// - Parameters:
    ///   - path: as for ``get(_:query:fields:)``.
    ///   - body: sent as JSON; nil sends none.
    /// - Returns: the answer, whatever its status.
    /// - Throws: as ``send(_:)``.
    public func put(_ path: String, _ body: JSONValue? = nil) async throws(VimeoError) -> Response {
        try await send(Request(.put, path, json: body))
    }

    /// Changes some fields of what is at a path (`PATCH`).
    ///
    /// ```swift
    /// try await client.patch("/videos/1", ["name": "Talk", "privacy": ["view": "nobody"]]).check()
    /// ```
    ///
    /// - Parameters:
    ///   - path: as for ``get(_:query:fields:)``.
    ///   - body: the fields that change, sent as JSON; nil sends none.
    /// - Returns: the answer, whatever its status.
    /// - Throws: as ``send(_:)``.
    public func patch(_ path: String, _ body: JSONValue? = nil) async throws(VimeoError) -> Response {
        try await send(Request(.patch, path, json: body))
    }

    /// Removes what is at a path (`DELETE`).
    ///
    /// - Parameters:
    ///   - path: as for ``get(_:query:fields:)``.
    ///   - query: parameters of the URL.
    /// - Returns: the answer, whatever its status.
    /// - Throws: as ``send(_:)``.
    public func delete(
        _ path: String,
        query: KeyValuePairs<String, QueryValue> = [:]
    ) async throws(VimeoError) -> Response {
        try await send(Request(.delete, path, query: query, fields: []))
    }
}

extension Request {
    init(_ method: Method, _ path: String, query: KeyValuePairs<String, QueryValue>, fields: [String]) {
        self.init(method, path, query: query.map { Parameter($0.key, $0.value) })
        if !fields.isEmpty { self.query.append(Parameter("fields", .list(fields.map { .string($0) }))) }
    }

    fileprivate init(_ method: Method, _ path: String, json: JSONValue?) throws(VimeoError) {
        self.init(method, path)
        if let json { body = .json(try json.encoded()) }
    }
}

extension QueryValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    /// Several values, joined with commas.
    public init(arrayLiteral elements: QueryValue...) { self = .list(elements) }
}
