import JSONCore

/// The domains that may embed a video, as the fields of a body set, add or delete them.
struct EmbedDomains: Sendable {
    private let all: [String]?
    private let added: [String]
    private let deleted: [String]

    init(_ body: JSONObject) throws(APIError) {
        all = try Self.names("embed_domains", body)
        added = try Self.names("embed_domains_add", body) ?? []
        deleted = try Self.names("embed_domains_delete", body) ?? []
    }

    private static func names(_ field: String, _ body: JSONObject) throws(APIError) -> [String]? {
        guard let names = body[field]?.array?.compactMap(\.string) else { return nil }
        guard names.allSatisfy(\.isDomain) else { throw .invalid(field, "Each must be the name of a host.") }
        return names
    }

    /// The names that are to be there and those that are not.
    fileprivate func change(_ present: [String]) -> (missing: [String], gone: [String]) {
        let wanted = (all ?? present) + added
        let kept = wanted.filter { !deleted.contains($0) }
        return (kept.filter { !present.contains($0) }, present.filter { !kept.contains($0) })
    }
}

extension Store {
    mutating func change(_ domains: EmbedDomains, of video: String, _ call: Call) {
        guard let row = Engine.lists["/videos/{video_id}/privacy/domains"] else { return }
        let list = "\(video)/privacy/domains"
        let (missing, gone) = domains.change(members(list).map(\.lastPart))
        if !gone.isEmpty { remove(gone.map { "\(list)/\($0)" }, now: call.now) }
        for name in Set(missing).sorted() {
            _ = make(name, [:], row, ["video_id": video.lastPart], by: call.caller, now: call.now)
        }
    }
}
