import JSONCore

/// Which part of a collection is wanted, and the wrapper around it.
struct Page: Sendable {
    let number: Int
    let size: Int

    /// Reads `page` (from 1) and `per_page` (25 unless given, at most 100).
    init(_ request: ServerRequest) throws(APIError) {
        number = try Self.number(request, "page", 1, maximum: .max >> 8)
        size = try Self.number(request, "per_page", 25, maximum: 100)
    }

    /// The page of a collection, each of its resources as the caller sees it.
    func wrap(_ uris: [String], _ call: Call, _ store: Store) -> JSONValue {
        let last = max(1, (uris.count + size - 1) / size)
        let start = min(uris.count, (number - 1) * size)
        let end = min(uris.count, start + size)
        return [
            "total": .integer(Int64(uris.count)),
            "page": .integer(Int64(number)),
            "per_page": .integer(Int64(size)),
            "paging": [
                "next": number < last ? link(number + 1, call) : .null,
                "previous": number > 1 ? link(min(number - 1, last), call) : .null,
                "first": link(1, call),
                "last": link(last, call),
            ],
            "data": .array(uris[start..<end].map { store.render($0, for: call.caller) }),
        ]
    }

    /// The link to another page: the same query with another number.
    private func link(_ page: Int, _ call: Call) -> JSONValue {
        var query = ""
        for (name, value) in call.request.query where name != "page" {
            query += "\(Percent.encode(name))=\(Percent.encode(value))&"
        }
        return .string("\(call.path)?\(query)page=\(page)")
    }

    private static func number(
        _ request: ServerRequest,
        _ name: String,
        _ normal: Int,
        maximum: Int
    ) throws(APIError) -> Int {
        guard let text = request.parameter(name) else { return normal }
        guard let number = Int(text), 1...maximum ~= number else {
            throw .invalid(name, maximum == 100 ? "It must be a number from 1 to 100." : "It must be a number from 1.")
        }
        return number
    }
}
