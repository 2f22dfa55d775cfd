/// Everything the sandbox knows: a value that the operations read and change.
///
/// Resources are kept by URI, collections by theirs (`/users/1/videos`); a collection exists once it has had a member.
struct Store: Sendable {
    let options: SandboxOptions
    /// The identifier and the secret of the app.
    let clientID: String
    let clientSecret: String
    /// Where files are sent to, `http://127.0.0.1:PORT`.
    ///
    /// Known once the server listens.
    var uploadRoot = ""
    /// Where files are fetched from: another origin again.
    var downloadRoot = ""
    var resources: [String: Resource] = [:]
    var collections: [String: Members] = [:]
    var uploads: [String: Upload] = [:]
    var transcodes: [Transcode] = []
    /// What is still to be fetched from elsewhere.
    var pulls: [Pull] = []
    var tokens: [String: Token] = [:]
    var codes: [String: Code] = [:]
    var devices: [String: Device] = [:]
    var rates = RateLimiter()
    /// Uploads that are gone: their files can be removed.
    var discarded: [String] = []
    /// When the requests of now came in; links expire some time after that.
    var now = Instant(milliseconds: 0)
    private var lastID = 5000

    init(
        options: SandboxOptions,
        clientID: String = Store.randomHex(40),
        clientSecret: String = Store.randomHex(64)
    ) {
        self.options = options
        self.clientID = clientID
        self.clientSecret = clientSecret
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

    /// Adds a resource to the end of a collection.
    mutating func insert(_ resource: Resource, into collection: String) {
        resources[resource.uri] = resource
        collections[collection, default: Members()].uris.append(resource.uri)
        touch(collection: collection, resource.modified)
    }

    /// Removes a resource, from the collection too, with everything below it.
    mutating func remove(_ uri: String, from collection: String, now: Instant) {
        resources[uri] = nil
        collections[collection]?.uris.removeAll { $0 == uri }
        touch(collection: collection, now)
        discardUploads(for: uri)
        for child in collections.keys where child.hasPrefix(uri + "/") {
            for member in collections[child]?.uris ?? [] {
                resources[member] = nil
                discardUploads(for: member)
            }
            collections[child] = nil
        }
    }

    /// Changes a resource and its time.
    mutating func update(_ uri: String, in collection: String, now: Instant, _ change: (inout Resource) -> Void) {
        guard var resource = resources[uri] else { return }
        change(&resource)
        resource.modified = max(resource.modified, now)
        resources[uri] = resource
        touch(collection: collection, now)
    }

    func members(_ collection: String) -> [String] {
        collections[collection]?.uris ?? []
    }

    private mutating func touch(collection: String, _ now: Instant) {
        let before = collections[collection]?.modified
        collections[collection]?.modified = before.map { max($0, now) } ?? now
    }
}

/// The URIs of a collection in their own order, and when they or what they name last changed.
struct Members: Sendable {
    var uris: [String] = []
    var modified = Instant(milliseconds: 0)
}
