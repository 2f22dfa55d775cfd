import APIDescription
import JSONCore
import Platform

/// The query of a list: `query`, `filter…`, `sort` and `direction`, each checked by the API's description.
struct ListQuery: Sendable {
    /// Where the words of `query` are looked for.
    private enum Place: String, CaseIterable {
        case title
        case description
        case tags
    }

    private let sort: String?
    private let isAscending: Bool
    private let words: [UInt8]
    private let places: [Place]
    private let uris: Set<String>?
    private let filter: String?
    private let isPlayable: Bool?
    private let isEmbeddable: Bool?
    private let tags: (any: [String], all: [String], none: [String])

    init(_ request: ServerRequest, _ work: RowWork) throws(APIError) {
        for (name, value) in request.query {
            guard let field = work.operation.query.first(where: { $0.name == name }) else { continue }
            try Self.check(field, value)
        }
        func names(_ parameter: String) -> [String]? {
            request.parameter(parameter).map { $0.split(separator: ",").map { String($0.trimmed()) } }
        }
        func flag(_ parameter: String) -> Bool? { request.parameter(parameter).map { $0 == "true" || $0 == "1" } }
        sort = request.parameter("sort")
        isAscending =
            switch request.parameter("direction") {
            case nil: sort.map { Self.isAscending($0) } ?? !work.row.isNewestFirst
            case let text: text != "desc"
            }
        words = Array((request.parameter("query") ?? "").lowercased().utf8)
        places = names("query_fields")?.compactMap { Place(rawValue: $0) } ?? Place.allCases
        uris = names("uris").map { Set($0) }
        filter = request.parameter("filter")
        isPlayable = flag("filter_playable")
        isEmbeddable = flag("filter_embeddable")
        func tagWords(_ parameter: String) -> [String] { names(parameter)?.map(\.tagWord) ?? [] }
        tags = (tagWords("filter_tag"), tagWords("filter_tag_all_of"), tagWords("filter_tag_exclude"))
    }

    private static func check(_ field: APIField, _ value: String) throws(APIError) {
        // The only one of which several can be given.
        let values = field.name == "query_fields" ? value.split(separator: ",").map { $0.trimmed() } : [value[...]]
        switch field.shape {
        case _ where !field.values.isEmpty && !values.allSatisfy { field.values.contains(String($0)) }:
            throw .invalid(field.name, "It must be one of: \(field.values.joined(separator: ", ")).")
        case .boolean where !["true", "false", "1", "0"].contains(value):
            throw .invalid(field.name, "It must be true or false.")
        default: return
        }
    }

    /// Names go up, times and counts down, unless the request says otherwise.
    private static func isAscending(_ sort: String) -> Bool {
        ["alphabetical", "name", "manual", "arranged", "timecode"].contains(sort)
    }

    /// The things that match and that the caller may see, in order; equal ones keep theirs, so that pages do not overlap.
    func apply(to list: [String], _ store: Store, for caller: Caller) -> [String] {
        var found: [String] = []
        var keys = SortKeys()
        var text: [UInt8] = []
        for uri in list {
            guard let entry = store.resources.entry(uri), store.isVisible(entry, to: caller),
                uris?.contains(uri) ?? true, words.isEmpty || hasWords(entry, uri, store, &text),
                !entry.isVideo || passes(entry, uri, store)
            else { continue }
            found.append(uri)
            if let sort { keys.add(sort, entry, uri, store) }
        }
        if let order = keys.order() { found = order.map { found[$0] } }
        return isAscending ? found : found.reversed()
    }

    private func hasWords(_ entry: Entry, _ uri: String, _ store: Store, _ text: inout [UInt8]) -> Bool {
        text.removeAll(keepingCapacity: true)
        for place in places {
            switch place {
            case .title: entry.addTitle(to: &text)
            case .description: entry.addDescription(to: &text)
            case .tags: text += store.tags(of: uri).joined(separator: "\n").utf8
            }
            // Of no text, so that nothing is found across two.
            text.append(0xFF)
        }
        return text.containsBytes(of: words)
    }

    private func passes(_ video: Entry, _ uri: String, _ store: Store) -> Bool {
        switch filter {
        case "playable" where !video.isPlayable, "viewable" where !video.isPlayable,
            "embeddable" where !video.isEmbeddable:
            return false
        case "app_only", "featured", "live", "screen_recorded": return false
        default: break
        }
        if let isPlayable, isPlayable != video.isPlayable { return false }
        if let isEmbeddable, isEmbeddable != video.isEmbeddable { return false }
        if tags.any.isEmpty, tags.all.isEmpty, tags.none.isEmpty { return true }
        let own = store.tags(of: uri)
        return (tags.any.isEmpty || tags.any.contains(where: own.contains)) && tags.all.allSatisfy(own.contains)
            && !tags.none.contains(where: own.contains)
    }
}

extension Resource {
    /// What it is called.
    var title: String {
        (fields["name"] ?? fields["title"] ?? fields["stream_title"] ?? fields["text"])?.string ?? ""
    }
}

extension Store {
    /// The words of a thing's tags.
    func tags(of uri: String) -> [String] {
        if collections["\(uri)/tags"] == nil, let video = resources.seededVideo(uri) { return video.tags }
        return members("\(uri)/tags").map(\.lastPart)
    }
}
