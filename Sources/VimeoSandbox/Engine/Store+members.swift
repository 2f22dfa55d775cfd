import APIDescription
import JSONCore
import NIOHTTP1
import Platform

extension Store {
    /// Puts one thing into a list of members, or takes it out; makes a thing of a name.
    mutating func changeMember(_ call: Call, _ work: RowWork) throws(APIError) -> Answer {
        let parameters = call.named
        try checkChange(work.row, parameters, call.caller)
        let id = parameters[work.itemName ?? ""] ?? ""
        let list = work.row.path.filled(parameters)
        if call.request.method == .DELETE {
            let uri = uri(of: work.row.kind, id, call.caller)
            guard containers[uri]?[list] != nil else { throw .notFound(work.row.kind.words) }
            take([uri], outOf: list, now: call.now)
            return Answer(status: work.status)
        }
        let changes = try fields(call, work)
        try checkMembers([(id, changes)], work.row, call, present: members(list))
        let uri = addMember(id, changes, work.row, parameters, call)
        if work.operation.object == nil || work.status == .noContent { return Answer(status: work.status) }
        var answer = answer(uri, call)
        answer.status = work.status
        return answer
    }

    /// Changes the whole list: PUT and POST put things in, PATCH replaces them, DELETE takes them out.
    mutating func changeList(_ call: Call, _ work: RowWork) throws(APIError) -> Answer {
        let parameters = call.named
        try checkChange(work.row, parameters, call.caller)
        let row = work.row
        let list = row.path.filled(parameters)
        let ids = try things(call, row)
        var last: String?
        switch call.request.method {
        case .DELETE:
            let gone = ids.map { $0.map { row.form == .membership ? uri(of: row.kind, $0.id, call.caller) : $0.id } }
            if row.form == .membership {
                take(gone ?? members(list), outOf: list, now: call.now)
            } else {
                remove((gone ?? []).filter { mayChange($0, call.caller) }, now: call.now)
            }
        default:
            guard let ids else {
                throw .malformedBody("The body must have \(row.bodyField ?? "uris"): what is to be in the list.")
            }
            let replaces = row.replaces || call.request.method == .PATCH
            try checkMembers(ids, row, call, present: replaces ? [] : members(list))
            if replaces { take(members(list), outOf: list, now: call.now) }
            for thing in ids {
                last = addMember(thing.id, thing.fields, row, parameters, call)
            }
        }
        if let last, work.operation.object != nil, !work.operation.isList, work.status != .noContent {
            var answer = answer(last, call)
            answer.status = work.status
            return answer
        }
        if work.status == .noContent || work.operation.object == nil { return Answer(status: work.status) }
        var answer = try page(visible(members(list), to: call.caller), row.kind, call)
        answer.status = work.status
        return answer
    }

    /// Refuses things of which one cannot be in a list, before any is put into it.
    private func checkMembers(
        _ things: [(id: String, fields: JSONObject)],
        _ row: ResourceRow,
        _ call: Call,
        present: [String]
    ) throws(APIError) {
        for (id, _) in things {
            if row.form == .keyed {
                guard !id.isEmpty else { throw .invalid(row.keyField ?? "name", "It must not be empty.") }
                if row.kind.object == "domain", !id.isDomain {
                    throw .invalid("domain", "It must be the name of a host.")
                }
                if row.of == "/videos", resources["/videos/\(id)"] == nil { throw .notFound("video") }
                continue
            }
            if row.makesMembers, id.tagName.tagWord.isEmpty {
                throw .invalid(row.bodyField ?? "name", "It must have a letter or a digit.")
            }
            let resource = resources[uri(of: row.kind, id, call.caller)]
            if resource == nil, row.makesMembers { continue }
            guard let resource, resource.kind == row.kind, isVisible(resource, to: call.caller) else {
                throw .notFound(row.kind.words)
            }
        }
        guard row.kind.object == "tag" else { return }
        // A video has at most 20 tags.
        let all = Set(present).union(things.map { uri(of: row.kind, $0.id, call.caller) })
        if all.count > max(20, present.count) { throw .invalid("name", "There can be at most 20 tags.", code: 2501) }
    }

    /// Makes sure that a thing that was checked is in a list; returns its URI.
    private mutating func addMember(
        _ id: String,
        _ fields: JSONObject,
        _ row: ResourceRow,
        _ parameters: [String: String],
        _ call: Call
    ) -> String {
        if row.form == .keyed {
            let uri = "\(row.itemPath.filled(parameters))/\(id)"
            if resources[uri] == nil { return make(id, fields, row, parameters, by: call.caller, now: call.now) }
            update(uri, now: call.now) { $0.set(fields, row) }
            return uri
        }
        let uri = uri(of: row.kind, id, call.caller)
        let list = row.path.filled(parameters)
        if row.makesMembers, resources[uri] == nil { insert(Self.tag(id.tagName, at: call.now)) }
        if row.kind == .video, row.path.contains("/projects/") { takeOutOfFolder(uri, now: call.now) }
        put([uri], into: list, now: call.now)
        return uri
    }

    /// A video is in one folder at most.
    mutating func takeOutOfFolder(_ video: String, now: Instant) {
        for list in (containers[video] ?? [:]).keys where list.contains("/projects/") {
            take([video], outOf: list, now: now)
        }
    }

    /// What a request names for the whole list; nil if it names nothing.
    ///
    /// It is in the body, as text with commas, as a list of texts or objects, or as the body itself; else in the query as
    /// `uris`.
    private func things(_ call: Call, _ row: ResourceRow) throws(APIError) -> [(id: String, fields: JSONObject)]? {
        if let text = call.request.parameter("uris") { return Self.names(text).map { ($0, [:]) } }
        let body = try call.request.value()
        let value: JSONValue? = body.array == nil ? row.bodyField.flatMap { body[$0] } : body
        switch value {
        case nil, .null: return nil
        case .string(let text): return Self.names(text).map { ($0, [:]) }
        case .array(let elements):
            var things: [(id: String, fields: JSONObject)] = []
            for element in elements {
                let names = [row.keyField, "uri", "name", "tag", "category", "country_code"].compactMap { $0 }
                let id = element.string ?? names.lazy.compactMap { element[$0]?.string }.first
                guard let id else { throw .invalid(row.bodyField ?? "uri", "Each must be a URI or a name.") }
                things.append((id, try row.fitting(element.object ?? [:])))
            }
            return things
        default: throw .invalid(row.bodyField ?? "uris", "It must be a list.")
        }
    }

    private static func names(_ text: String) -> [String] {
        text.split(separator: ",").map { String($0.trimmed()) }.filter { !$0.isEmpty }
    }
}

extension String {
    /// Whether it can be the name of a host, as `*.example.com` too.
    var isDomain: Bool {
        let parts = split(separator: ".", omittingEmptySubsequences: false)
        return parts.count > 1 || self == "localhost"
            ? parts.allSatisfy { part in
                !part.isEmpty && part.utf8.count < 64
                    && (part == "*" || part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" })
            } : false
    }
}
