import APIDescription
import JSONCore
import NIOHTTP1

/// One thing the API can do: a method, a pattern of paths, who may do it, and how.
struct Endpoint: Sendable {
    enum Access: Sendable {
        /// Looks at the credentials itself, as the grants do.
        case own
        /// Any token, or the app's Basic authentication.
        case anyone
        /// A token with a user, and with this scope.
        case user(Scope?)
    }

    typealias Action = @Sendable (Call, inout Store) throws(APIError) -> Answer

    let method: HTTPMethod
    /// The path as the API description writes it, `/videos/{video_id}`.
    let path: String
    let access: Access
    /// What the API's description says of it; nil if it is not described.
    var operation: APIOperation? {
        didSet { known = KnownNames(operation) }
    }
    /// The names that mean something to it.
    private(set) var known: KnownNames
    let action: Action

    init(
        _ method: HTTPMethod,
        _ path: String,
        _ access: Access,
        _ operation: APIOperation? = nil,
        _ action: @escaping Action
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.operation = operation
        known = KnownNames(operation)
        self.action = action
    }
}

/// A request as an endpoint sees it.
struct Call: Sendable {
    let request: ServerRequest
    let caller: Caller
    /// The values of the `{names}` in the operation's path.
    let parameters: [String: String]
    /// The parts of the path after `/me` was replaced by the user's own URI.
    let segments: [String]
    let now: Instant

    /// What the answer is to have; nil for everything.
    var fields: FieldFilter? { request.wanted }

    /// What links in the answer are made from.
    var path: String { "/" + segments.map(Percent.encode).joined(separator: "/") }

    subscript(name: String) -> String {
        parameters[name] ?? ""
    }
}

extension Endpoint {
    /// Everything the API can do; a new group of resources is one more list here.
    static let all = Engine.endpoints(own: general + resources + oauth)

    private static let resources = users + videos + versions + pictures + textTracks

    private static let general: [Endpoint] = [
        Endpoint(.GET, "/", .anyone) { _, _ throws(APIError) in
            let endpoints = resources.map { endpoint -> JSONValue in
                ["path": .string(endpoint.path), "methods": [.string(endpoint.method.rawValue)]]
            }
            return Answer(content: .object(["endpoints": .array(endpoints)], type: "endpoint"))
        },
        Endpoint(.GET, "/tutorial", .anyone) { call, _ throws(APIError) in
            Answer(
                content: .object(
                    [
                        "message": "Success! The sandbox has understood your request.",
                        "token_is_authenticated": .boolean(call.caller.user != nil),
                    ],
                    type: "tutorial"
                )
            )
        },
    ]
}
