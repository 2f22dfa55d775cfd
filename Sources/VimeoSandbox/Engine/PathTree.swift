/// Values by paths with `{names}`, found by concrete paths; a part that is written out wins over a name.
struct PathTree<Value: Sendable>: Sendable {
    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        /// The node for any other part.
        var named: Int?
        var value: (value: Value, path: [String])?
    }

    private var nodes = [Node()]

    /// The value at the pattern `path`, whatever its names are called.
    subscript(path: String) -> Value? {
        get {
            var node = 0
            for part in path.split(separator: "/") {
                guard let next = part.hasPrefix("{") ? nodes[node].named : nodes[node].literals[String(part)] else {
                    return nil
                }
                node = next
            }
            return nodes[node].value?.value
        }
        set {
            let parts = path.split(separator: "/").map(String.init)
            var node = 0
            for part in parts {
                let isNamed = part.hasPrefix("{")
                let next = (isNamed ? nodes[node].named : nodes[node].literals[part]) ?? nodes.count
                if next == nodes.count { nodes.append(Node()) }
                if isNamed { nodes[node].named = next } else { nodes[node].literals[part] = next }
                node = next
            }
            // The names that the path had first stay.
            nodes[node].value = newValue.map { ($0, nodes[node].value?.path ?? parts) }
        }
    }

    /// The value for a concrete path, with the values of the names of its pattern.
    func match(_ segments: some Collection<String>) -> (value: Value, parameters: [String: String])? {
        guard let found = find(segments[...], 0) else { return nil }
        let named = zip(found.path, segments).filter { $0.0.hasPrefix("{") }
        return (found.value, Dictionary(named.map { (String($0.0.dropFirst().dropLast()), $0.1) }) { $1 })
    }

    /// The value for a concrete path.
    func value(at path: String) -> Value? { find(path.pathParts[...], 0)?.value }

    func match(_ path: String) -> (value: Value, parameters: [String: String])? {
        match(path.pathParts)
    }

    private func find(_ segments: some Collection<String>, _ node: Int) -> (value: Value, path: [String])? {
        guard let part = segments.first else { return nodes[node].value }
        let rest = segments.dropFirst()
        if let literal = nodes[node].literals[part], let found = find(rest, literal) { return found }
        guard let named = nodes[node].named, !part.isEmpty else { return nil }
        return find(rest, named)
    }
}

extension String {
    /// The parts between the slashes.
    var pathParts: [String] { utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) } }
}
