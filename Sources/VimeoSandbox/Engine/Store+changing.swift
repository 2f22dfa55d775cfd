import APIDescription
import JSONCore
import NIOHTTP1

extension Store {
    /// Creates a thing in a row's list.
    mutating func create(_ call: Call, _ work: RowWork) throws(APIError) -> Answer {
        let parameters = call.named
        try checkChange(work.row, parameters, call.caller)
        let uri = make(
            "\(nextID())",
            try fields(call, work),
            work.row,
            parameters,
            by: call.caller,
            now: call.now
        )
        // Who makes a channel or a group is in it.
        if let user = call.caller.user, ["/channels", "/groups"].contains(work.row.path) {
            put([uri], into: user + work.row.path, now: call.now)
        }
        guard case .object(var shown) = render(uri, for: call.caller) else { return .noContent }
        if work.row.kind == .picture, resources[uri]?.hidden["image"] != true {
            // Only this answer has the link that the image is sent to.
            let purpose = Upload.Purpose.picture(uri, of: work.row.base.filled(parameters))
            shown["link"] = .string(uploadRoot + addUpload(purpose, size: 10 << 20, at: "pictures"))
        }
        return Answer(status: work.status, content: .object(.object(shown), type: work.row.kind.contentType))
    }

    /// Adds a thing to a row's list; returns its URI.
    mutating func make(
        _ id: String,
        _ changes: JSONObject,
        _ row: ResourceRow,
        _ parameters: [String: String],
        by caller: Caller,
        now: Instant
    ) -> String {
        let uri = "\(row.itemPath.filled(parameters))/\(id)"
        var resource = Self.resource(uri, row.kind, in: row.path.filled(parameters), at: now)
        resource.hidden["owner"] = caller.user.map { .string($0) }
        if let key = row.keyField { resource.fields[key] = .string(id) }
        resource.set(changes, row)
        insert(resource)
        return uri
    }

    /// A thing as it is at first.
    static func resource(_ uri: String, _ kind: Kind, in collection: String? = nil, at now: Instant) -> Resource {
        let template = ObjectTemplate.all[kind.object]
        var fields = template?.fields ?? [:]
        let id = uri.lastPart
        let known: [(String, JSONValue)] = [
            ("uri", .string(uri)), ("resource_key", .string(uri.resourceKey)),
            ("link", .string("/watch\(uri)")),
            ("created_time", .string(now.iso8601)), ("modified_time", .string(now.iso8601)),
            ("created_on", .string(now.iso8601)), ("id", .string(id)), ("uid", .string(id)),
        ]
        for (name, value) in known where fields[name] != nil {
            fields[name] = value
        }
        if kind == .picture { fields["type"] = "custom" }
        return Resource(uri, kind, in: collection, at: now, fields)
    }

    /// Changes a thing.
    mutating func edit(_ call: Call, _ work: RowWork) throws(APIError) -> Answer {
        let uri = try changeableItem(call, work)
        let changes = try fields(call, work)
        update(uri, now: call.now) { resource in
            resource.set(changes, work.row)
            if resource.fields["modified_time"] != nil {
                resource.fields["modified_time"] = .string(call.now.iso8601)
            }
        }
        if changes["active"] == true { deactivateOthers(of: uri, now: call.now) }
        return work.status == .noContent ? .noContent : answer(uri, call)
    }

    /// Of pictures of one thing only one is active.
    private mutating func deactivateOthers(of uri: String, now: Instant) {
        guard let resource = resources[uri] else { return }
        for other in members(resource.collection)
        where other != uri && resources[other]?.fields["active"] == true {
            update(other, now: now) { $0.fields["active"] = false }
        }
    }

    mutating func delete(_ call: Call, _ work: RowWork) throws(APIError) -> Answer {
        remove(try changeableItem(call, work), now: call.now)
        return Answer(status: work.status)
    }

    private func changeableItem(_ call: Call, _ work: RowWork) throws(APIError) -> String {
        let uri = try existingItem(call, work)
        guard mayChange(uri, call.caller) else { throw .notYours }
        return uri
    }

    /// Reads or changes a single thing: fields that what it belongs to has are that thing's own.
    mutating func value(_ call: Call, _ work: RowWork) throws(APIError) -> Answer {
        let parameters = call.named
        let base = work.row.base.filled(parameters)
        let uri = work.row.path.filled(parameters)
        if call.request.method == .GET || call.request.method == .HEAD {
            try checkBase(work.row, parameters, call.caller)
        } else {
            try checkChange(work.row, parameters, call.caller)
            let changes: JSONObject? = call.request.method == .DELETE ? nil : try fields(call, work)
            set(changes.map { (values[base]?[uri] ?? [:]).merging($0) }, at: uri, of: base)
            let own = (changes ?? [:]).members.filter { resources[base]?.fields[$0.key] != nil }
            if !own.isEmpty {
                update(base, now: call.now) { $0.fields.merge(JSONObject(distinct: own)) }
            }
        }
        if work.status == .noContent { return .noContent }
        var shown = ObjectTemplate.all[work.row.kind.object]?.fields ?? [:]
        for member in shown.members {
            if let own = resources[base]?.fields[member.key] { shown[member.key] = own }
        }
        shown.merge(values[base]?[uri] ?? [:])
        return Answer(status: work.status, content: .object(.object(shown), type: work.row.kind.contentType))
    }

    func fields(_ call: Call, _ work: RowWork) throws(APIError) -> JSONObject {
        try work.row.fitting(try work.schema.check(try call.request.fields()))
    }

    /// Refuses to change what belongs to somebody else.
    func checkChange(_ row: ResourceRow, _ parameters: [String: String], _ caller: Caller) throws(APIError) {
        try checkBase(row, parameters, caller)
        guard row.isForAnyone || row.base.isEmpty || mayChange(row.base.filled(parameters), caller) else {
            throw .notYours
        }
    }

    /// Whether the caller owns a thing, or something that it belongs to.
    func mayChange(_ uri: String, _ caller: Caller) -> Bool {
        guard let user = caller.user else { return false }
        var place = uri
        while !place.isEmpty {
            if place == user || resources[place].map(owner(of:)) == user { return true }
            place = place.parentURI
        }
        return false
    }
}

extension Resource {
    /// Sets the fields of a body where the row says, else under their own names; what is never shown is kept.
    mutating func set(_ changes: JSONObject, _ row: ResourceRow) {
        let names = ObjectTemplate.all[kind.object]?.names ?? []
        for member in changes.members {
            let target: [String]? = row.targets[member.key] ?? [member.key]
            if let target, let name = target.first, names.contains(name) {
                // Some lists are given as one text.
                let isOne = target.count == 1 && fields[name]?.array != nil && member.value.array == nil
                fields.merge(ObjectTemplate.nested(target[...], isOne ? .array([member.value]) : member.value))
            } else {
                hidden[member.key] = member.value
            }
        }
    }
}

extension JSONObject {
    func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        merged.merge(other)
        return merged
    }
}

extension APIError {
    static let notYours = coded(.forbidden, 3200, "You can't do this.", "The resource belongs to another user.")
}
