import APIDescription
import JSONCore
import NIOHTTP1
import Platform

extension Store {
    /// A page of a row's list.
    func list(_ call: Call, _ work: RowWork) throws(APIError) -> Answer {
        let parameters = call.named
        try checkBase(work.row, parameters, call.caller)
        let uri = work.row.path.filled(parameters)
        if let text = call.request.headers.first(name: "If-Modified-Since"), work.operation.statuses.contains(304),
            let list = self.list(uri), let since = Timestamp.httpDate(text), list.modified.seconds <= since
        {
            return Answer(status: .notModified)
        }
        let query = try ListQuery(call.request, work)
        var found = found(query, call.request.listQuery, in: uri, for: call.caller)
        found.isAscending = query.isAscending
        var answer = try page(found, work.row.kind, call)
        if work.operation.statuses.contains(304), let modified = self.list(uri)?.modified {
            answer.headers = ["Last-Modified": modified.httpDate]
        }
        return answer
    }

    /// One thing of a row; for a list of members it must be one.
    func item(_ call: Call, _ work: RowWork) throws(APIError) -> Answer {
        let uri = try existingItem(call, work)
        return work.operation.success == 204 ? .noContent : answer(uri, call)
    }

    /// The URI of the thing that an operation is about, which must be there and visible.
    func existingItem(_ call: Call, _ work: RowWork) throws(APIError) -> String {
        let parameters = call.named
        let id = parameters[work.itemName ?? ""] ?? ""
        let uri: String
        switch work.row.form {
        case .collection, .keyed, .fixed, .value:
            try checkVideo(parameters, call.caller)
            uri = "\(work.row.itemPath.filled(parameters))/\(id)"
        case .membership, .inverse, .union, .same:
            try checkBase(work.row, parameters, call.caller)
            uri = self.uri(of: work.row.kind, id, call.caller)
            guard contains(uri, work.row, work.row.path.filled(parameters), call.caller) else {
                throw .notFound(work.row.kind.words)
            }
        }
        guard let resource = resources[uri], isVisible(resource, to: call.caller) else {
            throw .notFound(work.row.kind.words)
        }
        return uri
    }

    private func contains(_ uri: String, _ row: ResourceRow, _ list: String, _ caller: Caller) -> Bool {
        row.form == .membership
            ? containers[uri]?[list] != nil : uris(of: row, list, caller).contains(uri)
    }

    /// The URIs of a list, in its own order.
    func uris(of row: ResourceRow, _ list: String, _ caller: Caller) -> [String] {
        let names = Engine.lists.match(list)?.parameters ?? [:]
        switch row.form {
        case .collection, .keyed, .fixed, .membership, .value:
            return members(list)
        case .same:
            return members(original(list, caller).list)
        case .union:
            let halves = row.of.split(separator: "*", maxSplits: 1).map(String.init)
            return members(String(halves[0].filled(names).dropLast())).flatMap { members($0 + halves[1]) }
        case .inverse:
            let lists = (containers[row.base.filled(names)] ?? [:]).filter { row.ofPattern.fits($0.key) }
            // Those of the same time have no order of their own, but always the same one.
            return lists.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { row.ofPattern.thing(of: $0.key) }
        }
    }

    /// The row of a list; for one that shows another list, that one and its row.
    private func original(_ list: String, _ caller: Caller) -> (list: String, row: ResourceRow?) {
        guard let (row, names) = Engine.lists.match(list) else { return (list, nil) }
        guard row.form == .same else { return (list, row) }
        let original = row.of.filled(names.merging(["me": caller.user?.lastPart ?? ""]) { $1 })
        // The list of users shows itself.
        return (original, Engine.lists.value(at: original).flatMap { $0.form == .same ? nil : $0 })
    }

    /// How many things of a list the caller may see.
    func count(_ list: String, for caller: Caller) -> Int {
        let (list, row) = original(list, caller)
        // The owner of the list sees all of it.
        if let user = caller.user, caller.has(.private), row?.form == .collection, list.hasPrefix(user + "/") {
            return members(list).count
        }
        return found(ListQuery(), "", in: list, for: caller).count
    }

