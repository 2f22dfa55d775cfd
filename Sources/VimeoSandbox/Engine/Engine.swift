import APIDescription
import JSONCore
import NIOHTTP1

/// Every operation of the API's description that has no endpoint of its own, made from the rows of `resources.txt`.
enum Engine {
    /// The rows by their paths.
    static let lists = tree { $0.path }
    /// The rows by the paths of their things.
    static let items = tree { $0.itemPath + "/{}" }

    private static func tree(_ path: (ResourceRow) -> String) -> PathTree<ResourceRow> {
        var tree = PathTree<ResourceRow>()
        for row in ResourceRow.all where tree[path(row)] == nil {
            tree[path(row)] = row
        }
        return tree
    }

    /// The endpoints of the description, and those of `own`, which come first where both have one.
    static func endpoints(own: [Endpoint]) -> [Endpoint] {
        var described: [String: APIOperation] = [:]
        var actions: [String: Endpoint.Action] = [:]
        for operation in APIOperation.all {
            for path in operation.paths {
                described["\(operation.method) \(path.withoutMe.anonymous)"] = operation
            }
        }
        let first = own.map { endpoint in
            let name = "\(endpoint.method) \(endpoint.path.anonymous)"
            actions[name] = endpoint.action
            var endpoint = endpoint
            endpoint.operation = described[name]
            return endpoint
        }
        return first
            + APIOperation.all.flatMap { operation in
                Set(operation.paths.map(\.withoutMe)).sorted().map { path in
                    let method = HTTPMethod(rawValue: operation.method)
                    let place = canonical(path)
                    let action =
                        actions["\(method) \(place.anonymous)"] ?? rules[operation.id] ?? generic(operation, place)
                        ?? missing(operation)
                    return Endpoint(method, path, access(operation), operation, action)
                }
            }
    }

    /// The same thing under the path that has its row: many have several.
    static func canonical(_ path: String) -> String {
        let aliases = [
            ("/users/{user_id}/videos/{video_id}", "/videos/{video_id}"),
            ("/users/{user_id}/live_events/{live_event_id}", "/live_events/{live_event_id}"),
            ("/users/{user_id}/webinars/{webinar_id}", "/webinars/{webinar_id}"),
            ("/channels/{channel_id}/videos/{video_id}/", "/videos/{video_id}/"),
        ]
        if path.hasPrefix("/albums/") { return "/users/{user_id}" + path }
        if path == "/live_events" { return "/users/{user_id}/live_events" }
        for (alias, name) in aliases where path.hasPrefix(alias) {
            return name + path.dropFirst(alias.count)
        }
        return path
    }

    /// Who may: the description's scopes, and where it has none those that such operations need elsewhere.
    private static func access(_ operation: APIOperation) -> Endpoint.Access {
        let scopes = operation.scopes.compactMap(Scope.init(rawValue:))
        if operation.method == "GET" {
            guard let scope = scopes.first, !scopes.contains(.public) else { return .anyone }
            return .user(scope)
        }
        if let scope = scopes.first(where: { $0 != .private }) ?? scopes.first { return .user(scope) }
        return .user(operation.method == "POST" ? .create : operation.method == "DELETE" ? .delete : .edit)
    }

    private static func missing(_ operation: APIOperation) -> Endpoint.Action {
        { _, _ throws(APIError) in
            throw .plain(
                .notImplemented,
                "The sandbox does not have this operation: \(operation.method) \(operation.paths[0]) (\(operation.id))."
            )
        }
    }

    /// What the row of a path does for a method; nil if no row has it.
    private static func generic(_ operation: APIOperation, _ path: String) -> Endpoint.Action? {
        let schema = Schema(operation.body)
        if let row = lists[path] {
            let work = RowWork(row: row, operation: operation, schema: schema, itemName: nil)
            switch (row.form, operation.method) {
            case (.value, _): return { call, store throws(APIError) in try store.value(call, work) }
            case (_, "GET"): return { call, store throws(APIError) in try store.list(call, work) }
            case (.collection, "POST"): return { call, store throws(APIError) in try store.create(call, work) }
            default: return { call, store throws(APIError) in try store.changeList(call, work) }
            }
        }
        guard let row = items[path], let name = path.split(separator: "/").last else { return nil }
        let work = RowWork(
            row: row,
            operation: operation,
            schema: schema,
            itemName: String(name.dropFirst().dropLast())
        )
        switch (row.form, operation.method) {
        case (_, "GET"): return { call, store throws(APIError) in try store.item(call, work) }
        case (.membership, _), (.keyed, "PUT"):
            return { call, store throws(APIError) in try store.changeMember(call, work) }
        case (_, "DELETE"): return { call, store throws(APIError) in try store.delete(call, work) }
        default: return { call, store throws(APIError) in try store.edit(call, work) }
        }
    }
}

/// An operation on a row.
struct RowWork: Sendable {
    let row: ResourceRow
    let operation: APIOperation
    let schema: Schema
    /// The name in the path of the one thing that it is about; nil for the whole list.
    let itemName: String?

    var status: HTTPResponseStatus {
        HTTPResponseStatus(statusCode: operation.success ?? (operation.method == "GET" ? 200 : 204))
    }
}

extension String {
    /// The path under `/users/{user_id}`, of which `/me` is another name.
    var withoutMe: String {
        self == "/me" || hasPrefix("/me/") ? "/users/{user_id}" + dropFirst(3) : self
    }

    /// The path without the names of its parameters: those differ where they mean the same.
    var anonymous: String {
        "/" + split(separator: "/").map { $0.hasPrefix("{") ? "{}" : $0 }.joined(separator: "/")
    }
}
