import APIDescription
import JSONCore
import NIOHTTP1
import Platform

/// The query of a list: `query`, `filter…`, `sort` and `direction`, each checked by the API's description.
struct ListQuery: Sendable {
    /// Where the words of `query` are looked for.
    private enum Place: String, CaseIterable {
        case title
        case description
        case tags
    }

    private var sort: String?
    /// Whether the order is that of the list; else it is the other way round.
    private(set) var isAscending = true
    private var words: [UInt8] = []
    private var wordPlaces = Place.allCases
    private var uris: Set<String>?
    private var filter: String?
    private var isPlayable: Bool?
    private var isEmbeddable: Bool?
    private var tags: (any: [String], all: [String], none: [String]) = ([], [], [])

    /// Everything that the caller sees.
    init() {}

    init(_ request: ServerRequest, _ work: RowWork) throws(APIError) {
        for (name, value) in request.query {
            guard let field = work.operation.query.first(where: { $0.name == name }) else { continue }
            try Self.check(field, value)
        }
        try Self.checkCombination(request, work.operation.query)
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
        wordPlaces = names("query_fields")?.compactMap { Place(rawValue: $0) } ?? Place.allCases
        let named = names("uris")
        let takesLinks = work.operation.query.contains { $0.name == "links" }
        let linked = takesLinks ? names("links")?.map { Self.video(of: $0) } : nil
        uris = named == nil && linked == nil ? nil : Set((named ?? []) + (linked ?? []))
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

    /// A search has words, or the URIs or links of what is wanted, which is then neither filtered nor sorted.
    private static func checkCombination(_ request: ServerRequest, _ fields: [APIField]) throws(APIError) {
        guard fields.contains(where: { $0.name == "links" }) else { return }
        func isGiven(_ name: String) -> Bool { request.parameter(name) != nil }
        guard isGiven("uris") || isGiven("links") else {
            if isGiven("query") { return }
            throw .invalid("query", "It is required unless uris or links is given.")
        }
        guard !isGiven("sort"), !isGiven("filter") else {
            throw .coded(
                .badRequest,
                2101,
                "This combination of parameters is not supported.",
                "uris and links cannot be combined with sort or filter."
            )
        }
    }

    /// The URI of the video whose page a link leads to; it is the only number in the path, or the first.
    private static func video(of link: String) -> String {
        let path = link.firstRange(of: "://").map { link[$0.upperBound...].drop { $0 != "/" } } ?? link[...]
        let parts = path.prefix { !"?#".contains($0) }.split(separator: "/")
        return "/videos/\(parts.first { $0.utf8.allSatisfy(\.isASCIIDigit) } ?? "")"
    }

    /// Names go up, times and counts down, unless the request says otherwise.
    private static func isAscending(_ sort: String) -> Bool {
        ["alphabetical", "name", "manual", "arranged", "timecode"].contains(sort)
    }

    /// Where in `list` the things are that match and that the caller may see, in ascending order; equal ones keep theirs,
    /// so that pages do not overlap.
    func places(in list: [String], _ store: Store, for caller: Caller) -> [Int32] {
        places(list.indices, in: list, store, caller)
    }

    private func places(_ some: some Sequence<Int>, in list: [String], _ store: Store, _ caller: Caller) -> [Int32] {
        var found: [Int32] = []
        var keys = SortKeys(sort)
        var text: [UInt8] = []
        for place in some {
            let uri = list[place]
            guard let entry = store.resources.entry(uri), store.isVisible(entry, to: caller),
                uris?.contains(uri) ?? true, words.isEmpty || hasWords(entry, uri, store, &text),
                !entry.isVideo || passes(entry, uri, store)
            else { continue }
            found.append(Int32(place))
            keys.add(entry, uri, store)
        }
        return keys.order().map { order in order.map { found[$0] } } ?? found
    }

    /// The same from what was found before some changes: only what was changed or added is looked at.
    ///
    /// - Returns: nil if that is so much that looking at everything is no more work.
    func places(
        after old: FoundList,
        changed: Set<String>,
        in list: [String],
        _ store: Store,
        for caller: Caller
    ) -> [Int32]? {
        let moves = old.moves(to: list)
        var isNew = [Bool](repeating: moves != nil, count: list.count)
        for place in moves ?? [] where place >= 0 { isNew[Int(place)] = false }
        let changed = Array(changed)
        for (place, uri) in list.enumerated() where changed.contains(uri) { isNew[place] = true }
        let new = list.indices.filter { isNew[$0] }
        guard new.count <= 100 else { return nil }
        var places = moves.map { moves in old.places.map { moves[Int($0)] } } ?? old.places
        places.removeAll { $0 < 0 || isNew[Int($0)] }
        for place in self.places(new, in: list, store, caller) {
            let index = places.partitioningIndex { isAscending(place, $0, in: list, store) }
            places.insert(place, at: index)
        }
        return places
    }

    private func isAscending(_ one: Int32, _ other: Int32, in list: [String], _ store: Store) -> Bool {
        var keys = SortKeys(sort)
        for uri in [list[Int(one)], list[Int(other)]] {
            if let entry = store.resources.entry(uri) { keys.add(entry, uri, store) }
        }
        return keys.isAscending ?? (one < other)
    }

    private func hasWords(_ entry: Entry, _ uri: String, _ store: Store, _ text: inout [UInt8]) -> Bool {
        text.removeAll(keepingCapacity: true)
        for place in wordPlaces {
            switch place {
            case .title: entry.addTitle(to: &text)
            case .description: entry.addDescription(to: &text)
            case .tags:
                for tag in store.tags(of: entry, uri) {
                    text += tag.utf8
                    text.append(UInt8(ascii: "\n"))
                }
            }
            // Of no text, so that nothing is found across two.
            text.append(0xFF)
        }
        return text.containsBytes(of: words)
    }

    private func passes(_ entry: Entry, _ uri: String, _ store: Store) -> Bool {
        switch filter {
        case "playable" where !entry.isPlayable, "viewable" where !entry.isPlayable,
            "embeddable" where !entry.isEmbeddable:
            return false
        case "app_only", "featured", "live", "screen_recorded": return false
        default: break
        }
        if let isPlayable, isPlayable != entry.isPlayable { return false }
        if let isEmbeddable, isEmbeddable != entry.isEmbeddable { return false }
        if tags.any.isEmpty, tags.all.isEmpty, tags.none.isEmpty { return true }
        let own = store.tags(of: entry, uri)
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
    func tags(of entry: Entry, _ uri: String) -> [String] {
        if case .seeded(let video) = entry { return video.tags }
        return members("\(uri)/tags").map(\.lastPart)
    }
}

extension [Int32] {
    /// The first index whose place comes behind; all after it do, too.
    fileprivate func partitioningIndex(where isBehind: (Int32) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
