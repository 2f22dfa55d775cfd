import JSONCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite struct TextTrackTests {
    private func create(
        _ api: inout TestAPI,
        _ type: String = "captions",
        _ language: String = "en",
        active: Bool = false
    ) -> TestAPI.Result {
        api.send(
            .POST,
            "/videos/1001/texttracks",
            #"{"type":"\#(type)","language":"\#(language)","name":"f.vtt","active":\#(active)}"#
        )
    }

    private func put(_ api: inout TestAPI, _ link: String, _ count: Int, _ headers: HTTPHeaders = [:]) throws
        -> ServerResponse
    {
        switch try api.tus(.PUT, link, headers) {
        case .answer(let response): return response
        case .receive(var transfer):
            #expect(transfer.startsAnew)
            #expect(api.store.received(count, &transfer, now: api.now))
            return api.store.finish(transfer, now: api.now)
        }
    }

    @Test("A track is created (201), filled by PUT, listed, changed and deleted")
    func life() throws {
        var api = TestAPI()
        let made = create(&api)
        #expect(made.status == 201)
        #expect(made.headers.first(name: "Content-Type") == "application/vnd.vimeo.video.texttrack+json")
        #expect(made["active"] == false)
        let uri = try #require(made["uri"]?.string)
        let link = try #require(made["link"]?.string)
        #expect(link.hasPrefix("http://files/texttracks/"))
        #expect(api.send(.GET, uri)["link"] == .null)
        #expect(try put(&api, link, 9).status == .ok)
        #expect(api.send(.GET, uri)["link"]?.string?.hasPrefix("http://bytes/texttracks/") == true)
        #expect(api.send(.GET, "/videos/1001/texttracks").uris == [uri])
        #expect(api.send(.GET, "/videos/1001")["metadata"]?["connections"]?["texttracks"]?["total"] == 1)
        let changed = api.send(.PATCH, uri, #"{"active":"true","name":"New"}"#)
        #expect(changed["active"] == true)
        #expect(changed["name"] == "New")
        #expect(changed["language"] == "en")
        #expect(api.send(.DELETE, uri).status == 204)
        #expect(api.send(.GET, uri).code == 5014)
        #expect(api.store.discarded.count == 1)
    }

    @Test("No bytes, too many, another kind and another method are refused at the link; a token is accepted")
    func link() throws {
        var api = TestAPI()
        let link = try #require(create(&api)["link"]?.string)
        #expect(try put(&api, link, 9, ["Authorization": "Bearer any"]).status == .ok)
        #expect(try put(&api, link, 0).status == .badRequest)
        #expect(try put(&api, link, 9, ["Content-Length": "16777217"]).status == .payloadTooLarge)
        #expect(try put(&api, link.replacing("texttracks", with: "pictures"), 9).status == .notFound)
        #expect(try put(&api, "/texttracks/none", 9).status == .notFound)
        guard case .answer(let answer) = try api.tus(.POST, link) else { throw TestAPI.Unexpected() }
        #expect(answer.status == .methodNotAllowed)
    }

    @Test("Of one language and type one track is active")
    func active() {
        var api = TestAPI()
        let first = create(&api, active: true)["uri"]?.string ?? ""
        let other = create(&api, "subtitles", active: true)["uri"]?.string ?? ""
        let german = create(&api, "captions", "de", active: true)["uri"]?.string ?? ""
        let second = create(&api)["uri"]?.string ?? ""
        func active() -> [JSONValue?] { [first, other, german, second].map { uri in api.send(.GET, uri)["active"] } }
        #expect(active() == [true, true, true, false])
        _ = api.send(.PATCH, second, #"{"active":true}"#)
        #expect(active() == [false, true, true, true])
    }

    @Test(
        "What is required, what may be, and whose it is",
        arguments: [
            ("{}", ["type 2204", "language 2204", "name 2204"]),
            (#"{"type":"caption","language":"en","name":"n"}"#, ["type 2204"]),
            (#"{"type":"captions","language":"","name":7}"#, ["name 2204"]),
            (#"{"type":"captions","language":"","name":"n"}"#, ["language 2204"]),
        ]
    )
    func invalid(body: String, fields: [String]) {
        var api = TestAPI()
        #expect(api.send(.POST, "/videos/1001/texttracks", body).invalid == fields)
        #expect(api.send(.GET, "/videos/1001/texttracks")["total"] == 0)
    }

    @Test("Scopes, owners and other videos are told apart")
    func refused() {
        var api = TestAPI()
        let uri = create(&api)["uri"]?.string ?? ""
        let id = uri.split(separator: "/").last ?? ""
        #expect(api.send(.GET, "/videos/1002/texttracks/\(id)").code == 5015)
        #expect(api.send(.GET, "/videos/1001/texttracks/77").code == 5014)
        #expect(api.send(.GET, "/videos/77/texttracks").status == 404)
        let reader = "Bearer \(api.token(.public, .private))"
        #expect(api.send(.GET, uri, as: reader).status == 200)
        #expect(api.send(.POST, "/videos/1001/texttracks", "{}", as: reader).status == 403)
        #expect(api.send(.PATCH, uri, "{}", as: reader).status == 403)
        #expect(api.send(.DELETE, uri, as: reader).status == 403)
    }
}
