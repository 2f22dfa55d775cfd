import JSONCore
import Platform

extension Store {
    /// The resource at `uri` as `caller` sees it; null if there is none.
    ///
    /// - Parameter wanted: what will be left of it, so that nothing else need be found out; nil for everything.
    func render(_ uri: String, for caller: Caller, _ wanted: FieldFilter? = nil) -> JSONValue {
        guard let resource = resources[uri] else { return .null }
        var fields = resource.fields
        if let wanted { fields = JSONObject(distinct: fields.members.filter { wanted.wants($0.key) }) }
        let names = ObjectTemplate.all[resource.kind.object]?.names ?? []
        func isShown(_ name: String) -> Bool { wanted?.wants(name) ?? true && names.contains(name) }
        if isShown("metadata") { fields["metadata"] = metadata(of: resource, for: caller, wanted?.inside("metadata")) }
        if isShown("user") { fields["user"] = author(owner(of: resource)) }
        if isShown("tags") { fields["tags"] = shown(members("\(uri)/tags"), for: caller, wanted?.inside("tags")) }
        if isShown("categories") {
            fields["categories"] = shown(members("\(uri)/categories"), for: caller, wanted?.inside("categories"))
        }
        if isShown("pictures") { fields["pictures"] = picture(of: uri) }
        if let place = fields["upload"]?["upload_link"]?.string {
            fields.merge(["upload": ["upload_link": .string(uploadRoot + place)]])
        }
        switch resource.kind {
        case .user: complete(user: resource, &fields, for: caller, wanted)
        case .video: complete(video: resource, &fields, for: caller, wanted)
        case .textTrack: complete(textTrack: resource, &fields)
        case .picture: complete(picture: resource, &fields)
        default: break
        }
        complete(linksIn: &fields)
        return .object(fields)
    }

    /// Adds the address of this sandbox, which is known only now, to the places of pages.
    func complete(linksIn fields: inout JSONObject) {
        for name in ["link", "player_embed_url"] {
            guard let place = fields[name]?.string, place.hasPrefix("/") else { continue }
            fields[name] = .string(apiRoot + place)
        }
    }

    private func shown(_ uris: [String], for caller: Caller, _ wanted: FieldFilter?) -> JSONValue {
        .array(uris.map { render($0, for: caller, wanted) })
    }

    func answer(_ uri: String, _ call: Call) -> Answer {
        let kind = resources[uri]?.kind.contentType ?? "error"
        return Answer(content: .object(render(uri, for: call.caller, call.fields), type: kind))
    }

    /// The page of a collection that the request asks for.
    func page<List: RandomAccessCollection<String>>(
        _ uris: List,
        _ kind: Kind,
        _ call: Call
    ) throws(APIError) -> Answer where List.Index == Int {
        Answer(content: .page(try Page(call.request).wrap(uris, call, self), type: kind.contentType))
    }

    /// The URI of the user whom a thing belongs to; empty for what belongs to nobody.
    func owner(of resource: Resource) -> String {
        if resource.kind == .user { return resource.uri }
        if let user = resource.hidden["owner"]?.string { return user }
        var place = resource.uri.parentURI
        while !place.isEmpty {
            if let owner = resources[place] { return self.owner(of: owner) }
            place = place.parentURI
        }
        return ""
    }
}

extension String {
    /// A key as Vimeo's `resource_key`: 40 hexadecimal digits that stay the same for the same text.
    var resourceKey: String {
        var key = ""
        for round in UInt64(0)..<3 {
            var checksum = Checksum()
            checksum.add(round)
            checksum.add(self)
            key += checksum.text
        }
        return String(key.prefix(40))
    }
}
