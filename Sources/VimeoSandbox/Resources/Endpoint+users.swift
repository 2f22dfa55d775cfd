import JSONCore
import NIOHTTP1

extension Endpoint {
    static let users: [Endpoint] = [
        Endpoint(.GET, "/users/{user_id}", .anyone) { call, store throws(APIError) in
            store.answer(try store.user(call), for: call.caller)
        },
        Endpoint(.PATCH, "/users/{user_id}", .user(.edit)) { call, store throws(APIError) in
            let uri = try store.ownUser(call)
            let changes = try schema.check(try call.request.fields())
            store.update(uri, in: "/users", now: call.now) { $0.fields.merge(changes) }
            return store.answer(uri, for: call.caller)
        },
    ]

    private static let schema: Schema = [
        "name": .text(max: 32), "bio": .text(max: 500), "location": .text(max: 128), "link": .text(max: 64),
    ]
}

extension Store {
    /// The URI of the user `{user_id}`.
    func user(_ call: Call) throws(APIError) -> String {
        let uri = "/users/\(call["user_id"])"
        guard resources[uri] != nil else { throw .notFound("user") }
        return uri
    }

    /// The URI of the user `{user_id}`, who must be the caller.
    func ownUser(_ call: Call) throws(APIError) -> String {
        let uri = try user(call)
        guard call.caller.user == uri else {
            throw .coded(.forbidden, 3200, "You can't do this.", "The resource belongs to another user.")
        }
        return uri
    }
}
