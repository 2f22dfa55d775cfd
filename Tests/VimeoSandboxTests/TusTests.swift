import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite struct TusTests {
    /// An upload of 25 bytes that has 10.
    private func started() throws -> (api: TestAPI, link: String) {
        var api = TestAPI()
        let link = api.create(25).link
        guard case .receive(var transfer) = try api.tus(.PATCH, link, TestAPI.patch(offset: 0)) else {
            throw TestAPI.Unexpected()
        }
        #expect(api.store.received(10, &transfer, now: api.now))
        #expect(api.store.finish(transfer, now: api.now).headers["Upload-Offset"] == ["10"])
        return (api, link)
    }

    private func answer(_ action: UploadAction) throws -> ServerResponse {
        guard case .answer(let response) = action else { throw TestAPI.Unexpected() }
        return response
    }

    @Test("HEAD tells offset and length, and is not cached")
    func head() throws {
        var (api, link) = try started()
        let response = try answer(api.tus(.HEAD, link, ["Tus-Resumable": "1.0.0"]))
        #expect(response.status == .ok)
        #expect(response.headers["Upload-Offset"] == ["10"])
        #expect(response.headers["Upload-Length"] == ["25"])
        #expect(response.headers["Tus-Resumable"] == ["1.0.0"])
        #expect(response.headers["Cache-Control"] == ["no-store"])
    }

    @Test(
        "Requests against the protocol are refused, and change nothing",
        arguments: [
            (.PATCH, [:], 412),
            (.HEAD, ["Tus-Resumable": "0.2.2"], 412),
            (.POST, ["Tus-Resumable": "1.0.0", "Upload-Length": "5"], 405),
            (.DELETE, ["Tus-Resumable": "1.0.0"], 405),
            (.GET, ["Tus-Resumable": "1.0.0"], 405),
            (.HEAD, ["Tus-Resumable": "1.0.0", "Authorization": "Bearer x"], 400),
            (.PATCH, ["Tus-Resumable": "1.0.0", "Upload-Offset": "10"], 415),
            (.PATCH, ["Tus-Resumable": "1.0.0", "Upload-Offset": "10", "Content-Type": "video/mp4"], 415),
            (.PATCH, ["Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"], 400),
            (.PATCH, TestAPI.patch(offset: 9), 409),
            (.PATCH, TestAPI.patch(offset: 11), 409),
            (.PATCH, TestAPI.patch(offset: -10), 400),
        ] as [(HTTPMethod, HTTPHeaders, UInt)]
    )
    func refused(method: HTTPMethod, headers: HTTPHeaders, status: UInt) throws {
        var (api, link) = try started()
        let response = try answer(api.tus(method, link, headers))
        #expect(response.status.code == status)
        #expect(!response.body.isEmpty)
        #expect(response.headers["Tus-Resumable"] == ["1.0.0"])
        let head = try answer(api.tus(.HEAD, link, ["Tus-Resumable": "1.0.0"]))
        #expect(head.headers["Upload-Offset"] == ["10"])
    }

    @Test(
        "An Upload-Offset that is not a plain whole number is refused",
        arguments: ["", "+10", " 10", "1e1", "10.0", "99999999999999999999"]
    )
    func offsets(text: String) throws {
        var (api, link) = try started()
        var headers = TestAPI.patch(offset: 10)
        headers.replaceOrAdd(name: "Upload-Offset", value: text)
        #expect(try answer(api.tus(.PATCH, link, headers)).status == .badRequest)
    }

    @Test("More bytes than are missing are refused before they are sent")
    func tooLong() throws {
        var (api, link) = try started()
        var headers = TestAPI.patch(offset: 10)
        headers.add(name: "Content-Length", value: "16")
        #expect(try answer(api.tus(.PATCH, link, headers)).status == .payloadTooLarge)
        headers.replaceOrAdd(name: "Content-Length", value: "15")
        guard case .receive(let transfer) = try api.tus(.PATCH, link, headers) else { throw TestAPI.Unexpected() }
        #expect(transfer.limit == 25)
    }

    @Test("Unknown uploads and paths are 404, OPTIONS tells the version without any header")
    func others() throws {
        var (api, link) = try started()
        for path in ["/", "/files", "/files/none", "/files/a/b", "/videos/1"] {
            #expect(try answer(api.tus(.HEAD, path, ["Tus-Resumable": "1.0.0"])).status == .notFound)
        }
        let options = try answer(api.tus(.OPTIONS, link))
        #expect(options.status == .noContent)
        #expect(options.headers["Tus-Version"] == ["1.0.0"])
    }

    @Test("A second request takes an upload over from one whose connection hangs")
    func lease() throws {
        var (api, link) = try started()
        guard case .receive(var old) = try api.tus(.PATCH, link, TestAPI.patch(offset: 10)),
            api.store.received(3, &old, now: api.now),
            case .receive(var new) = try api.tus(.PATCH, link, TestAPI.patch(offset: 13))
        else { throw TestAPI.Unexpected() }
        #expect(!api.store.received(5, &old, now: api.now))
        #expect(api.store.finish(old, now: api.now).status == .notFound)
        #expect(api.store.received(12, &new, now: api.now))
        #expect(api.store.finish(new, now: api.now).headers["Upload-Offset"] == ["25"])
    }

    @Test("A finished upload still tells its offset, and an empty PATCH at its end does not start another transcode")
    func finished() throws {
        var api = TestAPI()
        let link = api.create(5).link
        _ = try api.fill(link, 5)
        let head = try answer(api.tus(.HEAD, link, ["Tus-Resumable": "1.0.0"]))
        #expect(head.headers["Upload-Offset"] == ["5"])
        guard case .receive(var transfer) = try api.tus(.PATCH, link, TestAPI.patch(offset: 5)) else {
            throw TestAPI.Unexpected()
        }
        #expect(api.store.received(0, &transfer, now: api.now))
        #expect(api.store.transcodes.count == 1)
    }
}
