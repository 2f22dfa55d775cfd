import FoundationEssentials

extension Response {
    /// The body as JSON.
    ///
    /// - Throws: `network` with code `not_json` if it is not JSON; the status does not matter.
    public func json() throws(VimeoError) -> JSONValue {
        guard let json = JSONValue(json: body) else { throw notJSON() }
        return json
    }

    /// The body as a value of a type of yours.
    ///
    /// ```swift
    /// struct User: Decodable { let uri: String, name: String }
    /// let me = try await client.get("/me").decode(User.self)
    /// ```
    ///
    /// The names of its properties are those of the fields; `CodingKeys` give them others.
    ///
    /// - Throws: Vimeo's error for a status that is not 2xx; `network` if the body is not JSON; `usage` with code `misfit`, which
    ///   names the field, if it does not fit the type.
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(VimeoError) -> Value {
        try check()
        return try Decoding.decode(type, body, method: method.rawValue, url: safeURL)
    }
}

extension JSONValue {
    /// The value as one of a type of yours, as ``Response/decode(_:)``.
    ///
    /// ```swift
    /// for try await item in client.items("/me/videos") { let video = try item.decode(Video.self) }
    /// ```
    public func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws(VimeoError) -> Value {
        try Decoding.decode(type, try encoded(), method: nil, url: nil)
    }
}

private enum Decoding {
    static func decode<Value: Decodable>(
        _ type: Value.Type,
        _ bytes: [UInt8],
        method: String?,
        url: String?
    ) throws(VimeoError) -> Value {
        // It keeps the order of members, which the decoder does not know.
        if type == JSONValue.self, let json = JSONValue(json: bytes) as? Value { return json }
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            guard JSONValue(json: bytes) != nil else {
                throw .notJSON(bytes, method: method ?? "", url: url ?? "")
            }
            let request = method.map { "\($0) \(url ?? ""): " } ?? ""
            throw VimeoError(
                .usage,
                code: .misfit,
                "\(request)the answer does not fit \(type): \(reason(error))",
                hint: "make what may be absent or null optional, and compare the names and types with the answer",
                method: method,
                url: url
            )
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            "there is no field \(path(context.codingPath + [key]))"
        case DecodingError.valueNotFound(let type, let context): "\(path(context.codingPath)) is null, not \(type)"
        case DecodingError.typeMismatch(let type, let context):
            "\(path(context.codingPath)) is not a value of type \(type)"
        case DecodingError.dataCorrupted(let context):
            "\(path(context.codingPath)): \(PlainText.oneLine(context.debugDescription))"
        default: PlainText.oneLine("\(error)")
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        let text = keys.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }.joined().drop {
            $0 == "."
        }
        return text.isEmpty ? "it" : PlainText.oneLine(String(text))
    }
}
