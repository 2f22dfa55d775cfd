import JSONCore

/// How the parts of the store are written as JSON, and read again; nil for what was not written so.
extension Instant {
    var json: JSONValue { .integer(milliseconds) }

    init?(_ json: JSONValue) {
        guard case .integer(let milliseconds) = json else { return nil }
        self.milliseconds = milliseconds
    }
}

extension JSONValue {
    /// The elements of a list of texts.
    var texts: [String]? {
        guard let array else { return nil }
        let texts = array.compactMap(\.string)
        return texts.count == array.count ? texts : nil
    }
}

extension Resource {
    var json: JSONValue {
        [
            "uri": .string(uri), "kind": .string(kind.object), "type": .string(kind.contentType),
            "list": .string(collection), "created": created.json, "modified": modified.json,
            "fields": .object(fields), "hidden": .object(hidden),
        ]
    }

    init?(_ json: JSONValue) {
        guard let uri = json["uri"]?.string, let kind = json["kind"]?.string, let type = json["type"]?.string,
            let list = json["list"]?.string, let created = json["created"].flatMap({ Instant($0) }),
            let modified = json["modified"].flatMap({ Instant($0) }), let fields = json["fields"]?.object,
            let hidden = json["hidden"]?.object
        else { return nil }
        self.init(uri, Kind(kind, contentType: type), in: list, at: created, fields)
        self.hidden = hidden
        self.modified = modified
    }
}

/// How many bytes have arrived is not written: the file says it.
extension Upload {
    var json: JSONValue {
        var json: JSONObject = [
            "size": .integer(size), "complete": .boolean(isComplete), "lost": .boolean(isLost),
        ]
        switch purpose {
        case .version(let uri, let video): json.merge(["version": .string(uri), "of": .string(video)])
        case .picture(let uri, let owner): json.merge(["picture": .string(uri), "of": .string(owner)])
        case .textTrack(let uri): json["texttrack"] = .string(uri)
        }
        return .object(json)
    }

    init?(_ id: String, _ json: JSONValue) {
        guard let size = json["size"]?.integer else { return nil }
        let owner = json["of"]?.string ?? ""
        let purpose: Purpose
        if let uri = json["version"]?.string {
            purpose = .version(uri, of: owner)
        } else if let uri = json["picture"]?.string {
            purpose = .picture(uri, of: owner)
        } else if let uri = json["texttrack"]?.string {
            purpose = .textTrack(uri)
        } else {
            return nil
        }
        self.init(id: id, purpose: purpose, size: size)
        isComplete = json["complete"]?.boolean ?? false
        isLost = json["lost"]?.boolean ?? false
    }
}

extension Transcode {
    var json: JSONValue { [.string(version), .string(video), end.json] }

    init?(_ json: JSONValue) {
        guard let parts = json.array, parts.count == 3, let version = parts[0].string, let video = parts[1].string,
            let end = Instant(parts[2])
        else { return nil }
        self.init(version: version, video: video, end: end)
    }
}

extension Token {
    var json: JSONValue { ["scopes": .string(scopeText), "user": JSONValue(user)] }

    init?(_ value: String, _ json: JSONValue) {
        guard let scopes = json["scopes"]?.string.flatMap({ Scope.list($0) }) else { return nil }
        self.init(value: value, scopes: scopes, user: json["user"]?.string)
    }
}

extension Code {
    var json: JSONValue {
        [
            "redirect": .string(redirectURI), "scopes": .string(scopes.text), "user": .string(user),
            "expires": expires.json,
        ]
    }

    init?(_ json: JSONValue) {
        guard let redirect = json["redirect"]?.string, let user = json["user"]?.string,
            let scopes = json["scopes"]?.string.flatMap({ Scope.list($0) }),
            let expires = json["expires"].flatMap({ Instant($0) })
        else { return nil }
        self.init(redirectURI: redirect, scopes: scopes, user: user, expires: expires)
    }
}

extension Device {
    var json: JSONValue {
        [
            "code": .string(userCode), "scopes": .string(scopes.text), "user": .string(user), "agrees": agrees.json,
            "expires": expires.json, "refused": .boolean(isRefused),
        ]
    }

    init?(_ json: JSONValue) {
        guard let code = json["code"]?.string, let user = json["user"]?.string,
            let scopes = json["scopes"]?.string.flatMap({ Scope.list($0) }),
            let agrees = json["agrees"].flatMap({ Instant($0) }),
            let expires = json["expires"].flatMap({ Instant($0) })
        else { return nil }
        self.init(userCode: code, scopes: scopes, user: user, agrees: agrees, expires: expires)
        isRefused = json["refused"]?.boolean ?? false
    }
}

/// What stays the same for the programs that use a sandbox, each time it is started with the same folder.
struct Identity: Sendable, Equatable {
    /// The identifier and the secret of the app.
    var clientID = Store.randomHex(40)
    var clientSecret = Store.randomHex(64)
    /// The tokens of the two users that it prints.
    var tokens: [String] = []
    /// The ports of the API, for uploads and for downloads: links that others have kept lead there.
    var ports = [0, 0, 0]
    /// What the account was made from.
    var plan: String
    var videos: Int
    var seed: UInt64

    init(_ options: SandboxOptions) {
        plan = options.plan
        videos = options.videos
        seed = options.seed
    }

    var json: JSONValue {
        [
            "client_id": .string(clientID), "client_secret": .string(clientSecret),
            "tokens": .array(tokens.map { .string($0) }), "ports": .array(ports.map { .integer(Int64($0)) }),
            "plan": .string(plan), "videos": .integer(Int64(videos)), "seed": .string("\(seed)"),
        ]
    }

    init?(_ json: JSONValue) {
        guard let id = json["client_id"]?.string, let secret = json["client_secret"]?.string,
            let tokens = json["tokens"]?.texts, let ports = json["ports"]?.array?.compactMap(\.integer),
            let plan = json["plan"]?.string, let videos = json["videos"]?.integer,
            let seed = json["seed"]?.string.flatMap({ UInt64($0) }), ports.count == 3,
            SandboxOptions.videoCounts.contains(Int(videos))
        else { return nil }
        clientID = id
        clientSecret = secret
        self.tokens = tokens
        self.ports = ports.map { Int($0) }
        self.plan = plan
        self.videos = Int(videos)
        self.seed = seed
    }
}
