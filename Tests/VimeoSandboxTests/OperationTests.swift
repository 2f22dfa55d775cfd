import APIDescription
import JSONCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite("Every operation of the API's description")
struct OperationTests {
    @Test("Every operation works: the status is right, objects have their fields, and what changed is changed")
    func walk() {
        var tally: [String: Int] = [:]
        var missing: [String] = []
        for operation in APIOperation.all {
            for path in operation.paths {
                var world = World()
                let outcome = world.walk(operation, path)
                tally[outcome, default: 0] += 1
                if outcome == "501" { missing.append(operation.id) }
            }
        }
        print("operations:", tally.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))
        #expect(missing.isEmpty)
        #expect(tally.values.reduce(0, +) == 484)
    }

    /// An account in which a path can be made to lead somewhere.
    struct World {
        var api = TestAPI()
        /// The things made so far, by the pattern of their list.
        private var made: [String: String] = [:]

        /// Names of things that are there from the start, or that exist by being named.
        private static let known = [
            "user_id": "1", "owner_id": "1", "follow_user_id": "2", "category": "music", "word": "sea", "tier": "pro",
            "country": "FR", "genre_id": "drama", "domain": "example.com", "portfolio_id": "4001",
            "payment_method_id": "4002", "team_user_id": "4003", "portraitset_id": "3000", "code": "4003",
        ]

        /// Lists that nothing can be put into by requests.
        private static let empty: Set = [
            "/users/{}/ondemand/purchases", "/users/{}/uploads", "/ondemand/pages/{}/seasons",
            "/subscription_plans/x",
        ]

        /// Sends the operation where it can succeed, and checks what comes of it.
        mutating func walk(_ operation: APIOperation, _ path: String) -> String {
            guard let target = ready(operation, path) else { return "of what nobody can make" }
            let method = HTTPMethod(rawValue: operation.method)
            let list = operation.method == "POST" || path.hasSuffix("}") ? total(of: path, target) : nil
            prepare(operation, target)
            let result = api.send(method, target + query(operation), body(operation, path), as: credentials(path))
            if result.status == 501 { return "501" }
            let name = "\(operation.method) \(path)"
            // What Vimeo answers where its description has another status.
            let expected = ["upload_video": 200, "create_picture": 201][operation.id] ?? operation.success
            #expect(expected == nil || result.status == expected, "\(name): \(result.text.prefix(300))")
            #expect(result.status < 300, "\(name): \(result.text.prefix(300))")
            check(result, operation, name)
            if let list, let after = total(of: path, target) {
                switch operation.method {
                case "POST": #expect(after == list + 1, "\(name): nothing was added")
                case "DELETE": #expect(after == list - 1, "\(name): nothing was removed")
                default: break
                }
            }
            return Engine.rules[operation.id] == nil ? "by engine" : "by rule"
        }

        /// How many things are in the list that a path is about; nil if it cannot be read.
        private mutating func total(of path: String, _ target: String) -> Int64? {
            let list = path.hasSuffix("}") ? target.parentURI : target
            let result = api.send(.GET, list == "/videos" ? "\(list)?query=" : list)
            return result.status == 200 ? result["total"]?.integer : nil
        }

        /// What must have happened before some operations can succeed.
        private mutating func prepare(_ operation: APIOperation, _ target: String) {
            switch operation.id {
            case "check_category_for_video": _ = api.send(.PUT, "/videos/1002/categories", #"["music"]"#)
            case "get_genre_vod": _ = api.send(.PUT, "/ondemand/pages/\(target.lastPart)/genres/drama")
            case "exchange_auth_code":
                code = api.store.issueCode(
                    redirectURI: "https://example.com",
                    scopes: [.public],
                    user: Store.owner,
                    now: api.now
                )
            default: break
            }
        }

        private func query(_ operation: APIOperation) -> String {
            ["delete_folder_items": "?uris=/videos/1002", "search_videos": "?query=the"][operation.id] ?? ""
        }

        private var code = ""

        private func credentials(_ path: String) -> String? {
            path.hasPrefix("/oauth/a") ? "Basic a2V5OnNlY3JldA==" : nil
        }

        /// The path with names of things that are there; they are made if they are not.
        private mutating func ready(_ operation: APIOperation, _ path: String) -> String? {
            var target = ""
            let parts = path.split(separator: "/").map(String.init)
            for (index, part) in parts.enumerated() {
                guard part.hasPrefix("{") else {
                    target += "/" + part
                    continue
                }
                let pattern = ("/" + parts[..<index].joined(separator: "/")).withoutMe
                let isLast = index == parts.count - 1
                guard let id = name(part, in: pattern, target, isLast ? operation : nil) else { return nil }
                target += "/" + id
            }
            return target.isEmpty ? "/" : target
        }

        private mutating func name(
            _ part: String,
            in pattern: String,
            _ list: String,
            _ operation: APIOperation?
        ) -> String? {
            if Self.empty.contains(pattern.anonymous) { return nil }
            let key = String(part.dropFirst().dropLast())
            let row = Engine.lists[Engine.canonical(pattern)]
            let isMember = row.map { [.membership, .inverse, .same, .union].contains($0.form) } ?? false
            var id = Self.known[key] ?? (isMember && key == "video_id" ? "1002" : nil)
            if id == nil, let old = made[list] { id = old }
            if id == nil, let row, isMember, let own = Self.lists[row.kind.object] { id = make(own, own) }
            if id == nil, key == "video_id" { id = "1001" }
            if id == nil, key == "thumbnail_id" || key == "picture_id", pattern.hasSuffix("/pictures") {
                id = make(pattern, list)
            }
            if id == nil { id = make(pattern, list) }
            guard let id else { return nil }
            // To read, change or delete a member, it must be one.
            if let row, row.form == .membership || row.form == .keyed, operation?.method != "PUT" {
                _ = api.send(.PUT, "\(list)/\(id)", #"{"type":"main"}"#)
                if row.path.hasSuffix("/registrants") {
                    _ = api.send(.PUT, list, #"{"registrants":[{"email":"a@example.com"}]}"#)
                    return "a@example.com"
                }
                if row.path.hasSuffix("/live_events/{live_event_id}/videos") {
                    _ = api.send(.POST, list, #"{"videos":["/videos/1002"]}"#)
                }
            }
            return id
        }

        private static let lists = [
            "channel": "/channels", "group": "/groups", "album": "/me/albums", "presets": "/me/presets",
            "on-demand-page": "/me/ondemand/pages",
        ]

        /// Makes a thing in a list; returns the last part of its URI.
        private mutating func make(_ pattern: String, _ list: String) -> String? {
            let anonymous = pattern.withoutMe.anonymous
            // A list can be read at one path and added to at another.
            let creators = [
                "/live_events": "/me/live_events", "/webinars": "/me/webinars", "/ondemand/pages": "/me/ondemand/pages",
                "/destination":
                    "\(list.isEmpty ? "" : "/me/live_events/\(made["/me/live_events"] ?? "")/destinations")",
                "/albums": "/me/albums",
            ]
            var place = creators[anonymous] ?? list
            if anonymous == "/destination" {
                let event = make("/users/{}/live_events", "/me/live_events") ?? ""
                place = "/me/live_events/\(event)/destinations"
            }
            if anonymous == "/users/{}/live_events/{}/ott_destination" { place += "s" }
            if place.hasSuffix("/transcripts") { place = place.parentURI + "/texttracks" }
            guard let operation = creator(place) else { return nil }
            let result = api.send(.POST, place, body(operation, place))
            #expect(result.status < 300, "POST \(place): \(result.text.prefix(300))")
            let id = result["uri"]?.string?.lastPart
            made[list] = id
            return id
        }

        private func creator(_ path: String) -> APIOperation? {
            let parts = path.withoutMe.split(separator: "/")
            return APIOperation.all.first { operation in
                operation.method == "POST"
                    && operation.paths.contains { pattern in
                        let names = pattern.withoutMe.split(separator: "/")
                        return names.count == parts.count
                            && zip(names, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
                    }
            }
        }

        // MARK: Bodies

        /// A body with every required field.
        private func body(_ operation: APIOperation, _ path: String) -> String {
            if let body = Self.bodies[operation.id] { return body }
            var fields = JSONObject()
            for field in operation.body where field.isRequired && !field.path.contains("[]") {
                fields.merge(ObjectTemplate.nested(field.path[...], value(field, path)))
            }
            if operation.method == "PATCH", fields.isEmpty { fields = ["description": "new"] }
            return String(decoding: JSONValue.object(fields).bytes(), as: UTF8.self)
        }

        private func value(_ field: APIField, _ path: String) -> JSONValue {
            let names: [String: JSONValue] = [
                "user_uri": "/users/2", "video_uri": "/videos/1002", "channels": ["/categories/music"],
                "category": ["music"], "tag": ["snow"], "users": ["/users/2"], "countries": ["DE"],
                "videos": "/videos/1002", "code": .string(code), "redirect_uri": "https://example.com",
                "upload.size": "5",
                "upload.approach": "tus", "duration": 3,
            ]
            if let known = names[field.name] { return known }
            if let choice = field.values.first { return field.shape == .list ? [.string(choice)] : .string(choice) }
            return switch field.shape {
            case .number: 1
            case .boolean: true
            case .list: []
            case .object: [:]
            default: "text"
            }
        }

        private static let bodies = [
            "replace_videos_in_showcase": #"{"videos":"/videos/1002,/videos/1003"}"#,
            "add_video_tags": #"[{"name":"One"},{"name":"Two"}]"#,
            "add_videos_to_live_event": #"{"videos":["/videos/1002"]}"#,
            "set_live_event_whitelist": #"{"allowed_domains":["example.com"]}"#,
            "capture_webinar_registration_list": #"{"registrants":[{"email":"a@example.com"}]}"#,
            "add_or_remove_multiple_albums": #"{"add":[],"remove":[]}"#,
            "create_chapter": #"{"title":"One","timecode":3}"#,
            "upload_video": #"{"upload":{"approach":"tus","size":5}}"#,
            "create_video_version": #"{"file_name":"f","upload":{"approach":"tus","size":5}}"#,
            "add_video_privacy_users": #"{"users":["/users/2"]}"#,
            "add_videos_to_project": #"{"videos":"/videos/1002"}"#,
            "add_channel_moderators": #"{"user_uri":"/users/2"}"#,
            "client_auth": #"{"grant_type":"client_credentials","scope":"public"}"#,
        ]

        // MARK: Shapes

        /// The addresses in a value.
        private static func links(in value: JSONValue) -> [String] {
            switch value {
            case .string(let text): text.contains("://") ? [text] : []
            case .array(let elements): elements.flatMap { links(in: $0) }
            case .object(let object): object.members.flatMap { links(in: $0.value) }
            default: []
            }
        }

        /// Every required field of the object is there and of its type; no address leads off this machine.
        private func check(_ result: TestAPI.Result, _ operation: APIOperation, _ name: String) {
            for link in Self.links(in: result.json) {
                let isHere = ["http://api/", "http://files/", "http://bytes/"].contains { link.hasPrefix($0) }
                #expect(isHere, "\(name): \(link)")
            }
            guard let type = operation.object, let object = APIObject.all[type], result.status != 204 else { return }
            let all = result["data"]?.array ?? [result.json]
            if operation.isList { #expect(result["total"]?.integer != nil, "\(name) is no page") }
            // An on-demand page's video is described as a plain one, but shown as what its list has.
            guard let first = all.first, type != "endpoint", type != "auth", operation.id != "get_vod_video" else {
                return
            }
            for field in object.fields where field.isRequired && !field.path.contains("[]") {
                var place: JSONValue? = first
                var isNull = false
                for part in field.path {
                    if place == .null { isNull = true }
                    place = place?[part]
                }
                if isNull { continue }
                // What only the owner sees, and links to bytes that were never sent.
                if field.path[0] == "upload_quota", first["uri"] != "/users/1" { continue }
                if field.path[0] == "upload", first["user"]?["uri"] != "/users/1" { continue }
                if type == "text-track", field.name.contains("link") { continue }
                #expect(
                    place.map { field.fits($0) } ?? false,
                    "\(name): \(type) \(field.name) is \(String(describing: place))"
                )
            }
        }
    }
}

extension APIField {
    fileprivate func fits(_ value: JSONValue) -> Bool {
        if value == .null { return isOptional || shape == .any || shape.isLink }
        return switch shape {
        case .string: value.string != nil || name.hasSuffix("_time")
        case .number: value.integer != nil || value.double != nil
        case .boolean: value.boolean != nil
        case .object: value.object != nil
        case .list: value.array != nil
        case .link(let counted):
            value["uri"]?.string != nil && value["options"]?.array != nil
                && (!counted || value["total"]?.integer != nil)
        case .any: true
        }
    }
}

extension APIField.Shape {
    fileprivate var isLink: Bool { if case .link = self { true } else { false } }
}
