import JSONCore

/// Everything the sandbox knows: a value that the operations read and change.
///
/// A collection (`/users/1/videos`) exists once it has had a member.
struct Store: Sendable {
    let options: SandboxOptions
    /// The app's credentials, and what else stays when a sandbox starts again.
    var identity: Identity {
        didSet { note(.identity(identity)) }
    }
    /// Where the API is; known once the server listens.
    var apiRoot = ""
    /// Where files are sent to, `http://127.0.0.1:PORT`; known once the server listens.
    var uploadRoot = ""
    /// Where files are fetched from: another origin again.
    var downloadRoot = ""
    private(set) var resources = Resources()
    /// The lists that were made or changed.
    private(set) var collections: [String: Members] = [:]
    /// The lists that a thing is a member of, without the one it belongs to, and since when.
    private(set) var containers: [String: [String: Instant]] = [:]
    /// What was found in long lists.
    var cache = ListCache()
    /// The things that lists have to look at again: each change notes those that it could move, show or hide.
    private(set) var trail = Trail()
    /// The lists that are gone with a resource.
    private var below: [String: [String]] = [:]
    /// The changed fields of single things, by the resource they are of and their own URI.
    private(set) var values: [String: [String: JSONObject]] = [:]
    /// What was wrong with a request that Vimeo takes without a word.
    var notices: [String] = []
    var seenNotices: Set<String> = []
    /// The operations and texts of `fields` that were looked through for misspelt names.
    var checkedFields: Set<String> = []
    private(set) var uploads: [String: Upload] = [:]
    var transcodes: [Transcode] = [] {
        didSet { note(.transcodes(transcodes)) }
    }
    /// What is still to be fetched from elsewhere.
    var pulls: [Pull] = []
    private(set) var tokens: [String: Token] = [:]
    private(set) var codes: [String: Code] = [:]
    private(set) var devices: [String: Device] = [:]
    var rates = RateLimiter()
    /// Uploads that are gone: their files can be removed.
    var discarded: [String] = []
    /// When the requests of now came in; links expire some time after that.
    var now = Instant(milliseconds: 0)
    private(set) var lastID: Int {
        didSet { note(.lastID(lastID)) }
    }
    /// Whether steps are noted: what keeps the store on a disk takes them.
    var notesChanges = false
    private(set) var changes: [Change] = []

    init(options: SandboxOptions, _ identity: Identity? = nil) {
        self.options = options
        self.identity = identity ?? Identity(options)
        // Above the numbers of the account that it begins with.
        lastID = options.videos > Self.films.count ? 10_000 + options.videos : 5000
    }

    /// Lets the addresses in answers lead to the name or address that a request was sent to, with the same ports.
    mutating func setHost(_ name: String) {
        for root in [\Store.apiRoot, \.uploadRoot, \.downloadRoot] {
            let port = self[keyPath: root].split(separator: ":").last ?? ""
            self[keyPath: root] = "http://\(name):\(port)"
        }
    }

    /// The notices that were not given before.
    mutating func newNotices() -> [String] {
        // A hostile client could have as many kinds of mistakes as requests.
        guard seenNotices.count < 1000 else { return [] }
        return notices.filter { seenNotices.insert($0).inserted }
    }

    /// A number that no other resource has.
    mutating func nextID() -> Int {
        lastID += 1
        return lastID
    }

    /// A secret of `count` hexadecimal digits.
    static func randomHex(_ count: Int) -> String {
        var text = ""
        while text.utf8.count < count {
            text += String(UInt64.random(in: (1 << 60)...UInt64.max), radix: 16)
        }
        return String(text.prefix(count))
    }

    private mutating func note(_ change: Change) {
        if notesChanges { changes.append(change) }
    }

    /// The steps since it was asked last.
    mutating func takeChanges() -> [Change] {
        defer { changes = [] }
        return changes
    }

    /// Adds a resource to the end of its collection.
    mutating func insert(_ resource: Resource) {
        note(.insert(resource))
        resources.set(resource)
        trail.add(resource.uri)
        open(collection: resource.collection)
        collections[resource.collection]?.uris.append(resource.uri)
        touch(collection: resource.collection, resource.modified)
    }

    /// Puts things that exist into a list, which they then are members of; those that are already in it stay in place.
    mutating func put(_ uris: [String], into collection: String, now: Instant) {
        note(.put(uris, into: collection, at: now))
        open(collection: collection)
        for uri in uris where containers[uri, default: [:]].updateValue(now, forKey: collection) == nil {
            collections[collection]?.uris.append(uri)
        }
        for uri in uris { trail.add(uri) }
        touch(collection: collection, now)
    }

    /// Takes things out of a list of members.
    mutating func take(_ uris: some Sequence<String>, outOf collection: String, now: Instant) {
        let gone = Set(uris)
        note(.take(Array(gone), outOf: collection, at: now))
        for uri in gone {
            containers[uri]?[collection] = nil
            trail.add(uri)
        }
        cut(gone, from: collection, now)
    }

    private mutating func cut(_ gone: Set<String>, from collection: String, _ now: Instant) {
        openSeeded(collection)
        collections[collection]?.uris.removeAll { gone.contains($0) }
        touch(collection: collection, now)
    }

    /// Removes resources, from every list that has them, with everything below them.
    mutating func remove(_ uris: some Sequence<String>, now: Instant) {
        let uris = Array(uris)
        note(.remove(uris, at: now))
        erase(uris, now: now)
    }

