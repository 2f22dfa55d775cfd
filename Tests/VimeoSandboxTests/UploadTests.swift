import JSONCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite struct UploadTests {
    @Test("A tus creation answers 200 with an absolute link on the other origin, and ignores foreign fields")
    func create() {
        var api = TestAPI()
        let body =
            #"{"name":"N","chunk_size":10,"upload":{"approach":"tus","size":"25","x":1},"privacy":{"view":"nobody"}}"#
        let made = api.send(.POST, "/me/videos?fields=uri%2Cupload%2Cstatus,privacy.view", body)
        #expect(made.status == 200)
        #expect(made.json.object?.members.map(\.key) == ["uri", "privacy", "status", "upload"])
        #expect(made["status"] == "uploading")
        #expect(made["privacy"]?["view"] == "nobody")
        #expect(made["upload"]?["size"] == 25)
        #expect(made["upload"]?["upload_link"]?.string?.hasPrefix("http://files/files/") == true)
    }

    @Test(
        "Creations that cannot be are refused with their own codes, and make no video",
        arguments: [
            (#"{"upload":{"size":5}}"#, 2552),
            (#"{"upload":{"approach":"streaming","size":5}}"#, 2552),
            (#"{"upload":{"approach":null,"size":5}}"#, 2552),
            (#"{"upload":5}"#, 2552),
            (#"{"name":"x"}"#, 2552),
            (#"{"type":"streaming"}"#, 3116),
            (#"{"upload":{"approach":"ftp","size":5}}"#, 2230),
            (#"{"upload":{"approach":"post","size":5}}"#, 2230),
            (#"{"upload":{"approach":"tus"}}"#, 2204),
            (#"{"upload":{"approach":"tus","size":-1}}"#, 2204),
            (#"{"upload":{"approach":"tus","size":1.5}}"#, 2204),
            (#"{"upload":{"approach":"tus","size":"many"}}"#, 2204),
            (#"{"upload":{"approach":"tus","size":268435456001}}"#, 2204),
            (#"{"upload":{"approach":"pull","size":5}}"#, 2204),
            (#"{"upload":{"approach":"pull","link":"file:///etc/passwd"}}"#, 2204),
            (#"{"upload":{"approach":"tus","size":5},"name":7}"#, 2204),
            (#"{"upload":{"approach":"tus","size":5},"privacy":{"view":"password"}}"#, 2233),
            ("", 2205), ("{", 2205),
        ] as [(String, Int64)]
    )
    func refused(body: String, code: Int64) {
        var api = TestAPI()
        let answer = api.send(.POST, "/me/videos", body)
        #expect(answer.status == 400)
        #expect(answer.tellingCode == code)
        #expect(api.send(.GET, "/me/videos")["total"] == 7)
        #expect(api.store.uploads.isEmpty)
    }

    @Test("An empty file gets no link")
    func empty() {
        var api = TestAPI()
        let made = api.send(.POST, "/me/videos", #"{"upload":{"approach":"tus","size":0}}"#)
        #expect(made.status == 200)
        #expect(made["upload"]?["upload_link"] == .null)
    }

    @Test("A file beyond the quota is refused with 4101; deleting a video frees its space")
    func quota() {
        let used = Store.films.reduce(0) { $0 + ($1["filesize"]?.integer ?? 0) }
        var api = TestAPI(quota: used + 10)
        let first = api.create(6)
        let refused = api.send(.POST, "/me/videos", #"{"upload":{"approach":"tus","size":5}}"#)
        #expect(refused.status == 403)
        #expect(refused.code == 4101)
        let version = api.send(
            .POST,
            "/videos/1001/versions",
            #"{"file_name":"f","upload":{"approach":"tus","size":5}}"#
        )
        #expect(version.code == 4101)
        #expect(api.send(.GET, "/me")["upload_quota"]?["space"]?["free"] == 4)
        _ = api.send(.DELETE, first.uri)
        #expect(api.create(10).uri != "")
    }

    @Test("A video goes from uploading over transcoding to available, by the clock")
    func states() throws {
        var api = TestAPI()
        let (uri, link) = api.create(3_000_000)
        func state() -> [JSONValue?] {
            let video = api.send(.GET, uri)
            return [video["status"], video["upload"]?["status"], video["transcode"]?["status"], video["is_playable"]]
        }
        #expect(state() == ["uploading", "in_progress", "in_progress", false])
        #expect(try api.fill(link, 3_000_000).status == .noContent)
        #expect(state() == ["transcoding", "complete", "in_progress", false])
        api.wait(seconds: 1)
        #expect(state()[0] == "transcoding")
        api.wait(seconds: 1)
        #expect(state() == ["available", "complete", "complete", true])
        let video = api.send(.GET, uri)
        #expect(video["duration"] == 3)
        #expect(video["upload"]?["upload_link"] == .null)
        #expect(video["modified_time"] == "2026-01-01T00:00:02+00:00")
    }

    @Test("A pull answers 201 and is transcoded without being fetched")
    func pull() {
        var api = TestAPI()
        let body = #"{"upload":{"approach":"pull","size":"7","link":"https://example.com/v.mp4"}}"#
        let made = api.send(.POST, "/me/videos", body)
        #expect(made.status == 201)
        #expect(made["upload"]?["upload_link"] == .null)
        api.wait(seconds: 2)
        #expect(api.send(.GET, made["uri"]?.string ?? "")["status"] == "available")
    }

    @Test("A video that is deleted takes its upload with it")
    func deleted() throws {
        var api = TestAPI()
        let (uri, link) = api.create(5)
        _ = api.send(.DELETE, uri)
        guard case .answer(let response) = try api.tus(.HEAD, link, ["Tus-Resumable": "1.0.0"]) else {
            throw TestAPI.Unexpected()
        }
        #expect(response.status == .notFound)
        #expect(api.store.discarded.count == 1)
    }

    @Test("A video deleted while it is transcoded does not come back")
    func deletedInTranscode() throws {
        var api = TestAPI()
        let (uri, link) = api.create(5)
        _ = try api.fill(link, 5)
        _ = api.send(.DELETE, uri)
        api.wait(seconds: 3)
        #expect(api.send(.GET, uri).status == 404)
        #expect(api.send(.GET, "/me/videos")["total"] == 7)
    }
}
