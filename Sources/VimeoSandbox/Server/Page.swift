import JSONCore

/// Which part of a collection is wanted, and the wrapper around it.
struct Page: Sendable {
    let number: Int
    let size: Int

    /// Reads `page` (from 1) and `per_page` (25 unless given, at most 100).
    init(_ request: ServerRequest, usual: Int = 25, maximum: Int = 100) throws(APIError) {
        number = try Self.number(request, "page", 1, maximum: .max >> 16)
        size = try Self.number(request, "per_page", usual, maximum: maximum)
    }

    /// The page of a collection, each of its resources as the caller sees it.
    func wrap<List: RandomAccessCollection<String>>(_ uris: List, _ call: Call, _ store: Store) -> JSONValue
    where List.Index == Int {
        wrap(uris, call) { store.render($0, for: call.caller, call.fields) }
    }

    /// The page of things that are not resources.
    func wrap(_ things: [JSONValue], _ call: Call) -> JSONValue { wrap(things, call) { $0 } }

    /// The page of anything that can be shown.
    func wrap<List: RandomAccessCollection>(
        _ things: List,
        _ call: Call,
        _ shown: (List.Element) -> JSONValue
    ) -> JSONValue where List.Index == Int {
        let last = max(1, (things.count + size - 1) / size)
        let start = min(things.count, (number - 1) * size)
        let end = min(things.count, start + size)
        return [
            "total": .integer(Int64(things.count)),
            "page": .integer(Int64(number)),
            "per_page": .integer(Int64(size)),
            "paging": [
                "next": number < last ? link(number + 1, call) : .null,
                "previous": number > 1 ? link(min(number - 1, last), call) : .null,
                "first": link(1, call),
                "last": link(last, call),
            ],
            "data": .array(things[start..<end].map(shown)),
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
            throw .invalid(
                name,
                maximum <= 1000 ? "It must be a number from 1 to \(maximum)." : "It must be a number from 1."
            )
        }
        return number
    }
}