    private mutating func erase(_ uris: [String], now: Instant) {
        var gone: [String: Set<String>] = [:]
        for uri in uris {
            if resources.seededVideo(uri) != nil {
                // As its lists go with it.
                for list in Resources.seededLists { openSeeded("\(uri)/\(list)") }
            }
            guard let resource = resources.remove(uri) else { continue }
            trail.add(uri)
            gone[resource.collection, default: []].insert(uri)
            for collection in (containers.removeValue(forKey: uri) ?? [:]).keys {
                gone[collection, default: []].insert(uri)
            }
            values[uri] = nil
            discardUploads(for: uri)
            for child in below.removeValue(forKey: uri) ?? [] {
                removeAll(in: child, now: now)
            }
        }
        for (collection, members) in gone { cut(members, from: collection, now) }
    }

    mutating func remove(_ uri: String, now: Instant) { remove([uri], now: now) }

    /// Removes a list: what belongs to it is gone, what is only a member of it stays.
    private mutating func removeAll(in collection: String, now: Instant) {
        let members = collections.removeValue(forKey: collection)?.uris ?? []
        for member in members {
            containers[member]?[collection] = nil
            trail.add(member)
        }
        erase(members.filter { resources[$0]?.collection == collection }, now: now)
    }

    /// Changes a resource and its time.
    mutating func update(_ uri: String, now: Instant, _ change: (inout Resource) -> Void = { _ in }) {
        guard var resource = resources[uri] else { return }
        change(&resource)
        resource.modified = max(resource.modified, now)
        replace(resource, now: now)
    }

    private mutating func replace(_ resource: Resource, now: Instant) {
        note(.update(resource, at: now))
        resources.set(resource)
        trail.add(resource.uri)
        // Others may see it now, or no longer, and so more or less in what it is a member of.
        for list in (containers[resource.uri] ?? [:]).keys { trail.add(list.parentURI) }
        touch(collection: resource.collection, now)
    }

    /// Sets the changed fields of the single thing `uri` of `base`; nil takes them back.
    mutating func set(_ fields: JSONObject?, at uri: String, of base: String) {
        note(.value(uri, of: base, fields))
        values[base, default: [:]][uri] = fields
    }

    /// Sets or forgets an upload.
    mutating func set(_ upload: Upload?, _ id: String) {
        note(.upload(id, upload))
        uploads[id] = upload
    }

    /// Sets what the file of an upload says, too, so that it need not be noted.
    mutating func setProgress(_ upload: Upload) {
        uploads[upload.id] = upload
    }

    mutating func set(_ token: Token?, _ value: String) {
        note(.token(value, token))
        tokens[value] = token
    }

    mutating func set(_ code: Code?, _ value: String) {
        note(.code(value, code))
        codes[value] = code
    }

    mutating func set(_ device: Device?, _ code: String) {
        note(.device(code, device))
        devices[code] = device
    }

    /// Does a step again.
    mutating func apply(_ change: Change) {
        switch change {
        case .insert(let resource): insert(resource)
        case .update(let resource, let time): replace(resource, now: time)
        case .put(let uris, let list, let time): put(uris, into: list, now: time)
        case .take(let uris, let list, let time): take(uris, outOf: list, now: time)
        case .remove(let uris, let time): remove(uris, now: time)
        case .value(let uri, let base, let fields): set(fields, at: uri, of: base)
        case .upload(let id, let upload): set(upload, id)
        case .token(let value, let token): set(token, value)
        case .code(let value, let code): set(code, value)
        case .device(let value, let device): set(device, value)
        case .transcodes(let transcodes): self.transcodes = transcodes
        case .seeded(let count, let gone): seed(count, without: gone)
        case .list(let list, let members, let modified):
            for member in self.members(list) {
                containers[member]?[list] = nil
                trail.add(member)
            }
            open(collection: list)
            collections[list] = Members(uris: members.map(\.uri), modified: modified)
            for member in members where member.since != nil {
                containers[member.uri, default: [:]][list] = member.since
                trail.add(member.uri)
            }
            trail.add(list.parentURI)
        case .lastID(let number): lastID = number
        case .identity(let identity): self.identity = identity
        }
    }

    /// A list; nil if it never had a member.
    func list(_ collection: String) -> Members? { collections[collection] ?? resources.seededList(collection) }

    func members(_ collection: String) -> [String] { list(collection)?.uris ?? [] }

    /// Makes up videos that no step notes, except those that are gone.
    mutating func seed(_ count: Int, without gone: Set<String> = []) {
        resources.seed(count, options.seed, without: gone)
        var tagged: [String: [String: Instant]] = [:]
        for video in resources.seededVideos {
            let list = "\(video.uri)/tags"
            for tag in video.tags { tagged["/tags/\(tag)", default: [:]][list] = video.created }
        }
        containers.merge(tagged) { $1 }
        trail = Trail()
    }

    /// Notes a list under the resource that it is gone with.
    private mutating func open(collection: String) {
        guard collections[collection] == nil else { return }
        collections[collection] = resources.seededList(collection) ?? Members()
        var owner = collection.parentURI
        while !owner.isEmpty, resources[owner] == nil {
            owner = owner.parentURI
        }
        if !owner.isEmpty { below[owner, default: []].append(collection) }
        resources.touch(collection)
    }

    /// Keeps a list of a seeded video from now on.
    private mutating func openSeeded(_ collection: String) {
        if resources.seededList(collection) != nil { open(collection: collection) }
    }

    private mutating func touch(collection: String, _ now: Instant) {
        openSeeded(collection)
        trail.add(collection.parentURI)
        let before = collections[collection]?.modified
        collections[collection]?.modified = before.map { max($0, now) } ?? now
    }
}

/// The URIs of a collection in their own order, and when they or what they name last changed.
struct Members: Sendable {
    var uris: [String] = []
    var modified = Instant(milliseconds: 0)
}
