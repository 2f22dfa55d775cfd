import JSONCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite struct DownloadTests {
    private func entries(_ api: inout TestAPI, _ video: String = "/videos/1004") -> [JSONValue] {
        api.send(.GET, video)["download"]?.array ?? []
    }

    /// What the download origin does with a link.
    private func fetch(
        _ api: TestAPI,
        _ link: String,
        _ headers: HTTPHeaders = [:],
        _ method: HTTPMethod = .GET
    ) throws -> DownloadAction {
        api.store.download(try ServerRequest(method: method, target: link, headers: headers))
    }

    private func status(_ action: DownloadAction) -> Int {
        switch action {
        case .answer(let response): Int(response.status.code)
        case .send(let status, _, _, _): Int(status.code)
        }
    }

    @Test("A video can be had in three forms, each with its size and a link on the upload origin")
    func entries() throws {
        var api = TestAPI()
        let entries = entries(&api)
        #expect(entries.map { $0["quality"] } == ["source", "hd", "sd"])
        #expect(entries.map { $0["public_name"] } == ["Original", "1080p", "540p"])
        let sizes = entries.compactMap { $0["size"]?.integer }
        #expect(sizes == [16142, 12106, 8071])
        for (entry, size) in zip(entries, sizes) {
            let link = try #require(entry["link"]?.string)
            #expect(link.hasPrefix("http://files/downloads/1004/2004/"))
            guard case .send(.ok, let headers, .sample(seed: 2004), 0..<size) = try fetch(api, link) else {
                Issue.record("\(link)")
                continue
            }
            #expect(headers.first(name: "Accept-Ranges") == "bytes")
        }
    }

    @Test("Only the owner with the scope video_files has links, and only once the video is transcoded")
    func access() throws {
        var api = TestAPI()
        let reader = "Bearer \(api.token(.public, .private))"
        #expect(api.send(.GET, "/videos/1004", as: reader)["download"] == nil)
        #expect(api.send(.GET, "/videos/1004", as: "Bearer \(api.token(.public, user: nil))")["download"] == nil)
        let (uri, link) = api.create(5)
        #expect(api.send(.GET, uri)["download"] == [])
        _ = try api.fill(link, 5)
        #expect(api.send(.GET, uri)["download"] == [])
        api.wait(seconds: 2)
        let entries = entries(&api, uri)
        #expect(entries.map { $0["size"] } == [5, 3, 2])
        guard case .send(.ok, _, .stored, 0..<5) = try fetch(api, entries[0]["link"]?.string ?? "") else {
            Issue.record("not the bytes that were sent")
            return
        }
    }

    @Test("The upload origin sends on to the download origin, with everything that makes the link valid")
    func redirect() throws {
        var api = TestAPI()
        let link = entries(&api)[0]["link"]?.string ?? ""
        guard case .answer(let answer) = try api.tus(.GET, link) else { throw TestAPI.Unexpected() }
        #expect(answer.status == .found)
        let location = try #require(answer.headers.first(name: "Location"))
        #expect(location == link.replacing("http://files/", with: "http://bytes/"))
        #expect(status(try fetch(api, location)) == 200)
    }

    @Test("What is percent-encoded in a link stays so where it is sent on")
    func encodedRedirect() throws {
        var api = TestAPI()
        let link = (entries(&api)[0]["link"]?.string ?? "") + "&a%26b=c%3D%0D%0Ad%20e"
        guard case .answer(let answer) = try api.tus(.GET, link) else { throw TestAPI.Unexpected() }
        #expect(answer.headers.first(name: "Location") == link.replacing("http://files/", with: "http://bytes/"))
    }

    @Test("Links are refused with the token, changed, expired or for another method")
    func refused() throws {
        var api = TestAPI()
        let link = entries(&api)[0]["link"]?.string ?? ""
        for bad in [
            link.replacing("1004/2004", with: "1001/2001"), link + "0", "/downloads/1004/2004/source", "/", "/x",
        ] {
            #expect(status(try fetch(api, bad)) == 403, "\(bad)")
        }
        #expect(status(try fetch(api, link, ["Authorization": "Bearer any"])) == 400)
        guard case .answer(let answer) = try api.tus(.GET, link, ["Authorization": "Bearer any"]) else {
            throw TestAPI.Unexpected()
        }
        #expect(answer.status == .badRequest)
        #expect(status(try fetch(api, link, [:], .POST)) == 405)
        #expect(status(try fetch(api, link, [:], .HEAD)) == 200)
        api.wait(seconds: 86_400)
        #expect(entries(&api).count == 3)
        #expect(status(try fetch(api, link)) == 410)
        #expect(status(try fetch(api, entries(&api)[0]["link"]?.string ?? "")) == 200)
    }

    @Test("A part is sent if the file is still the same, else the whole")
    func conditions() throws {
        var api = TestAPI()
        let link = entries(&api)[0]["link"]?.string ?? ""
        guard case .send(_, let headers, _, _) = try fetch(api, link) else { throw TestAPI.Unexpected() }
        let tag = try #require(headers.first(name: "ETag"))
        let date = try #require(headers.first(name: "Last-Modified"))
        for condition in [tag, date, nil] {
            var headers: HTTPHeaders = ["Range": "bytes=100-"]
            if let condition { headers.add(name: "If-Range", value: condition) }
            guard case .send(.partialContent, let answer, _, 100..<16142) = try fetch(api, link, headers) else {
                Issue.record("\(condition ?? "none")")
                continue
            }
            #expect(answer.first(name: "Content-Range") == "bytes 100-16141/16142")
        }
        #expect(status(try fetch(api, link, ["Range": "bytes=100-", "If-Range": "\"other\""])) == 200)
        guard case .answer(let answer) = try fetch(api, link, ["Range": "bytes=16142-"]) else {
            throw TestAPI.Unexpected()
        }
        #expect(answer.status == .rangeNotSatisfiable)
        #expect(answer.headers.first(name: "Content-Range") == "bytes */16142")
    }

    @Test(
        "Ranges are read as RFC 9110 has them",
        arguments: [
            (nil, .whole), ("bytes=0-", .part(0..<10)), ("bytes=3-5", .part(3..<6)), ("bytes=3-99", .part(3..<10)),
            ("bytes=-3", .part(7..<10)), ("bytes=-99", .part(0..<10)), ("bytes=9-9", .part(9..<10)),
            ("bytes=10-", .unsatisfiable), ("bytes=-0", .unsatisfiable), ("bytes=5-3", .whole), ("bytes=", .whole),
            ("bytes=-", .whole), ("bytes=a-b", .whole), ("bytes=0-1,3-4", .whole), ("items=0-1", .whole),
            ("bytes=99999999999999999999-", .whole), ("bytes=0-9223372036854775807", .part(0..<10)),
        ] as [(String?, ByteRange)]
    )
    func ranges(text: String?, range: ByteRange) {
        #expect(ByteRange(text, size: 10) == range)
    }
}
