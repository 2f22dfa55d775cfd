import JSONCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite("Resources of the sandbox that rows of data describe")
struct EngineTests {
    private func total(_ api: inout TestAPI, _ path: String) -> Int64? { api.send(.GET, path)["total"]?.integer }

    @Test("What is put into a list twice is in it once; what is taken out is gone; totals are counted")
    func membership() {
        var api = TestAPI()
        let album = api.send(.POST, "/me/albums", #"{"name":"A"}"#)["uri"]?.string ?? ""
        for _ in 0..<2 {
            #expect(api.send(.PUT, "\(album)/videos/1002").status == 204)
        }
        #expect(total(&api, "\(album)/videos") == 1)
        #expect(api.send(.GET, album)["metadata"]?["connections"]?["videos"]?["total"] == 1)
        #expect(api.send(.GET, "/videos/1002/albums").uris == [album])
        #expect(api.send(.DELETE, "\(album)/videos/1002").status == 204)
        #expect(api.send(.DELETE, "\(album)/videos/1002").status == 404)
        #expect(total(&api, "\(album)/videos") == 0)
        #expect(api.send(.PUT, "\(album)/videos/9").status == 404)
    }

    @Test("PUT of a showcase's videos replaces them; a deleted video vanishes from every list")
    func replace() {
        var api = TestAPI()
        let album = api.send(.POST, "/me/albums", #"{"name":"A"}"#)["uri"]?.string ?? ""
        _ = api.send(.PUT, "\(album)/videos", #"{"videos":"/videos/1001,/videos/1002"}"#)
        #expect(api.send(.PUT, "\(album)/videos", #"{"videos":"/videos/1003,/videos/1002"}"#).status == 201)
        #expect(api.send(.GET, "\(album)/videos").uris == ["/videos/1003", "/videos/1002"])
        _ = api.send(.PUT, "/me/likes/1003")
        #expect(api.send(.GET, "/videos/1003")["metadata"]?["interactions"]?["like"]?["added"] == true)
        #expect(api.send(.DELETE, "/videos/1003").status == 204)
        #expect(api.send(.GET, "\(album)/videos").uris == ["/videos/1002"])
        #expect(total(&api, "/me/likes") == 0)
    }

    @Test("A video is in one folder; folders hold folders, and cannot be moved into themselves")
    func folders() {
        var api = TestAPI()
        let outer = api.send(.POST, "/me/projects", #"{"name":"Outer"}"#)["uri"]?.string ?? ""
        let inner =
            api.send(.POST, "/me/projects", #"{"name":"Inner","parent_folder_uri":"\#(outer)"}"#)["uri"]?.string
            ?? ""
        _ = api.send(.PUT, "\(outer)/videos/1001")
        _ = api.send(.PUT, "\(inner)/videos?uris=/videos/1001,/videos/1002")
        #expect(total(&api, "\(outer)/videos") == 0)
        #expect(api.send(.GET, "/videos/1001")["parent_folder"]?["uri"] == .string(inner))
        let items = api.send(.GET, "\(outer)/items")["data"]?.array ?? []
        #expect(items.map { $0["type"] } == ["folder"])
        let moved = api.send(.PATCH, outer, #"{"parent_folder_uri":"\#(inner)"}"#)
        #expect(moved.status == 400)
        #expect(moved.invalid == ["parent_folder_uri 2204"])
        #expect(api.send(.PATCH, inner, #"{"parent_folder_uri":"/users/1/projects/9"}"#).status == 400)
        #expect(api.send(.DELETE, "\(outer)?should_delete_clips=true").status == 204)
        #expect(api.send(.GET, inner).status == 404)
        #expect(api.send(.GET, "/videos/1001").status == 404)
    }

    @Test("Tags are compared without case and marks, made by naming them, and at most twenty")
    func tags() {
        var api = TestAPI()
        #expect(api.send(.PUT, "/videos/1002/tags", #"[{"name":"Deep Sea!"},{"name":"deepsea"}]"#).status == 200)
        let tags = api.send(.GET, "/videos/1002/tags").uris
        #expect(tags.contains("/tags/deepsea"))
        #expect(api.send(.GET, "/tags/deepsea/videos").uris == ["/videos/1002"])
        for number in tags.count..<20 {
            #expect(api.send(.PUT, "/videos/1002/tags/t\(number)").status == 200)
        }
        #expect(api.send(.PUT, "/videos/1002/tags/more").tellingCode == 2501)
        #expect(api.send(.PUT, "/videos/1002/tags/t19").status == 200)
    }

    @Test("Another user's things can be read but not changed")
    func ownership() {
        var api = TestAPI()
        let album = api.send(.POST, "/me/albums", #"{"name":"A"}"#)["uri"]?.string ?? ""
        let other = "Bearer \(api.token(.public, .private, .create, .edit, .delete, .interact, user: Store.other))"
        #expect(api.send(.GET, album, as: other).status == 200)
        for (method, path, body) in [
            (.PATCH, album, #"{"name":"B"}"#), (.DELETE, album, ""), (.PUT, "\(album)/videos/2001", ""),
            (.PUT, "/videos/1001/tags/x", ""), (.POST, "/users/1/projects", #"{"name":"P"}"#),
        ] as [(HTTPMethod, String, String)] {
            #expect(api.send(method, path, body, as: other).status == 403, "\(method) \(path)")
        }
        #expect(api.send(.POST, "/videos/1001/comments", #"{"text":"Good."}"#, as: other).status == 201)
        #expect(api.send(.GET, "/videos/1001/comments")["data"]?.array?.first?["user"]?["uri"] == "/users/2")
    }

    @Test(
        "Values that the API's description does not allow are refused with their names",
        arguments: [
            (.POST, "/channels", "{}", ["name 2204", "privacy 2204"]),
            (.POST, "/channels", #"{"name":"C","privacy":"secret"}"#, ["privacy 2204"]),
            (.POST, "/channels", #"{"name":7,"privacy":"anybody"}"#, ["name 2204"]),
            // The description has no types for these bodies.
            (.POST, "/me/presets", #"{"name":[],"embed":{}}"#, ["name 2204"]),
            (.POST, "/me/presets", #"{"name":"P","embed":"text"}"#, ["embed 2204"]),
            (.PUT, "/videos/1001/privacy/domains/not%20one", "", ["domain 2204"]),
            (.GET, "/me/albums?sort=color", "", ["sort 2204"]),
            (.GET, "/channels?direction=up", "", ["direction 2204"]),
        ] as [(HTTPMethod, String, String, [String])]
    )
    func invalid(method: HTTPMethod, path: String, body: String, names: [String]) {
        var api = TestAPI()
        let result = api.send(method, path, body)
        #expect(result.status == 400)
        #expect(result.invalid == names)
    }

    @Test("A name that means nothing is taken as Vimeo takes it, and noted with the nearest one")
    func notices() {
        var api = TestAPI()
        #expect(api.send(.GET, "/me/videos?feilds=uri&per_page=1").status == 200)
        _ = api.send(.POST, "/me/albums", #"{"nmae":"A","name":"B"}"#)
        #expect(
            api.store.newNotices() == [
                "GET /users/{user_id}/videos has no query parameter feilds; did you mean fields?",
                "POST /users/{user_id}/albums has no field nmae; did you mean name?",
            ]
        )
        #expect(api.store.newNotices() == [])
        api.store.notices = []
        _ = api.send(.PATCH, "/videos/1001", #"{"privacy":{"veiw":"nobody","embed":"public"},"embed_domains":[]}"#)
        #expect(
            api.store.newNotices() == [
                "PATCH /videos/{video_id} has no field privacy.veiw; did you mean privacy.view?"
            ]
        )
    }

    @Test("A name in fields that no answer of the operation has is noted once, also within objects and in lists")
    func unknownFields() {
        var api = TestAPI()
        for _ in 0..<2 {
            #expect(api.send(.GET, "/videos/1001?fields=uri,nmae,privacy.veiw,pictures.sizes.lnik").status == 200)
            _ = api.send(.GET, "/me/videos?fields=uri,metadata.connections.lieks.total&per_page=1")
        }
        #expect(
            api.store.newNotices() == [
                "GET /videos/{video_id} has no result field nmae; did you mean name?",
                "GET /videos/{video_id} has no result field privacy.veiw; did you mean privacy.view?",
                "GET /videos/{video_id} has no result field pictures.sizes.lnik; did you mean pictures.sizes.link?",
                "GET /users/{user_id}/videos has no result field metadata.connections.lieks; "
                    + "did you mean metadata.connections.likes?",
            ]
        )
    }

    @Test(
        "No name is noted that Vimeo or the sandbox has, and none that is not like another one",
        arguments: [
            "/videos/1001?fields=uri,user.name,tags.name,categories.name,uploader,download.size,stats.plays,embed.html",
            "/videos/1001?fields=metadata.connections.likes.total,metadata.interactions.watchlater.added,upload.status",
            "/me/videos?fields=uri,parent_folder.uri,%20name,pictures.sizes.link,transcode.status,review_page.link,total",
            "/me?fields=upload_quota.space.free,account,pictures.uri,metadata.connections.videos.total",
            "/me/albums?fields=uri,name,privacy.view,anything", "/me/projects?fields=name,uri,parent.uri",
            "/videos/1001/texttracks?fields=language,link,uri,active", "/videos/1001/versions?fields=filename,active",
        ]
    )
    func knownFields(target: String) {
        var api = TestAPI()
        #expect(api.send(.GET, target).status == 200)
        #expect(api.store.newNotices() == [])
    }

    @Test("Lists are sorted and searched, and go on over pages")
    func lists() {
        var api = TestAPI()
        for name in ["b", "c", "a"] {
            _ = api.send(.POST, "/me/albums", #"{"name":"\#(name)"}"#)
        }
        func names(_ query: String) -> [JSONValue?] {
            (api.send(.GET, "/me/albums?\(query)")["data"]?.array ?? []).map { $0["name"] }
        }
        #expect(names("sort=alphabetical") == ["a", "b", "c"])
        #expect(names("sort=alphabetical&direction=desc&per_page=2") == ["c", "b"])
        #expect(names("sort=alphabetical&per_page=2&page=2") == ["c"])
        #expect(names("query=B") == ["b"])
        #expect(names("page=9") == [])
    }

    @Test("Who makes a channel is in it, and what was made for an account of any size leaves room for more")
    func own() {
        var api = TestAPI(videos: 3000)
        let channel = api.send(.POST, "/channels", #"{"name":"C","privacy":"anybody"}"#)["uri"]?.string ?? ""
        #expect(api.send(.GET, "/me/channels").uris == [channel])
        #expect(api.create(1 << 30).uri.hasPrefix("/videos/"))
    }

    @Test("A basic account has no folders, no unlisted videos and no domains")
    func plan() {
        var api = TestAPI(plan: "basic")
        #expect(api.send(.GET, "/me")["account"] == "basic")
        #expect(api.send(.POST, "/me/projects", #"{"name":"P"}"#).status == 403)
        #expect(api.send(.PATCH, "/videos/1001", #"{"privacy":{"view":"unlisted"}}"#).status == 403)
        #expect(api.send(.PUT, "/videos/1001/privacy/domains/example.com").status == 403)
        #expect(api.send(.PATCH, "/videos/1001", #"{"privacy":{"embed":"whitelist"}}"#).status == 403)
        #expect(api.send(.PATCH, "/videos/1001", #"{"embed_domains_add":["example.com"]}"#).status == 403)
        #expect(api.send(.PATCH, "/videos/1001", #"{"privacy":{"view":"nobody"}}"#).status == 200)
    }

    @Test("The account of a seed is the same each time, and has what there is to try")
    func account() {
        var one = TestAPI(videos: 40)
        var two = TestAPI(videos: 40)
        #expect(
            one.send(.GET, "/me/videos?fields=uri,name,duration&per_page=100").text
                == two.send(.GET, "/me/videos?fields=uri,name,duration&per_page=100").text
        )
        #expect(total(&one, "/me/videos") == 40)
        #expect(total(&one, "/me/projects") == 3)
        #expect(total(&one, "/me/albums") == 3)
        #expect(one.send(.GET, "/me/videos?sort=date").uris.first == one.send(.GET, "/me/videos").uris.first)
    }

    @Test(
        "A server on loopback answers to this machine's names only",
        arguments: [
            ("127.0.0.1:8080", "", true), ("localhost", "", true), ("[::1]:80", "", true), ("api.localhost", "", true),
            ("example.com", "", false), ("127.0.0.1.example.com", "", false), ("128.0.0.1", "", false),
            ("127.-0.0.1", "", false), ("127.+0.0.1", "", false),
            ("localhost", "http://localhost:3000", true), ("localhost", "https://example.com", false),
            ("localhost", "null", false),
        ] as [(String, String, Bool)]
    )
    func hosts(host: String, origin: String, isAllowed: Bool) {
        var headers: HTTPHeaders = ["Host": host]
        if !origin.isEmpty { headers.add(name: "Origin", value: origin) }
        #expect(((try? LocalAddress.check(headers)) != nil) == isAllowed)
    }

    @Test("A picture's link leads to an image on this machine")
    func image() throws {
        var api = TestAPI()
        let link = try #require(api.send(.GET, "/videos/1001")["pictures"]?["sizes"]?.array?[1]["link"]?.string)
        #expect(link.hasPrefix("http://bytes/images/videos/1001/pictures/"))
        let action = api.store.download(try ServerRequest(method: .GET, target: link))
        guard case .answer(let response) = action else {
            Issue.record("not an answer")
            return
        }
        #expect(response.headers["Content-Type"] == ["image/png"])
        // The signature, and the size in the header chunk (PNG specification, sections 5.2 and 11.2.2).
        #expect(response.body.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        #expect(response.body[16..<24] == [0, 0, 2, 0x80, 0, 0, 1, 0x68])
    }
}
