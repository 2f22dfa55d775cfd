import JSONCore

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
            // FNV-1a with another start in each round.
            var hash = 14_695_981_039_346_656_037 &+ round
            for byte in utf8 {
                hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211
            }
            // Mixed once more, or texts that differ in their last letter would have keys that look alike.
            hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
            hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
            let digits = String(hash ^ hash >> 33, radix: 16)
            key += String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }
        return String(key.prefix(40))
    }
}
