import NIOHTTP1

/// One request as the operations see it: taken apart and decoded, but not yet judged.
struct Request: Sendable {
    var method: HTTPMethod
    /// The decoded parts of the path; empty for `/`.
    var segments: [String]
    var query: [(name: String, value: String)]
    var headers: HTTPHeaders
    var body: [UInt8]

    /// Takes `target` apart, in origin form (`/videos/1?fields=uri`) or absolute form (`http://host/videos/1`).
    init(method: HTTPMethod, target: String, headers: HTTPHeaders = [:], body: [UInt8] = []) throws(APIError) {
        self.method = method
        self.headers = headers
        self.body = body
        var rest = Substring(target)
        if let scheme = rest.firstRange(of: "://"), !rest[..<scheme.lowerBound].contains("/") {
            rest = rest[scheme.upperBound...]
            rest = rest[(rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex)...]
        } else if !rest.hasPrefix("/"), rest != "*" {
            throw .plain(.badRequest, "The request target is neither a path nor an absolute URL.")
        }
        let halves = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let query = halves.count == 2 ? Percent.pairs(halves[1]) : [] else {
            throw .plain(.badRequest, "The query is not percent-encoded UTF-8.")
        }
        self.query = query
        segments = []
        for part in halves[0].split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            guard let segment = Percent.decode(part) else {
                throw .plain(.badRequest, "The path is not percent-encoded UTF-8.")
            }
            segments.append(segment)
        }
        // `/videos/1/` names the same resource as `/videos/1`.
        if segments.last == "" { segments.removeLast() }
    }

    /// The value of the last query parameter called `name`.
    func parameter(_ name: String) -> String? {
        query.last { $0.name == name }?.value
    }
}
