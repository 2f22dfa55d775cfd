import JSONCore

/// Which part of a collection is wanted, and the wrapper around it.
struct Page: Sendable {
    let number: Int
    let size: Int

    /// Reads `page` (from 1) and `per_page` (25 unless given, at most 100).
    init(_ request: Request) throws(APIError) {
        number = try Self.number(request, "page", 1, maximum: .max >> 8)
        size = try Self.number(request, "per_page", 25, maximum: 100)
    }

    /// The page of `elements`, each made into JSON by `render`.
    func wrap<Element>(_ elements: [Element], _ call: Call, _ render: (Element) -> JSONValue) -> JSONValue {
        let last = max(1, (elements.count + size - 1) / size)
        let start = min(elements.count, (number - 1) * size)
        let end = min(elements.count, start + size)
        return [
            "total": .integer(Int64(elements.count)),
            "page": .integer(Int64(number)),
            "per_page": .integer(Int64(size)),
            "paging": [
                "next": number < last ? link(number + 1, call) : .null,
                "previous": number > 1 ? link(min(number - 1, last), call) : .null,
                "first": link(1, call),
                "last": link(last, call),
            ],
            "data": .array(elements[start..<end].map(render)),
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

    private static func number(_ request: Request, _ name: String, _ normal: Int, maximum: Int) throws(APIError) -> Int
    {
        guard let text = request.parameter(name) else { return normal }
        guard let number = Int(text), 1...maximum ~= number else {
            throw .invalid(name, maximum == 100 ? "It must be a number from 1 to 100." : "It must be a number from 1.")
        }
        return number
    }
}
