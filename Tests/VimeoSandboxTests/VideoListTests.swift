import JSONCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite struct VideoListTests {
    @Test("A list has Vimeo's wrapper, newest first, with links that name the user")
    func wrapper() {
        var api = TestAPI()
        let list = api.send(.GET, "/me/videos")
        #expect(list.status == 200)
        #expect(list.headers["Content-Type"] == ["application/vnd.vimeo.video+json"])
        #expect(list.json.object?.members.map(\.key) == ["total", "page", "per_page", "paging", "data"])
        #expect(list["total"] == 7)
        #expect(list["per_page"] == 25)
        let only: JSONValue = "/users/1/videos?page=1"
        #expect(list["paging"] == ["next": .null, "previous": .null, "first": only, "last": only])
        #expect(list.uris == (1001...1007).reversed().map { "/videos/\($0)" })
    }

    @Test("Following the links shows every video once, with the query kept")
    func paging() {
        var api = TestAPI()
        var next: JSONValue? = "/me/videos?per_page=3&fields=uri%2Cname&sort=alphabetical"
        var seen: [String] = []
        var pages = 0
        while let link = next?.string {
            let page = api.send(.GET, link)
            seen += page.uris
            next = page["paging"]?["next"]
            pages += 1
            #expect(page["data"]?.array?.first?.object?.members.count == 2)
        }
        #expect(pages == 3)
        #expect(Set(seen).count == 7)
        let last = api.send(.GET, "/users/1/videos?page=3&per_page=3")
        #expect(last["paging"]?["previous"] == "/users/1/videos?per_page=3&page=2")
        #expect(last["paging"]?["next"] == .null)
        #expect(api.send(.GET, "/me/videos?page=99").uris.isEmpty)
    }

    @Test(
        "Invalid page numbers, sorts and filters are refused with 2204",
        arguments: [
            "page=0", "page=-1", "page=x", "per_page=0", "per_page=101", "per_page=9999999999999999999",
            "page=9223372036854775807", "sort=colour", "direction=up", "filter=blue", "page=",
        ]
    )
    func refused(query: String) throws {
        var api = TestAPI()
        let answer = api.send(.GET, "/me/videos?\(query)")
        #expect(answer.status == 400)
        #expect(answer.code == 2204)
        #expect(answer.invalid == ["\(query.prefix { $0 != "=" }) 2204"])
    }

    @Test(
        "Lists are sorted, searched and filtered",
        arguments: [
            ("sort=alphabetical&per_page=2", ["/videos/1006", "/videos/1005"]),
            ("sort=alphabetical&direction=desc&per_page=1", ["/videos/1002"]),
            ("sort=date&direction=asc&per_page=1", ["/videos/1001"]),
            ("sort=duration&per_page=1", ["/videos/1002"]),
            ("sort=plays&per_page=2", ["/videos/1006", "/videos/1001"]),
            ("sort=plays&direction=asc&per_page=1", ["/videos/1005"]),
            ("query=FERRY&sort=date&direction=asc", ["/videos/1005", "/videos/1006"]),
            ("query=crew", ["/videos/1006"]),
            ("query=crew&query_fields=title", []),
            ("query=draft&query_fields=tags", ["/videos/1005"]),
            ("filter_tag=sea", ["/videos/1006", "/videos/1001"]),
            ("filter=live", []),
            ("filter_playable=false", []),
        ] as [(String, [String])]
    )
    func queries(query: String, uris: [String]) {
        var api = TestAPI()
        #expect(api.send(.GET, "/me/videos?\(query)").uris == uris)
    }

    @Test(
        "A search has words, URIs or links; these two are neither sorted nor filtered",
        arguments: [
            ("query=ferry", ["/videos/1006", "/videos/1005"]),
            ("uris=/videos/1001,/videos/1003", ["/videos/1003", "/videos/1001"]),
            ("links=https://vimeo.com/1001,http://api/watch/videos/1004?x=9", ["/videos/1004", "/videos/1001"]),
            ("links=https://vimeo.com/1001&uris=/videos/1003", ["/videos/1003", "/videos/1001"]),
            ("links=https://vimeo.com/,x", []),
        ] as [(String, [String])]
    )
    func search(query: String, uris: [String]) {
        var api = TestAPI()
        #expect(api.send(.GET, "/videos?\(query)").uris == uris)
    }

    @Test(
        "A search without any of them, or with a combination that Vimeo does not know, is refused",
        arguments: [
            ("", 2204), ("sort=date", 2204), ("uris=/videos/1001&sort=date", 2101),
            ("links=https://vimeo.com/1001&filter=trending", 2101),
        ]
    )
    func refusedSearch(query: String, code: Int64) {
        var api = TestAPI()
        let answer = api.send(.GET, "/videos?\(query)")
        #expect(answer.status == 400)
        #expect(answer.code == code)
    }

    @Test("If-Modified-Since gives 304 until something changes")
    func conditional() throws {
        var api = TestAPI()
        let date = try #require(api.send(.GET, "/me/videos").headers.first(name: "Last-Modified"))
        let condition: HTTPHeaders = ["If-Modified-Since": date]
        let same = api.send(.GET, "/me/videos", as: nil, condition)
        #expect(same.status == 304)
        #expect(same.text.isEmpty)
        #expect(api.send(.GET, "/me/videos", as: nil, ["If-Modified-Since": "yesterday"]).status == 200)
        _ = api.send(.PATCH, "/videos/1001", #"{"name":"New"}"#)
        #expect(api.send(.GET, "/me/videos", as: nil, condition).status == 200)
        #expect(api.send(.GET, "/me/videos?sort=modified_time&per_page=1").uris == ["/videos/1001"])
    }

    @Test("A caller without the scope private, or without a user, sees only what anybody may view")
    func visibility() {
        var api = TestAPI()
        let narrow = "Bearer \(api.token(.public))"
        #expect(api.send(.GET, "/me/videos", as: narrow)["total"] == 5)
        #expect(api.send(.GET, "/videos/1005", as: narrow).code == 5000)
        #expect(api.send(.GET, "/videos/1005").status == 200)
        let app = "Bearer \(api.token(.public, .private, user: nil))"
        #expect(api.send(.GET, "/users/1/videos", as: app)["total"] == 5)
        #expect(api.send(.GET, "/videos/1002", as: app).status == 404)
    }
}
