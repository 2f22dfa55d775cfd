import JSONCore
import NIOHTTP1

extension Store {
    /// Refuses what the caller's plan does not have, with 403.
    func checkPlan(_ endpoint: Endpoint, _ request: ServerRequest, _ caller: Caller) throws(APIError) {
        guard let user = caller.user, resources[user]?.fields["account"] == "basic", endpoint.method != .GET else {
            return
        }
        if endpoint.path.contains("/projects") { throw Self.upgrade("Folders") }
        if endpoint.path.contains("/privacy/domains") { throw Self.upgrade("Domains for embedding") }
        if endpoint.path.contains("/live_events") { throw Self.upgrade("Live events") }
        guard endpoint.path.contains("/videos"), let body = try? request.fields() else { return }
        if body["privacy"]?["view"] == "unlisted" { throw Self.upgrade("Unlisted videos") }
        let setsDomains = body.members.contains { $0.key.hasPrefix("embed_domains") }
        if setsDomains || body["privacy"]?["embed"] == "whitelist" { throw Self.upgrade("Domains for embedding") }
    }

    private static func upgrade(_ what: String) -> APIError {
        .coded(.forbidden, 3200, "\(what) need another plan.", "The account has the plan basic.")
    }
}
