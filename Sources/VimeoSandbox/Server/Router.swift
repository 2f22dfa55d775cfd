import NIOHTTP1

/// Finds the operation for a method and a path.
struct Router: Sendable {
    enum Outcome {
        case found(Endpoint, parameters: [String: String])
        case wrongMethod(allowed: [HTTPMethod])
        case unknown
    }

    private let operations: [(pattern: [Substring], operation: Endpoint)]

    init(_ operations: [Endpoint]) {
        self.operations = operations.map { ($0.path.split(separator: "/"), $0) }
    }

    /// The operation for `method`; HEAD is served by GET.
    func route(_ method: HTTPMethod, _ segments: [String]) -> Outcome {
        let candidates = operations.filter { Self.fits($0.pattern, segments) }
        if candidates.isEmpty { return .unknown }
        let wanted = method == .HEAD ? .GET : method
        guard let (pattern, operation) = candidates.first(where: { $0.operation.method == wanted }) else {
            var allowed = candidates.map(\.operation.method)
            if allowed.contains(.GET) { allowed.append(.HEAD) }
            return .wrongMethod(allowed: allowed + [.OPTIONS])
        }
        let named = zip(pattern, segments).filter { $0.0.hasPrefix("{") }
        let parameters = named.map { (String($0.0.dropFirst().dropLast()), $0.1) }
        return .found(operation, parameters: Dictionary(parameters) { $1 })
    }

    private static func fits(_ pattern: [Substring], _ segments: [String]) -> Bool {
        pattern.count == segments.count
            && zip(pattern, segments).allSatisfy { $0.hasPrefix("{") ? !$1.isEmpty : $0 == $1 }
    }
}
