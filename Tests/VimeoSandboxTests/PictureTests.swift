import JSONCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite struct PictureTests {
    private func put(
        _ api: inout TestAPI,
        _ link: String,
        _ count: Int,
        _ headers: HTTPHeaders = [:]
    ) throws -> ServerResponse {
        switch try api.tus(.PUT, link, headers) {
        case .answer(let response): return response
        case .receive(var transfer):
            #expect(transfer.startsAnew)
            #expect(transfer.offset == 0)
            #expect(api.store.received(count, &transfer, now: api.now))
            return api.store.finish(transfer, now: api.now)
        }
    }

    @Test(
        "A picture is created (201), filled by PUT and made active, for videos and users",
        arguments: ["/videos/1001", "/me"]
    )
    func picture(owner: String) throws {
        var api = TestAPI()
        let made = api.send(.POST, "\(owner)/pictures?fields=link,uri,active")
        #expect(made.status == 201)
        #expect(made["active"] == false)
        let uri = try #require(made["uri"]?.string)
        let link = try #require(made["link"]?.string)
        #expect(link.hasPrefix("http://files/pictures/"))
        #expect(api.send(.GET, uri)["link"] == nil)
        #expect(try put(&api, link, 9, ["Authorization": "Bearer any"]).status == .ok)
        #expect(try put(&api, link, 9).status == .ok)
        let active = api.send(.PATCH, "\(uri)?fields=error", #"{"active":"true"}"#)
        #expect(active.status == 200)
        #expect(active.text == "{}")
        #expect(api.send(.GET, owner)["pictures"]?["uri"] == .string(uri))
        #expect(api.send(.GET, owner)["pictures"]?["sizes"]?.array?.count == 4)
        let list = api.send(.GET, "\(owner)/pictures")
        #expect(list["total"] == 2)
        #expect(list["data"]?.array?.map { $0["active"] } == [false, true])
    }

    @Test("Taking a picture away or deleting it leaves the default one")
    func inactive() {
        var api = TestAPI()
        #expect(api.send(.PATCH, "/videos/1001/pictures/3001", #"{"active":false}"#)["active"] == false)
        #expect(api.send(.GET, "/videos/1001")["pictures"]?["type"] == "default")
        #expect(api.send(.PATCH, "/videos/1001/pictures/3001", #"{"active":"yes"}"#).invalid == ["active 2204"])
        #expect(api.send(.DELETE, "/videos/1001/pictures/3001").status == 204)
        #expect(api.send(.GET, "/videos/1001/pictures/3001").code == 5000)
        #expect(api.send(.GET, "/videos/1002/pictures/3001").code == 5000)
    }

    @Test("A frame is taken at a time within the video, and only once there are frames")
    func frames() throws {
        var api = TestAPI()
        let frame = api.send(.POST, "/videos/1004/pictures", #"{"time":12.5,"active":true}"#)
        #expect(frame.status == 201)
        #expect(frame["active"] == true)
        #expect(frame["link"] == nil)
        #expect(api.send(.GET, "/videos/1004")["pictures"]?["uri"] == frame["uri"])
        for time in ["54", "-1", "\"x\"", "[]"] {
            #expect(api.send(.POST, "/videos/1004/pictures", #"{"time":\#(time)}"#).invalid == ["time 2204"])
        }
        #expect(api.send(.POST, "/me/pictures", #"{"time":1}"#).code == 2204)
        let (uri, link) = api.create(5)
        let early = api.send(.POST, "\(uri)/pictures", #"{"time":0}"#)
        #expect(early.status == 503)
        #expect(early.code == 7001)
        _ = try api.fill(link, 5)
        api.wait(seconds: 2)
        #expect(api.send(.POST, "\(uri)/pictures", #"{"time":0}"#).status == 201)
    }

    @Test("An image may be neither empty nor huge, and comes by PUT to a link that exists")
    func refused() throws {
        var api = TestAPI()
        let link = try #require(api.send(.POST, "/videos/1001/pictures")["link"]?.string)
        #expect(try put(&api, link, 0).status == .badRequest)
        #expect(try put(&api, link, 1, ["Content-Length": "10485761"]).status == .payloadTooLarge)
        #expect(try put(&api, "/pictures/none", 1).status == .notFound)
        guard case .answer(let post) = try api.tus(.POST, link) else { throw TestAPI.Unexpected() }
        #expect(post.status == .methodNotAllowed)
    }
}
