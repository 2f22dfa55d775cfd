import TestSupport
import Testing
import VimeoSandbox

@testable import Vimeo

@Suite("Requests by their methods")
struct VerbTests {
    private struct User: Decodable, Equatable {
        let uri: String
        let name: String
        let bio: String?
    }

    private struct Video: Decodable {
        let uri: String
        let name: String
    }

    private func withClient(videos: Int = 7, _ body: (Client, Sandbox) async throws -> Void) async throws {
        var options = SandboxOptions()
        options.videos = videos
        options.recordsRequests = true
        let sandbox = try await Sandbox.start(options)
        let client = try Client(.fromEnvironment(sandbox.environment))
        try await body(client, sandbox)
        await client.shutdown()
        await sandbox.shutdown()
    }

    @Test("An answer is decoded as a type of the caller's own")
    func decode() async throws {
        try await withClient { client, _ in
            let me = try await client.get("/me").decode(User.self)
            #expect(me.name == "Ada Winter")
            let json = try await client.get("me", fields: ["name"]).decode(JSONValue.self)
            #expect(json == ["name": "Ada Winter"])
        }
    }

    @Test("What does not fit the type is an error that names the field and the request")
    func misfit() async throws {
        struct Wrong: Decodable { let name: Int }
        struct Missing: Decodable { let nothing: String }
        try await withClient { client, sandbox in
            let wrong = await failure { _ = try await client.get("/me").decode(Wrong.self) }
            #expect(wrong.code == .misfit)
            #expect(
                wrong.message
                    == "GET \(sandbox.apiRoot)/me: the answer does not fit Wrong: name is not a value of type Int"
            )
            let missing = await failure { _ = try await client.get("/me").decode(Missing.self) }
            #expect(missing.message.hasSuffix("the answer does not fit Missing: there is no field nothing"))
            let refused = await failure { _ = try await client.get("/videos/1").decode(Video.self) }
            #expect(refused.statusCode == 404)
            let item = try await client.get("/me").json()
            let misfit = await failure { _ = try item.decode(Wrong.self) }
            #expect(misfit.message == "the answer does not fit Wrong: name is not a value of type Int")
        }
    }

    @Test("Bodies are literals, and each method does what it says")
    func changes() async throws {
        try await withClient { client, _ in
            try await client.patch("/videos/1001", ["name": "New", "privacy": ["view": "nobody"]]).check()
            let video = try await client.get("/videos/1001").json()
            #expect(video["name"] == "New")
            #expect(video["privacy"]?["view"] == "nobody")
            let folder = try await client.post("/me/projects", ["name": "Talks"]).decode(Video.self)
            #expect(folder.name == "Talks")
            try await client.put("\(folder.uri)/videos/1001").check()
            try await client.delete(folder.uri).check()
            #expect(try await client.get(folder.uri).status == 404)
        }
    }

    @Test("Items come from all pages, with the fields and the query that were asked for")
    func items() async throws {
        try await withClient(videos: 40) { client, sandbox in
            var names: [String] = []
            let list = client.items("/me/videos", query: ["per_page": 15, "sort": "alphabetical"], fields: ["name"])
            for try await video in list { names.append(try #require(video["name"]?.string)) }
            #expect(names.count == 40)
            let targets = sandbox.requests.map(\.target)
            #expect(targets.count == 3)
            #expect(targets[0] == "/me/videos?per_page=15&sort=alphabetical&fields=name")
            var count = 0
            for try await _ in list { count += 1 }
            #expect(count == 40, "a second loop starts again")
        }
    }

    @Test("Pages come one by one, and only those that are asked for are fetched")
    func pages() async throws {
        try await withClient(videos: 40) { client, sandbox in
            for try await page in client.pages("/me/videos", query: ["per_page": 10]) {
                #expect(page["total"]?.integer == 40)
                #expect(page["data"]?.array?.count == 10)
                break
            }
            #expect(sandbox.requests.count == 1)
        }
    }

    @Test("A path that is no collection, or a refusal, ends the loop with an error")
    func noCollection() async throws {
        try await withClient { client, _ in
            for (path, code) in [("/me", VimeoError.Code.noCollection), ("/videos/1/comments", .notFound)] {
                let error = await failure { for try await _ in client.items(path) {} }
                #expect(error.code == code)
            }
        }
    }

    @Test("Members and elements of JSON are read and set, and what is not there is nil")
    func json() throws {
        var value: JSONValue = ["a": [1, 2.5, "3", true], "b": .null]
        #expect(value["a"]?[0]?.integer == 1)
        #expect(value["a"]?[1]?.number == 2.5)
        #expect(value["a"]?[0]?.number == 1)
        #expect(value["a"]?[3]?.boolean == true)
        #expect(value["a"]?[4] == nil)
        #expect(value["b"]?.isNull == true)
        value["c"] = ["d": 1]
        value["b"] = nil
        #expect(value == ["a": [1, 2.5, "3", true], "c": ["d": 1]])
        #expect("\(value)" == #"{"a":[1,2.5,"3",true],"c":{"d":1}}"#)
        #expect(try value["c"]?.decode([String: Int].self) == ["d": 1])
    }
}
