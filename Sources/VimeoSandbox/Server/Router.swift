import NIOHTTP1

/// Finds the operation for a method and a path.
///
/// A literal part of a pattern wins over a `{name}`.
struct Router: Sendable {
    enum Outcome {
        case found(Endpoint, parameters: [String: String])
        case wrongMethod(allowed: [HTTPMethod])
        case unknown
    }

    private struct Node: Sendable {
        var literals: [String: Node] = [:]
        var names: [Node] = []
        var operations: [Endpoint] = []

        mutating func insert(_ operation: Endpoint, at path: ArraySlice<Substring>) {
            guard let part = path.first else {
                operations.append(operation)
                return
            }
            if part.hasPrefix("{") {
                if names.isEmpty { names.append(Node()) }
                names[0].insert(operation, at: path.dropFirst())
            } else {
                literals[String(part), default: Node()].insert(operation, at: path.dropFirst())
            }
        }

        func find(_ segments: ArraySlice<String>) -> [Endpoint] {
            guard let segment = segments.first else { return operations }
            let rest = segments.dropFirst()
            if let found = literals[segment]?.find(rest), !found.isEmpty { return found }
            return segment.isEmpty ? [] : names.first?.find(rest) ?? []
        }
    }

    private var root = Node()

    init(_ operations: [Endpoint]) {
        for operation in operations {
            root.insert(operation, at: operation.path.split(separator: "/")[...])
        }
    }

    /// The operation for `method`; HEAD is served by GET.
    func route(_ method: HTTPMethod, _ segments: [String]) -> Outcome {
        let candidates = root.find(segments[...])
        if candidates.isEmpty { return .unknown }
        let wanted = method == .HEAD ? .GET : method
        guard let operation = candidates.first(where: { $0.method == wanted }) else {
            var allowed = candidates.map(\.method)
            if allowed.contains(.GET) { allowed.append(.HEAD) }
            return .wrongMethod(allowed: allowed + [.OPTIONS])
        }
        var parameters: [String: String] = [:]
        for (part, segment) in zip(operation.path.split(separator: "/"), segments) where part.hasPrefix("{") {
            parameters[String(part.dropFirst().dropLast())] = segment
        }
        return .found(operation, parameters: parameters)
    }
}
