import JSONCore
import Platform

/// The query of a list of videos: `query`, `filter…`, `sort` and `direction`.
struct VideoQuery: Sendable {
    private enum Sort: String, CaseIterable {
        case alphabetical
        case date
        case `default`
        case duration
        case lastUserAction = "last_user_action_event_date"
        case likes
        case modifiedTime = "modified_time"
        case plays
    }

    private static let filters = [
        "app_only", "embeddable", "featured", "live", "no_placeholder", "nolive", "playable", "screen_recorded",
    ]

    private let request: ServerRequest
    private let sort: Sort
    private let isAscending: Bool

    init(_ request: ServerRequest) throws(APIError) {
        self.request = request
        let name = request.parameter("sort") ?? Sort.default.rawValue
        guard let sort = Sort(rawValue: name) else {
            throw .invalid("sort", "It must be one of: \(Sort.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        self.sort = sort
        switch request.parameter("direction") {
        case nil: isAscending = sort == .alphabetical
        case "asc": isAscending = true
        case "desc": isAscending = false
        default: throw .invalid("direction", "It must be asc or desc.")
        }
        if let filter = request.parameter("filter"), !Self.filters.contains(filter) {
            throw .invalid("filter", "It must be one of: \(Self.filters.joined(separator: ", ")).")
        }
    }

    /// The videos that match, in order; equal ones are ordered by age, so that pages do not overlap.
    func apply(to videos: [Resource]) -> [Resource] {
        let kept = videos.filter { matches($0) && passes($0) }
        let sorted = kept.enumerated().sorted { left, right in
            if isBefore(left.element, right.element) { return true }
            if isBefore(right.element, left.element) { return false }
            return left.offset < right.offset
        }
        return isAscending ? sorted.map(\.element) : sorted.map(\.element).reversed()
    }

    private func matches(_ video: Resource) -> Bool {
        guard let query = request.parameter("query")?.lowercased(), !query.isEmpty else { return true }
        let places = request.parameter("query_fields")?.split(separator: ",").map { $0.trimmed() }
        var texts: [String] = []
        if places?.contains("title") ?? true { texts.append(video.fields["name"]?.string ?? "") }
        if places?.contains("description") ?? true { texts.append(video.fields["description"]?.string ?? "") }
        if places?.contains("tags") ?? true { texts += tags(video) }
        return texts.contains { $0.lowercased().contains(query) }
    }

    private func passes(_ video: Resource) -> Bool {
        let isPlayable = video.fields["is_playable"] == true
        let isEmbeddable = video.fields["privacy"]?["embed"] != "private"
        switch request.parameter("filter") {
        case "playable" where !isPlayable, "embeddable" where !isEmbeddable: return false
        case "app_only", "featured", "live", "screen_recorded": return false
        default: break
        }
        if let wanted = request.parameter("filter_playable"), (wanted == "true") != isPlayable { return false }
        if let wanted = request.parameter("filter_embeddable"), (wanted == "true") != isEmbeddable { return false }
        if let tag = request.parameter("filter_tag"), !tags(video).contains(tag) { return false }
        return true
    }

    private func isBefore(_ left: Resource, _ right: Resource) -> Bool {
        switch sort {
        case .alphabetical: (left.fields["name"]?.string ?? "") < (right.fields["name"]?.string ?? "")
        case .duration: (left.fields["duration"]?.integer ?? 0) < (right.fields["duration"]?.integer ?? 0)
        case .modifiedTime, .lastUserAction: left.modified < right.modified
        case .plays: (left.fields["stats"]?["plays"]?.integer ?? 0) < (right.fields["stats"]?["plays"]?.integer ?? 0)
        case .date, .default: left.created < right.created
        case .likes: false
        }
    }

    private func tags(_ video: Resource) -> [String] {
        (video.fields["tags"]?.array ?? []).compactMap { $0["tag"]?.string }
    }
}
