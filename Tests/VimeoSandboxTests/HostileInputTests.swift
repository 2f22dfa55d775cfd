import APIDescription
import JSONCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite("Input that nobody means well with")
struct HostileInputTests {
    @Test(
        "Identifiers of any form are answered by every operation, and nothing is made of them that is not there",
        arguments: ["word", "-1", "0", "99999999999999999999", "%F0%9F%98%80", "%00", "%2F", "1001%20"]
    )
    func identifiers(id: String) {
        var api = TestAPI(videos: 40)
        for operation in APIOperation.all where operation.id != "delete_token" {
            for path in operation.paths where path.contains("{") {
                let target = path.split(separator: "/").map { $0.hasPrefix("{") ? id : "\($0)" }.joined(separator: "/")
                let status = api.send(HTTPMethod(rawValue: operation.method), "/\(target)", "{}").status
                #expect(status < 500 || status == 501, "\(operation.method) /\(target): \(status)")
            }
        }
        #expect(api.send(.GET, "/me/videos")["total"] == 40)
    }

    @Test("Ten thousand URIs in one call are all put in, each once; if one is unknown, nothing changes")
    func manyURIs() {
        var api = TestAPI(videos: 3000)
        let album = api.send(.POST, "/me/albums", #"{"name":"A"}"#)["uri"]?.string ?? ""
        let known = (0..<10_000).map { "/videos/\(10_001 + $0 % 2900)" }
        let put = { (uris: [String]) in #"{"videos":"\#(uris.joined(separator: ","))"}"# }
        #expect(api.send(.PUT, "\(album)/videos", put(known)).status == 201)
        #expect(api.send(.GET, album)["metadata"]?["connections"]?["videos"]?["total"] == 2900)
        #expect(api.send(.PUT, "\(album)/videos", put(["/videos/10001", "/videos/7"])).status == 404)
        #expect(api.send(.GET, "\(album)/videos")["total"] == 2900)
        let uris = known.joined(separator: ",")
        #expect(api.send(.DELETE, "/me/videos?uris=\(uris)").status == 204)
        #expect(api.send(.GET, "/me/videos")["total"] == 100)
        #expect(api.send(.GET, "\(album)/videos")["total"] == 0)
        #expect(api.send(.DELETE, "/me/videos").status == 204)
        #expect(api.send(.GET, "/me/videos")["total"] == 100)
    }

    @Test("Too many tags at once are refused, and none of them is there")
    func manyTags() {
        var api = TestAPI()
        let before = api.send(.GET, "/videos/1001/tags").uris
        let tags = (0..<10_000).map { #"{"name":"t\#($0)"}"# }.joined(separator: ",")
        #expect(api.send(.PUT, "/videos/1001/tags", "[\(tags)]").tellingCode == 2501)
        #expect(api.send(.GET, "/videos/1001/tags").uris == before)
    }

    @Test("A tag named like another thing is a tag, and makes nothing else")
    func tagNames() {
        var api = TestAPI()
        _ = api.send(.DELETE, "/videos/1002")
        #expect(api.send(.PUT, "/videos/1001/tags", #"[{"name":"/videos/1002"},{"name":"/tags/fog"}]"#).status == 200)
        let tags = api.send(.GET, "/videos/1001/tags").uris
        #expect(tags.contains("/tags/videos1002") && tags.contains("/tags/fog"))
        #expect(api.send(.GET, "/videos/1002").status == 404)
        #expect(api.send(.GET, "/tags/fog")["name"] == "fog")
    }

    @Test("What others refer to vanishes from all of them")
    func referred() {
        var api = TestAPI(videos: 40)
        let folder = api.send(.POST, "/me/projects", #"{"name":"F"}"#)["uri"]?.string ?? ""
        let preset = api.send(.POST, "/me/presets", #"{"name":"P"}"#)["uri"]?.string ?? ""
        #expect(api.send(.PUT, "\(folder)/videos/10003").status == 204)
        #expect(api.send(.PUT, "/videos/10003/presets/\(preset.split(separator: "/").last ?? "")").status == 204)
        #expect(api.send(.DELETE, folder).status == 204)
        #expect(api.send(.GET, "/videos/10003")["parent_folder"] == .null)
        #expect(api.send(.PUT, "/users/2/following/1").status == 403)
        let comment = api.send(.POST, "/videos/10003/comments", #"{"text":"T"}"#)["uri"]?.string ?? ""
        #expect(api.send(.POST, "\(comment)/replies", #"{"text":"R"}"#).status == 201)
        #expect(api.send(.DELETE, comment).status == 204)
        #expect(api.send(.GET, "\(comment)/replies").status == 404)
        #expect(api.send(.DELETE, "/videos/10003").status == 204)
        #expect(api.send(.POST, "/videos/10003/comments", #"{"text":"T"}"#).status == 404)
    }
}
