import JSONCore
import NIOHTTP1
import Platform
import Testing

@testable import VimeoSandbox

@Suite("Videos that are made up when they are asked for")
struct SeededVideoTests {
    /// What can be seen of an account, made anew from its steps.
    private func replayed(_ api: TestAPI) -> JSONValue {
        let lines = api.store.snapshot.flatMap { ChangeLog.line(api.now, [$0]) }
        return Store(api.store.options, ChangeLog(ChangeLog.header + lines).entries).state
    }

    @Test("One that was made up is found by number, in lists, with its version, picture, tags and folder")
    func found() {
        var api = TestAPI(videos: 40)
        let video = api.send(.GET, "/videos/10002")
        #expect(video["uri"] == "/videos/10002")
        #expect(video["status"] == "available")
        #expect(video["parent_folder"]?["name"] == "Archive")
        #expect(video["pictures"]?["uri"] == "/videos/10002/pictures/10002")
        #expect(api.send(.GET, "/videos/10002/versions").uris == ["/videos/10002/versions/10002"])
        let tags = api.send(.GET, "/videos/10002/tags").uris
        #expect(!tags.isEmpty)
        for tag in tags {
            #expect(api.send(.GET, "\(tag)/videos?per_page=100").uris.contains("/videos/10002"))
            let same = api.send(.GET, "/me/videos?per_page=100&filter_tag=\(tag.lastPart)").uris
            #expect(same.contains("/videos/10002"))
        }
        for path in ["/videos/10034", "/videos/010002", "/videos/10000", "/videos/10002/versions/10003"] {
            #expect(api.send(.GET, path).status == 404, "\(path)")
        }
    }

    @Test("A change of one is a change in every list, and nothing else changes")
    func changed() {
        var api = TestAPI(videos: 40)
        let before = api.send(.GET, "/me/videos?per_page=100").uris
        #expect(api.send(.PATCH, "/videos/10005", #"{"name":"Zebra","description":"Stripes"}"#).status == 200)
        #expect(api.send(.GET, "/me/videos?per_page=100").uris == before)
        #expect(api.send(.GET, "/me/videos?query=stripes").uris == ["/videos/10005"])
        #expect(api.send(.GET, "/me/videos?sort=alphabetical&direction=desc&per_page=1").uris == ["/videos/10005"])
        #expect(api.send(.GET, "/videos/10005")["parent_folder"]?["name"] == "Archive")
        #expect(api.send(.PUT, "/videos/10005/tags/stripes").status == 200)
        #expect(api.send(.GET, "/tags/stripes/videos").uris == ["/videos/10005"])
        let state = replayed(api)
        #expect(state == api.store.state)
    }

    @Test("One that is deleted is gone from every list, with all it has; the rest stays")
    func deleted() {
        var api = TestAPI(videos: 40)
        let tag = api.send(.GET, "/videos/10006/tags").uris.first ?? ""
        let folder = api.send(.GET, "/videos/10006")["parent_folder"]?["uri"]?.string ?? ""
        let all = [
            "/me/videos", "\(tag)/videos", "\(folder)/videos", "/me/videos?query=the", "/me/videos?sort=plays",
        ].map { $0.contains("?") ? "\($0)&per_page=100" : "\($0)?per_page=100" }
        let before = all.map { api.send(.GET, $0).uris }
        #expect(before.allSatisfy { $0.contains("/videos/10006") })
        #expect(api.send(.DELETE, "/videos/10006").status == 204)
        #expect(all.map { api.send(.GET, $0).uris } == before.map { $0.filter { $0 != "/videos/10006" } })
        for path in ["", "/versions", "/versions/10006", "/pictures/10006", "/tags"] {
            #expect(api.send(.GET, "/videos/10006\(path)").status == 404, "\(path)")
        }
        #expect(!api.store.state.bytes().containsBytes(of: Array("/videos/10006/".utf8)))
        let state = replayed(api)
        #expect(state == api.store.state)
    }

    @Test("What belongs to one can be deleted and added alone")
    func parts() {
        var api = TestAPI(videos: 40)
        let tag = api.send(.GET, "/videos/10007/tags").uris.first ?? ""
        #expect(api.send(.DELETE, "/videos/10007/tags/\(tag.lastPart)").status == 204)
        #expect(!api.send(.GET, "\(tag)/videos?per_page=100").uris.contains("/videos/10007"))
        #expect(api.send(.DELETE, "/videos/10007/pictures/10007").status == 204)
        #expect(api.send(.GET, "/videos/10007/pictures").uris == [])
        #expect(api.send(.GET, "/videos/10007")["pictures"]?["type"] == "default")
        let made = api.send(.POST, "/videos/10007/pictures", #"{"time":1}"#)["uri"]?.string ?? ""
        #expect(api.send(.GET, "/videos/10007/pictures").uris == [made])
        let state = replayed(api)
        #expect(state == api.store.state)
    }

    @Test("The bytes that an account has used are those of its videos, made up and sent")
    func used() {
        var api = TestAPI(videos: 40)
        let before = api.send(.GET, "/me")["upload_quota"]?["space"]?["used"]?.integer ?? 0
        let size = api.send(.GET, "/videos/10003/versions")["data"]?.array?.first?["filesize"]?.integer ?? 0
        #expect(size > 0)
        _ = api.create(1000)
        _ = api.send(.DELETE, "/videos/10003")
        #expect(api.send(.GET, "/me")["upload_quota"]?["space"]?["used"] == .integer(before + 1000 - size))
    }

    @Test("Sorted lists go on over pages, and what changed in between is in the next one")
    func order() {
        var api = TestAPI(videos: 300)
        func pages(_ query: String) -> [JSONValue] {
            (1...3).flatMap { api.send(.GET, "/me/videos?\(query)&per_page=100&page=\($0)")["data"]?.array ?? [] }
        }
        for (sort, key) in [("duration", { $0["duration"] }), ("plays", { $0["stats"]?["plays"] })]
            as [(String, (JSONValue) -> JSONValue?)]
        {
            let numbers = pages("sort=\(sort)&direction=asc").compactMap { key($0)?.integer }
            #expect(numbers.count == 300)
            #expect(numbers == numbers.sorted(), "\(sort)")
        }
        let names = pages("sort=alphabetical").compactMap { $0["name"]?.string?.lowercased() }
        #expect(names == names.sorted())
        _ = api.send(.PATCH, "/videos/10100", #"{"name":"A"}"#)
        #expect(api.send(.GET, "/me/videos?sort=alphabetical&per_page=1").uris == ["/videos/10100"])
        #expect(Set(pages("sort=date").compactMap { $0["uri"]?.string }).count == 300)
    }
}
