import APIDescription
import JSONCore
import Platform

extension Store {
    /// Names that mean something in every request, or that official clients send without effect.
    private static let known: Set = [
        "fields", "page", "per_page", "sizes", "chunk_size", "upgrade_to_1080", "access_token", "client_id",
    ]
    /// Names that work although the API's description lacks them.
    private static let undescribed: [String: Set<String>] = [
        "create_project": ["parent_folder_uri"], "edit_project": ["parent_folder_uri"],
        "upload_video": ["folder_uri", "embed_domains", "hide_from_vimeo"],
        "edit_video": [
            "embed_domains", "embed_domains_add", "embed_domains_delete", "hide_from_vimeo", "language",
        ],
        "delete_project": ["should_delete_clips"], "delete_folder_items": ["uris", "should_delete_clips"],
    ]

    /// Notes the names in a request that mean nothing: Vimeo ignores them without a word, and so does the sandbox.
    mutating func noteUnknownNames(_ request: ServerRequest, _ operation: APIOperation) {
        let query = Set(operation.query.compactMap(\.path.first))
        note("query parameter", request.query.map(\.name), operation, known: query)
        let body = Set(operation.body.compactMap(\.path.first))
        // Where nothing is described, nothing is known to be wrong.
        guard !body.isEmpty, let members = try? request.fields().members else { return }
        note("field", members.map(\.key), operation, known: body)
    }

    private mutating func note(_ what: String, _ names: [String], _ operation: APIOperation, known: Set<String>) {
        let known = known.union(Self.undescribed[operation.id] ?? [])
        for name in names.prefix(100) where !known.contains(name) && !Self.known.contains(name) {
            let nearest = NearestName.find(name, in: Array(known.union(["fields", "page", "per_page"])))
            let text = "\(operation.method) \(operation.paths[0]) has no \(what) \(name)"
            notices.append(nearest.map { "\(text); did you mean \($0)?" } ?? text)
        }
    }
}
