internal import APIDescription
internal import Platform

/// The operations of the API, looked up by method and path.
struct OperationTable: Sendable {
    /// The table that comes with the program, read at its first use.
    static let shared = OperationTable(APIOperation.all)

    let all: [Operation]
    /// The tree of the paths; its root is the first node.
    let nodes: [OperationNode]

    init(_ described: [APIOperation]) {
        let all = described.flatMap { operation in
            operation.paths.map { Operation(described: operation, path: $0) }
        }.enumerated().sorted { ($0.element.path, $0.offset) < ($1.element.path, $1.offset) }.map(\.element)
        var nodes = [OperationNode()]
        for (place, operation) in all.enumerated() {
            nodes[Self.insert(operation, into: &nodes)].operations.append(place)
        }
        self.all = all
        self.nodes = nodes
    }

    /// Makes the nodes of a path; returns the last one.
    private static func insert(_ operation: Operation, into nodes: inout [OperationNode]) -> Int {
        var node = 0
        for segment in operation.segments {
            nodes[node].methodsBelow.insert(operation.method)
            let isParameter = segment.hasPrefix("{")
            let known = isParameter ? nodes[node].parameter : nodes[node].literals[String(segment)]
            let next = known ?? nodes.count
            if known == nil { nodes.append(OperationNode()) }
            if isParameter {
                nodes[node].parameter = next
                nodes[next].names[segment.filter { $0 != "{" && $0 != "}" }, default: 0] += 1
            } else {
                nodes[node].literals[String(segment)] = next
            }
            node = next
        }
        return node
    }

    /// The operation of a method and a path, which is concrete or a template; nil if there is none.
    ///
    /// Origin, query, fragment and empty segments are ignored. Segments that stand in the table win over parameters.
    /// HEAD is taken for GET.
    func operation(_ method: String, _ path: String) -> Operation? {
        let method = Self.tableMethod(method)
        return candidates(OperationPath(path).segments).lazy.flatMap { nodes[$0].operations }.map { all[$0] }
            .first { $0.method == method }
    }

    /// All operations of a path, each method once, in the order of the table.
    func operations(_ path: String) -> [Operation] {
        var found: [Operation] = []
        for index in candidates(OperationPath(path).segments).flatMap({ nodes[$0].operations })
        where !found.contains(where: { $0.method == all[index].method }) {
            found.append(all[index])
        }
        return found
    }

    /// A path with the words of the API in place of those that people use, such as `projects` for `folders`.
    static func translated(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { synonyms[String($0)] ?? String($0) }
            .joined(separator: "/")
    }

    /// The nodes that segments lead to, those through fewer parameters first.
    func candidates(_ segments: [Substring]) -> [Int] {
        var places = [0]
        for segment in segments {
            let isParameter = segment.hasPrefix("{")
            let literal = isParameter ? [] : places.compactMap { nodes[$0].literals[String(segment)] }
            places = literal + places.compactMap { nodes[$0].parameter }
        }
        return places
    }

    static func tableMethod(_ method: String) -> String {
        let method = method.uppercased()
        return method == "HEAD" ? "GET" : method
    }
}

/// A place in the tree of all paths.
struct OperationNode {
    /// The nodes below, by segment.
    var literals: [String: Int] = [:]
    /// The node for any other segment.
    var parameter: Int?
    /// What the parameter that leads here is called, by how often it is.
    var names: [String: Int] = [:]
    /// The operations that end here.
    var operations: [Int] = []
    /// The methods of the operations below, this node not counted.
    var methodsBelow: Set<String> = []

    /// The usual name of the parameter that leads here.
    var name: String {
        names.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
    }
}

extension OperationTable {
    // What a segment too many or too few costs, in letters.
    private static let segmentCost = 4
    /// Words people use, with those of the paths.
    static let synonyms = [
        "captions": "texttracks", "folders": "projects", "showcases": "albums", "subtitles": "texttracks",
        "thumbnails": "pictures",
    ]
    private static let synonymBytes = synonyms.map { (Array($0.key.utf8), Array($0.value.utf8)) }
    // Longer input is not looked at.
    private static let longest = 64

    /// A few operations somebody may have meant, the nearest first: those of the path with other methods, then those of
    /// paths that differ in few letters.
    func nearest(_ method: String, _ path: String, limit: Int = 3) -> [Operation] {
        let wanted = OperationPath(path).segments.prefix(Self.longest).map { Array($0.utf8.prefix(Self.longest)) }
        let method = Self.tableMethod(method)
        let size = wanted.reduce(0) { $0 + $1.count }
        let near: [(distance: Int, place: Int)] = all.enumerated().compactMap { place, operation in
            let distance = Self.distance(wanted, operation.segments.map { Array($0.utf8) })
            // Half of the letters may be wrong; a wrong method counts as one.
            guard distance <= max(2, size / 2) else { return nil }
            return (distance * 2 + (operation.method == method ? 0 : 1), place)
        }
        return near.sorted { $0 < $1 }.prefix(max(limit, 0)).map { all[$0.place] }
    }

    /// How much two rows of segments differ; a parameter is like any segment.
    private static func distance(_ typed: [[UInt8]], _ template: [[UInt8]]) -> Int {
        NearestName.distance(typed, template, removal: { segmentCost + $0.count / 2 }, replacement: difference)
    }

    private static func difference(_ segment: [UInt8], _ part: [UInt8]) -> Int {
        if part.first == UInt8(ascii: "{") {
            // What has letters only is more likely a misspelt name than an id.
            return segment.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ? segmentCost - 1 : 0
        }
        if synonymBytes.contains(where: { $0 == (segment, part) }) { return 0 }
        return NearestName.distance(segment, part)
    }
}
