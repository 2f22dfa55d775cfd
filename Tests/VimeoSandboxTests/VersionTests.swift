import JSONCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite struct VersionTests {
    private let body = #"{"file_name":"f.mp4","upload":{"approach":"tus","size":5}}"#

    @Test("A new version answers 201, and becomes the current one after its transcode, not before")
    func replace() throws {
        var api = TestAPI()
        let made = api.send(.POST, "/videos/1001/versions", body)
        #expect(made.status == 201)
        #expect(made["filename"] == "f.mp4")
        #expect(made["active"] == false)
        let uri = try #require(made["uri"]?.string)
        #expect(uri.hasPrefix("/videos/1001/versions/"))
        let link = try #require(made["upload"]?["upload_link"]?.string)
        _ = try api.fill(link, 5)
        let before = api.send(.GET, "/videos/1001")
        #expect(before["status"] == "available")
        #expect(before["metadata"]?["connections"]?["versions"]?["current_uri"] == "/videos/1001/versions/2001")
        api.wait(seconds: 2)
        let after = api.send(.GET, "/videos/1001")
        #expect(after["metadata"]?["connections"]?["versions"]?["current_uri"] == .string(uri))
        #expect(after["duration"] == 1)
        let list = api.send(.GET, "/videos/1001/versions?fields=uri,active")
        #expect(list.uris == [uri, "/videos/1001/versions/2001"])
        #expect(list["data"]?.array?.map { $0["active"] } == [true, false])
    }

    @Test(
        "A version without a name or with a bad upload is refused",
        arguments: [
            (#"{"upload":{"approach":"tus","size":5}}"#, 2204),
            (#"{"file_name":"","upload":{"approach":"tus","size":5}}"#, 2204),
            (#"{"file_name":7,"upload":{"approach":"tus","size":5}}"#, 2204), ("", 2204),
            (#"{"file_name":"f"}"#, 2552), (#"{"file_name":"f","upload":{"approach":"x"}}"#, 2230),
        ] as [(String, Int64)]
    )
    func refused(body: String, code: Int64) {
        var api = TestAPI()
        let answer = api.send(.POST, "/videos/1001/versions", body)
        #expect(answer.status == 400)
        #expect(answer.tellingCode == code)
        #expect(api.send(.GET, "/videos/1001/versions")["total"] == 1)
    }

    @Test("An older version can be made current again; one that is not transcoded cannot")
    func current() throws {
        var api = TestAPI()
        let made = api.send(.POST, "/videos/1001/versions", body)
        let uri = try #require(made["uri"]?.string)
        #expect(api.send(.PATCH, uri, #"{"is_current":true}"#).invalid == ["is_current 2204"])
        _ = try api.fill(try #require(made["upload"]?["upload_link"]?.string), 5)
        api.wait(seconds: 2)
        let old = api.send(.PATCH, "/videos/1001/versions/2001", #"{"is_current":true,"description":"the first"}"#)
        #expect(old["active"] == true)
        #expect(old["description"] == "the first")
        #expect(api.send(.GET, uri)["active"] == false)
        #expect(api.send(.GET, "/videos/1001")["duration"] == 734)
    }

    @Test("The current version cannot be deleted (2538), others can; a foreign one is 2523")
    func delete() throws {
        var api = TestAPI()
        let refused = api.send(.DELETE, "/videos/1001/versions/2001")
        #expect(refused.status == 404)
        #expect(refused.code == 2538)
        #expect(api.send(.GET, "/videos/1001/versions/2002").code == 2523)
        let made = api.send(.POST, "/videos/1001/versions", body)
        let uri = try #require(made["uri"]?.string)
        #expect(api.send(.DELETE, uri).status == 204)
        #expect(api.send(.GET, uri).status == 404)
        #expect(api.store.uploads.isEmpty)
    }
}
