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
            let collection = collections[uri], let since = Timestamp.httpDate(text),
            collection.modified.seconds <= since
        {
            return Answer(status: .notModified)
        }
        let query = try ListQuery(call.request, work)
        let shown = query.apply(to: visible(uris(of: work.row, uri, call.caller), to: call.caller), self)
        var answer = try page(shown.map(\.uri), work.row.kind, call)
        if work.operation.statuses.contains(304), let modified = collections[uri]?.modified {
            answer.headers = ["Last-Modified": modified.httpDate]
        }
        return answer
    }

    /// One thing of a row; for a list of members it must be one.
    func item(_ call: Call, _ work: RowWork) throws(APIError) -> Answer {
        let uri = try existingItem(call, work)
        return work.operation.success == 204 ? .noContent : answer(uri, for: call.caller)
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
            return members(row.of.filled(names.merging(["me": caller.user?.lastPart ?? ""]) { $1 }))
        case .union:
            let halves = row.of.split(separator: "*", maxSplits: 1).map(String.init)
            return members(String(halves[0].filled(names).dropLast())).flatMap { members($0 + halves[1]) }
        case .inverse:
            let pattern = row.of.split(separator: "/")
            let target = row.base.filled(names)
            let kept = (pattern.lastIndex(of: "*") ?? 0) + 1
            return (containers[target] ?? [:]).sorted { $0.value < $1.value }.compactMap { list, _ in
                let parts = list.split(separator: "/")
                let fits =
                    parts.count == pattern.count && zip(parts, pattern).allSatisfy { $1 == "*" || $0 == $1 }
                return fits ? "/" + parts[..<kept].joined(separator: "/") : nil
            }
        }
    }

    /// How many things of a list the caller may see.
    func count(_ list: String, for caller: Caller) -> Int {
        counts.count(CountCache.Key(list: list, token: caller.token)) { counted(list, for: caller) }
    }

    private func counted(_ list: String, for caller: Caller) -> Int {
        let found = Engine.lists.match(list)?.value
        let all = found.map { uris(of: $0, list, caller) } ?? members(list)
        // The owner of the list sees all of it.
        if let user = caller.user, caller.has(.private), list.hasPrefix(user + "/"), found?.form == .collection {
            return all.count
        }
        return visible(all, to: caller).count
    }

    func visible(_ uris: [String], to caller: Caller) -> [Resource] {
        uris.compactMap { resources[$0] }.filter { isVisible($0, to: caller) }
    }

    /// Refuses a path whose list belongs to what is not there, or not visible.
    func checkBase(_ row: ResourceRow, _ parameters: [String: String], _ caller: Caller) throws(APIError) {
        guard !row.base.isEmpty else { return }
        let uri = row.base.filled(parameters)
        guard let resource = resources[uri], isVisible(resource, to: caller) else {
            throw .notFound(Engine.items.match(uri)?.value.kind.words ?? "resource")
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
        if id.hasPrefix("/") { return id.hasPrefix("/me/") ? (caller.user ?? "") + id.dropFirst(3) : id }
        let word = kind.object == "tag" ? id.tagWord : id
        let places = [
            "user": "/users", "channel": "/channels", "category": "/categories", "tag": "/tags", "group": "/groups",
            "on-demand-page": "/ondemand/pages", "on-demand-genre": "/ondemand/genres",
            "on-demand-region": "/ondemand/regions", "live-event": "/live_events",
            "presets": "\(caller.user ?? "")/presets", "project": "\(caller.user ?? "")/projects",
            "album": "\(caller.user ?? "")/albums",
        ]
        return "\(places[kind.object] ?? "/videos")/\(word)"
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

    /// A tag as Vimeo compares it: small letters and digits only.
    var tagWord: String { String(lowercased().filter { $0.isLetter || $0.isNumber }) }
}
