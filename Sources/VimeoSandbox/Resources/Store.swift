/// Everything the sandbox knows: a value that the operations read and change.
///
/// A collection (`/users/1/videos`) exists once it has had a member.
struct Store: Sendable {
    let options: SandboxOptions
    /// The identifier and the secret of the app.
    let clientID: String
    let clientSecret: String
    /// Where files are sent to, `http://127.0.0.1:PORT`; known once the server listens.
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

    init(options: SandboxOptions, clientID: String = Store.randomHex(40), clientSecret: String = Store.randomHex(64)) {
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

    /// Adds a resource to the end of its collection.
    mutating func insert(_ resource: Resource) {
        let collection = collection(of: resource)
        resources[resource.uri] = resource
        collections[collection, default: Members()].uris.append(resource.uri)
        touch(collection: collection, resource.modified)
    }

    /// Removes a resource, from its collection too, with everything below it.
    mutating func remove(_ uri: String, now: Instant) {
        guard let resource = resources.removeValue(forKey: uri) else { return }
        let collection = collection(of: resource)
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
    mutating func update(_ uri: String, now: Instant, _ change: (inout Resource) -> Void = { _ in }) {
        guard var resource = resources[uri] else { return }
        change(&resource)
        resource.modified = max(resource.modified, now)
        resources[uri] = resource
        touch(collection: collection(of: resource), now)
    }

    /// The collection that lists a resource: its owner's for a video, else that which its URI begins with.
    private func collection(of resource: Resource) -> String {
        if resource.kind == .video { return "\(owner(of: resource))/videos" }
        return String(resource.uri.dropLast(resource.id.count + 1))
    }

    func members(_ collection: String) -> [String] { collections[collection]?.uris ?? [] }

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
