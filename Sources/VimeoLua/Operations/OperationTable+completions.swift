extension OperationTable {
    /// How a partly typed path can end: the segments that begin as it ends, sorted, then the parameter of that place.
    ///
    /// - Parameter method: the method the path is for; nil, and OPTIONS, for any.
    func completions(method: String?, typed: String) -> [PathCompletion] {
        let path = OperationPath(typed)
        guard !path.hasMore else { return [] }
        let cut = path.path.lastIndex(of: "/").map { path.path.index(after: $0) } ?? path.path.startIndex
        let stem = path.path[cut...]
        let wanted = method.map(Self.tableMethod).flatMap { $0 == "OPTIONS" ? nil : $0 }

        let places = candidates(path.path[..<cut].split(separator: "/"))
        var literals: [String: [Int]] = [:]
        for place in places {
            for (segment, node) in nodes[place].literals where segment.hasPrefix(stem) {
                literals[segment, default: []].append(node)
            }
        }
        let parameters = places.compactMap { nodes[$0].parameter }
        var found = literals.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        if let name = parameters.first.map({ nodes[$0].name }) { found.append(("{\(name)}", parameters)) }

        return found.compactMap { segment, places in
            let operations = places.flatMap { nodes[$0].operations }.map { all[$0] }
                .filter { wanted == nil || $0.method == wanted }
            let below = places.reduce(into: Set<String>()) { $0.formUnion(nodes[$1].methodsBelow) }
            let hasMore = wanted.map(below.contains) ?? !below.isEmpty
            guard !operations.isEmpty || hasMore else { return nil }
            return PathCompletion(segment: segment, operations: operations, hasMore: hasMore)
        }
    }
}

/// A continuation of a partly typed path: one more segment.
struct PathCompletion: Equatable, Sendable {
    /// The segment; a parameter stands in braces, such as `{video_id}`, also if a part of it is typed.
    let segment: String
    /// The operations that end here: of the method, or of all methods.
    let operations: [Operation]
    /// Whether longer paths continue from here.
    let hasMore: Bool

    var isParameter: Bool { segment.hasPrefix("{") }
}

/// The parts of a typed path.
struct OperationPath {
    /// The path itself, without origin, query and fragment.
    let path: Substring
    /// Whether a query or fragment follows.
    let hasMore: Bool

    init(_ text: String) {
        var rest = text[...]
        if let scheme = text.firstRange(of: "://"), text[..<scheme.lowerBound].allSatisfy(\.isLetter) {
            rest = text[scheme.upperBound...].drop { $0 != "/" && $0 != "?" && $0 != "#" }
        }
        path = rest.prefix { $0 != "?" && $0 != "#" }
        hasMore = path.endIndex < text.endIndex
    }

    var segments: [Substring] { path.split(separator: "/") }
}
