import NIOHTTP1

/// One thing the API can do: a method, a pattern of paths, who may do it, and how.
struct Operation: Sendable {
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
    let action: Action

    init(_ method: HTTPMethod, _ path: String, _ access: Access, _ action: @escaping Action) {
        self.method = method
        self.path = path
        self.access = access
        self.action = action
    }
}
