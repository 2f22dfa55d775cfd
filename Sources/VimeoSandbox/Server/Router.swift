import NIOHTTP1

/// Finds the operation for a method and a path.
struct Router: Sendable {
    enum Outcome {
        case found(Endpoint, parameters: [String: String])
        case wrongMethod(allowed: [HTTPMethod])
        case unknown
    }

    private var tree = PathTree<[Endpoint]>()

    /// Of two endpoints with the same method and path the first counts.
    init(_ endpoints: [Endpoint]) {
        for endpoint in endpoints {
            var here = tree[endpoint.path] ?? []
            if !here.contains(where: { $0.method == endpoint.method }) { here.append(endpoint) }
            tree[endpoint.path] = here
        }
    }

    /// The operation for `method`; HEAD is served by GET.
    func route(_ method: HTTPMethod, _ segments: [String]) -> Outcome {
        guard let (endpoints, parameters) = tree.match(segments) else { return .unknown }
        let wanted = method == .HEAD ? .GET : method
        guard let endpoint = endpoints.first(where: { $0.method == wanted }) else {
            var allowed = [.GET, .POST, .PUT, .PATCH, .DELETE].filter { method in
                endpoints.contains { $0.method == method }
            }
            if allowed.contains(.GET) { allowed.append(.HEAD) }
            return .wrongMethod(allowed: allowed + [.OPTIONS])
        }
        return .found(endpoint, parameters: parameters)
    }
}
