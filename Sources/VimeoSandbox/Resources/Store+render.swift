import JSONCore
import Platform

extension Store {
    /// The resource at `uri` as `caller` sees it; null if there is none.
    func render(_ uri: String, for caller: Caller) -> JSONValue {
        guard let resource = resources[uri] else { return .null }
        return switch resource.kind {
        case .user: .object(render(user: resource, for: caller))
        case .video: .object(render(video: resource, for: caller))
        case .version, .picture: .object(resource.fields)
        case .textTrack: .object(render(textTrack: resource))
        }
    }

    func answer(_ uri: String, for caller: Caller) -> Answer {
        let kind = resources[uri]?.kind.rawValue ?? "error"
        return Answer(content: .object(render(uri, for: caller), type: kind))
    }

    /// The page of a collection that the request asks for.
    func page(_ uris: [String], _ kind: Kind, _ call: Call) throws(APIError) -> Answer {
        Answer(content: .page(try Page(call.request).wrap(uris, call, self), type: kind.rawValue))
    }

    /// The entry of `metadata.connections` for a collection.
    func connection(_ uri: String, _ options: JSONValue...) -> JSONValue {
        ["uri": .string(uri), "options": .array(options), "total": .integer(Int64(members(uri).count))]
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
