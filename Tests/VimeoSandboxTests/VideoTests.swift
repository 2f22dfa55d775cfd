import JSONCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite struct VideoTests {
    @Test("A video has the members of the API's objects, in their order")
    func shape() {
        var api = TestAPI()
        let video = api.send(.GET, "/videos/1004")
        #expect(
            video.json.object?.members.map(\.key).prefix(30) == [
                "uri", "name", "description", "type", "link", "player_embed_url", "duration", "width", "height",
                "language",
                "created_time", "modified_time", "release_time", "content_rating", "license", "privacy", "pictures",
                "tags",
                "stats", "categories", "metadata", "user", "app", "play", "status", "resource_key", "upload",
                "transcode",
                "is_playable", "has_audio",
            ]
        )
        #expect(video["metadata"]?["connections"]?["pictures"]?["uri"] == "/videos/1004/pictures")
        #expect(video["user"]?["uri"] == "/users/1")
        #expect(video["created_time"] == "2024-01-03T12:12:58+00:00")
    }

    @Test("PATCH changes what it names and nothing else, and the change is kept")
    func patch() {
        var api = TestAPI()
        let before = api.send(.GET, "/videos/1001")
        let body =
            #"{"name":"N","privacy":{"view":"unlisted","add":"false"},"description":null,"chunk_size":5,"uri":"/x"}"#
        let changed = api.send(.PATCH, "/videos/1001?fields=uri,name,privacy,description,chunk_size", body)
        #expect(changed.status == 200)
        #expect(
            changed.json == [
                "uri": "/videos/1001", "name": "N", "description": .null,
                "privacy": [
                    "view": "unlisted", "embed": "public", "download": true, "add": false, "comments": "anybody",
                ],
            ]
        )
        let after = api.send(.GET, "/videos/1001")
        #expect(after["name"] == "N")
        #expect(after["tags"] == before["tags"])
        #expect(after["modified_time"] == "2026-01-01T00:00:00+00:00")
    }

    @Test(
        "Fields that cannot be are refused with 2204 and their names, and nothing is changed",
        arguments: [
            (#"{"name":"\#(String(repeating: "é", count: 129))"}"#, ["name 2204"]),
            (#"{"description":"\#(String(repeating: "x", count: 5001))"}"#, ["description 2204"]),
            (#"{"name":5}"#, ["name 2204"]),
            (
                #"{"privacy":{"view":"all","download":"maybe"},"name":"Z"}"#,
                ["privacy.view 2204", "privacy.download 2204"]
            ),
            (#"{"privacy":{"view":null}}"#, ["privacy.view 2204"]),
            (#"{"privacy":"nobody"}"#, ["privacy 2204"]),
            (#"{"license":"mine"}"#, ["license 2204"]),
            (#"{"content_rating":["safe","odd"]}"#, ["content_rating.1 2204"]),
            (#"{"embed_domains":"example.com"}"#, ["embed_domains 2204"]),
            (#"{"privacy":{"view":"password"}}"#, ["password 2233"]),
        ] as [(String, [String])]
    )
    func refused(body: String, invalid: [String]) {
        var api = TestAPI()
        let before = api.send(.GET, "/videos/1001").text
        let answer = api.send(.PATCH, "/videos/1001?fields=error", body)
        #expect(answer.status == 400)
        #expect(answer.invalid == invalid)
        #expect(answer.code == (invalid == ["password 2233"] ? 2233 : 2204))
        #expect(answer.headers["Content-Type"] == ["application/vnd.vimeo.error+json"])
        #expect(api.send(.GET, "/videos/1001").text == before)
    }

    @Test("Names and descriptions may be as long as the limits, and no longer")
    func limits() {
        var api = TestAPI()
        let name = String(repeating: "é", count: 128)
        #expect(api.send(.PATCH, "/videos/1001", #"{"name":"\#(name)"}"#)["name"] == .string(name))
        let description = String(repeating: "x", count: 5000)
        #expect(api.send(.PATCH, "/videos/1001", #"{"description":"\#(description)"}"#).status == 200)
    }

    @Test(
        "A body that is malformed, missing or no object is refused with 2205",
        arguments: ["", "{", "[]", "5", "\"x\"", "{\"name\":\"\\ud800\"}", "name=x"]
    )
    func malformed(body: String) {
        var api = TestAPI()
        let answer = api.send(.PATCH, "/videos/1001", body)
        #expect(answer.status == 400)
        #expect(answer.code == 2205)
    }

    @Test("Bodies made to be slow or to have huge answers are refused shortly")
    func hostile() {
        var api = TestAPI()
        let list = String(repeating: "1,", count: 200_000) + "1"
        let answer = api.send(.PATCH, "/videos/1001", #"{"content_rating":[\#(list)]}"#)
        #expect(answer.status == 400)
        #expect(answer.invalid.count == 100)
        let form = (0..<100_000).map { "f\($0)=" }.joined(separator: "&")
        let type: HTTPHeaders = ["Content-Type": "application/x-www-form-urlencoded"]
        #expect(api.send(.PATCH, "/videos/1001", form, as: nil, type).code == 2205)
    }

    @Test("A password is needed for privacy.view=password, kept, and shown to the owner alone")
    func password() {
        var api = TestAPI()
        let set = api.send(.PATCH, "/videos/1001", #"{"privacy":{"view":"password"},"password":"p"}"#)
        #expect(set["password"] == "p")
        #expect(api.send(.PATCH, "/videos/1001", #"{"privacy":{"view":"password"}}"#).status == 200)
        #expect(api.send(.PATCH, "/videos/1001", #"{"password":null}"#).code == 2233)
        #expect(api.send(.GET, "/videos/1001", as: "Basic a2V5OnNlY3JldA==").status == 404)
    }

    @Test("A deleted video is gone, with its versions and pictures")
    func delete() {
        var api = TestAPI()
        let answer = api.send(.DELETE, "/videos/1001")
        #expect(answer.status == 204)
        #expect(answer.text.isEmpty)
        #expect(api.send(.DELETE, "/videos/1001").status == 404)
        #expect(api.send(.GET, "/me/videos")["total"] == 6)
        #expect(!api.store.resources.all.contains { $0.uri.hasPrefix("/videos/1001") })
    }

    @Test("fields=error empties an answer but no error")
    func errorField() {
        var api = TestAPI()
        #expect(api.send(.PATCH, "/videos/1001?fields=error", #"{"name":"N"}"#).text == "{}")
        #expect(api.send(.GET, "/videos/9?fields=uri").code == 5000)
    }

    @Test("Unknown things are 404, wrong methods 405 with what is allowed")
    func unknown() {
        var api = TestAPI()
        #expect(api.send(.GET, "/videos/9").code == 5000)
        #expect(api.send(.GET, "/videos/../me").status == 404)
        #expect(api.send(.GET, "/nothing").json == ["error": "The requested page couldn't be found."])
        #expect(api.send(.GET, "/users/9").code == 5000)
        let put = api.send(.PUT, "/videos/1001", "{}")
        #expect(put.status == 405)
        #expect(put.headers["Allow"] == ["GET, PATCH, DELETE, HEAD, OPTIONS"])
        #expect(api.send(.OPTIONS, "/me/videos", as: "").headers["Allow"] == ["GET, POST, DELETE, HEAD, OPTIONS"])
    }

    @Test("The user is shown with quota and connections; others see no quota")
    func user() {
        var api = TestAPI()
        let me = api.send(.GET, "/me")
        #expect(me["uri"] == "/users/1")
        #expect(me["metadata"]?["connections"]?["videos"]?["total"] == 7)
        #expect(me["upload_quota"]?["space"]?["max"] == .integer(1 << 40))
        #expect(api.send(.GET, "/users/1").json == me.json)
        #expect(api.send(.GET, "/users/1", as: "Basic a2V5OnNlY3JldA==")["upload_quota"] == nil)
        #expect(api.send(.PATCH, "/me", #"{"bio":"New"}"#)["bio"] == "New")
    }
}