    /// What a query finds in a list; `text` is its own.
    private func found(
        _ query: ListQuery,
        _ text: String,
        in list: String,
        for caller: Caller
    ) -> FoundList {
        let (list, row) = original(list, caller)
        let viewer = ListCache.Viewer(user: caller.user, seesPrivate: caller.has(.private))
        let key = ListCache.Key(list: list, viewer: viewer, query: text)
        let old = cache.list(key)
        let changed = old.flatMap { trail.changes(since: $0.version) }
        if let old, changed?.isEmpty ?? false { return old }
        // Such a list is of what is noted with the thing itself, and takes long to make.
        let thing = row?.form == .inverse ? row?.base.filled(Engine.lists.match(list)?.parameters ?? [:]) : nil
        let isSame = thing.map { !(changed?.contains($0) ?? true) } ?? false
        let base = isSame ? old?.base ?? [] : row.map { uris(of: $0, list, caller) } ?? members(list)
        let places = old.flatMap { old in
            changed.flatMap { query.places(after: old, changed: $0, in: base, self, for: caller) }
        }
        let found = FoundList(
            version: trail.version,
            base: base,
            places: places ?? query.places(in: base, self, for: caller)
        )
        // What is short is found as fast again.
        if base.count > 50 { cache.set(found, key) }
        return found
    }

    func visible(_ uris: [String], to caller: Caller) -> [String] {
        uris.filter { resources.entry($0).map { isVisible($0, to: caller) } ?? false }
    }

    /// The things by the time they were made at.
    func newestFirst(_ uris: [String]) -> [String] {
        let times = uris.map { (time: resources.entry($0)?.created ?? now, uri: $0) }
        return times.sorted { ($0.time, $0.uri) > ($1.time, $1.uri) }.map(\.uri)
    }

    func isVisible(_ entry: Entry, to caller: Caller) -> Bool {
        switch entry {
        case .seeded(let video): video.isPublic || caller.user == Self.owner && caller.has(.private)
        case .kept(let resource): isVisible(resource, to: caller)
        }
    }

    /// Refuses a path whose list belongs to what is not there, or not visible.
    func checkBase(_ row: ResourceRow, _ parameters: [String: String], _ caller: Caller) throws(APIError) {
        guard !row.base.isEmpty else { return }
        let uri = row.base.filled(parameters)
        guard let resource = resources[uri], isVisible(resource, to: caller) else {
            throw .notFound(Engine.items.value(at: uri)?.kind.words ?? "resource")
        }
        try checkVideo(parameters, caller)
    }

    /// What belongs to a video is visible if the video is.
    private func checkVideo(_ parameters: [String: String], _ caller: Caller) throws(APIError) {
        if let video = parameters["video_id"].flatMap({ resources["/videos/\($0)"] }), !isVisible(video, to: caller) {
            throw .notFound("video")
        }
    }

    /// Where the thing with this identifier is; an identifier that is a URI stays as it is.
    func uri(of kind: Kind, _ id: String, _ caller: Caller) -> String {
        // Any text is the name of one: what looks like the URI of something else, too.
        if kind.object == "tag" { return "/tags/\(id.tagName.tagWord)" }
        if id.hasPrefix("/") { return id.hasPrefix("/me/") ? (caller.user ?? "") + id.dropFirst(3) : id }
        let places = [
            "user": "/users", "channel": "/channels", "category": "/categories", "group": "/groups",
            "on-demand-page": "/ondemand/pages", "on-demand-genre": "/ondemand/genres",
            "on-demand-region": "/ondemand/regions", "live-event": "/live_events",
            "presets": "\(caller.user ?? "")/presets", "project": "\(caller.user ?? "")/projects",
            "album": "\(caller.user ?? "")/albums",
        ]
        return "\(places[kind.object] ?? "/videos")/\(id)"
    }
}

extension Call {
    /// The values of the names in the path, with the caller's own number where a path like `/live_events` leaves it out.
    var named: [String: String] {
        guard parameters["user_id"] == nil, let user = caller.user else { return parameters }
        return parameters.merging(["user_id": user.lastPart]) { $1 }
    }
}

extension Kind {
    /// The name in messages.
    var words: String {
        if object == "presets" { return "preset" }
        return String(object.map { $0 == "-" || $0 == "_" ? " " : $0 })
    }
}

extension String {
    var lastPart: String { String(split(separator: "/").last ?? "") }

    /// The name of a tag that may be given by its URI.
    var tagName: String { hasPrefix("/tags/") ? String(dropFirst(6)) : self }

    /// A tag as Vimeo compares it: small letters and digits only.
    var tagWord: String { String(lowercased().filter { $0.isLetter || $0.isNumber }) }
}
