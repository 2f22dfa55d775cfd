import JSONCore

extension Store {
    /// Steps that make this store from an empty one.
    var snapshot: [Change] {
        var steps: [Change] = [.identity(identity)]
        steps.reserveCapacity(resources.kept.count + collections.count + 16)
        steps.append(.seeded(resources.seededCount, without: resources.gone))
        // What a thing belongs to comes before it: a list is noted under the nearest thing above.
        let ordered = resources.kept.values.map { (depth: $0.uri.utf8.count { $0 == UInt8(ascii: "/") }, thing: $0) }
            .sorted { ($0.depth, $0.thing.uri) < ($1.depth, $1.thing.uri) }
        steps += ordered.map { resources.isSeeded($0.thing.uri) ? .update($0.thing, at: now) : .insert($0.thing) }
        for (list, members) in collections.sorted(by: { $0.key < $1.key }) {
            steps.append(
                .list(list, members.uris.map { ($0, containers[$0]?[list]) }, modified: members.modified)
            )
        }
        for (base, own) in values {
            for (uri, fields) in own { steps.append(.value(uri, of: base, fields)) }
        }
        steps += uploads.map { .upload($0.key, $0.value) }
        steps += tokens.map { .token($0.key, $0.value) }
        steps += codes.map { .code($0.key, $0.value) }
        steps += devices.map { .device($0.key, $0.value) }
        steps += [.transcodes(transcodes), .lastID(lastID)]
        return steps
    }

    /// Everything that requests can change, the same for the same state: `things` by URI, with what is never shown under
    /// `hidden`; `lists` of URIs by their own; and `values`, the changed fields of single things.
    var state: JSONValue {
        let things = resources.all.sorted { $0.uri < $1.uri }.map { thing -> JSONObject.Member in
            var fields = thing.fields
            fields["modified"] = .string(thing.modified.iso8601)
            if !thing.hidden.isEmpty { fields["hidden"] = .object(thing.hidden) }
            return JSONObject.Member(key: thing.uri, value: .object(fields))
        }
        let seeded = resources.seededVideos.flatMap { video in Resources.seededLists.map { "\(video.uri)/\($0)" } }
        let lists = Set(seeded).union(collections.keys).sorted().map { ($0, members($0)) }.filter { !$0.1.isEmpty }
            .map { JSONObject.Member(key: $0, value: .array($1.map { .string($0) })) }
        let own = values.values.flatMap(\.self).sorted { $0.key < $1.key }
            .map { JSONObject.Member(key: $0.key, value: .object($0.value)) }
        return [
            "things": .object(JSONObject(distinct: things)), "lists": .object(JSONObject(distinct: lists)),
            "values": .object(JSONObject(distinct: own)),
        ]
    }

    /// Makes a store again.
    init(_ options: SandboxOptions, _ entries: [ChangeLog.Entry]) {
        var options = options
        var identity: Identity?
        for case .identity(let found) in entries.lazy.flatMap(\.changes) { identity = found }
        if let identity {
            (options.plan, options.videos, options.seed) = (identity.plan, identity.videos, identity.seed)
        }
        self.init(options: options, identity)
        for entry in entries {
            // What was due at the time had happened before the changes.
            advance(to: entry.time)
            for change in entry.changes { apply(change) }
        }
        discarded = []
    }

    /// Takes over what is not kept from the store of the same sandbox that this one takes the place of.
    mutating func carryOver(from old: Store) {
        apiRoot = old.apiRoot
        uploadRoot = old.uploadRoot
        downloadRoot = old.downloadRoot
        rates = old.rates
        seenNotices = old.seenNotices
    }

    /// Continues uploads where their files end, and starts files to be fetched anew.
    ///
    /// - Parameter sizes: how many bytes the files of uploads have.
    mutating func resume(_ sizes: [String: Int64], now: Instant) {
        for var upload in uploads.values {
            upload.offset = min(sizes[upload.id] ?? 0, upload.size)
            setProgress(upload)
            guard case .version(let uri, let video) = upload.purpose, !upload.isComplete,
                upload.offset == upload.size
            else { continue }
            upload.isComplete = true
            set(upload, upload.id)
            fileArrived(for: uri, of: video, now: now)
        }
        for thing in resources.kept.values where thing.kind == .version {
            let upload = thing.fields["upload"]
            guard upload?["approach"] == "pull", upload?["status"] == "in_progress", let link = upload?["link"]?.string
            else { continue }
            if let pull = Pull(link: link, version: thing.uri, video: thing.uri.parentURI.parentURI) {
                pulls.append(pull)
            }
        }
    }
}
