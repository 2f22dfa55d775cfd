import JSONCore
import NIOHTTP1

@testable import VimeoSandbox

/// The API without a server: a store, a clock that only tests move, and a token with every scope.
struct TestAPI {
    var store: Store
    var now = Instant(milliseconds: 1_767_225_600_000)
    let token: String
    private let api = API()

    init(rateLimit: Int? = nil, quota: Int64 = 1 << 40, videos: Int = 7, plan: String = "pro") {
        var options = SandboxOptions()
        options.rateLimit = rateLimit
        options.quota = quota
        options.videos = videos
        options.plan = plan
        var identity = Identity(options)
        (identity.clientID, identity.clientSecret) = ("key", "secret")
        store = Store(options: options, identity)
        store.apiRoot = "http://api"
        store.uploadRoot = "http://files"
        store.downloadRoot = "http://bytes"
        store.addAccount()
        token = store.issueToken(Scope.allCases, user: Store.owner).value
    }

    mutating func token(_ scopes: Scope..., user: String? = Store.owner) -> String {
        store.issueToken(scopes, user: user).value
    }

    /// Sends a request; `as` is the whole Authorization, the token's if it is not given, none if it is empty.
    mutating func send(
        _ method: HTTPMethod,
        _ target: String,
        _ body: String = "",
        as authorization: String? = nil,
        _ headers: HTTPHeaders = [:]
    ) -> Result {
        var headers = headers
        let authorization = authorization ?? "Bearer \(token)"
        if !authorization.isEmpty { headers.add(name: "Authorization", value: authorization) }
        let request: ServerRequest
        do {
            request = try ServerRequest(method: method, target: target, headers: headers, body: Array(body.utf8))
        } catch {
            return Result(error.response)
        }
        return Result(api.respond(to: request, &store, now: now))
    }

    mutating func wait(seconds: Int) {
        now = now + .seconds(seconds)
    }

    /// What the upload origin says about a request.
    mutating func tus(_ method: HTTPMethod, _ link: String, _ headers: HTTPHeaders = [:]) throws -> UploadAction {
        store.begin(try ServerRequest(method: method, target: link, headers: headers))
    }

    /// Makes a video of `size` bytes.
    mutating func create(_ size: Int, name: String = "N") -> (uri: String, link: String) {
        let made = send(.POST, "/me/videos", #"{"name":"\#(name)","upload":{"approach":"tus","size":\#(size)}}"#)
        return (made["uri"]?.string ?? "", made["upload"]?["upload_link"]?.string ?? "")
    }

    /// Sends all bytes of an upload, as if a server had written them.
    mutating func fill(_ link: String, _ size: Int) throws -> ServerResponse {
        let action = try tus(.PATCH, link, Self.patch(offset: 0))
        guard case .receive(var transfer) = action else { throw Unexpected() }
        guard store.received(size, &transfer, now: now) else { throw Unexpected() }
        return store.finish(transfer, now: now)
    }

    static func patch(offset: Int) -> HTTPHeaders {
        [
            "Tus-Resumable": "1.0.0", "Upload-Offset": "\(offset)",
            "Content-Type": "application/offset+octet-stream",
        ]
    }

    struct Unexpected: Error {}

    /// An answer, with its body read.
    struct Result {
        let status: Int
        let headers: HTTPHeaders
        let json: JSONValue
        let text: String

        init(_ response: ServerResponse) {
            status = Int(response.status.code)
            headers = response.headers
            json = (try? JSONParser.parse(response.body)) ?? .null
            text = String(decoding: response.body, as: UTF8.self)
        }

        subscript(key: String) -> JSONValue? { json[key] }

        /// The URIs of a page.
        var uris: [String] { (json["data"]?.array ?? []).compactMap { $0["uri"]?.string } }
        var code: Int64? { json["error_code"]?.integer }
        /// The code of the first invalid parameter, or of the whole: the one that tells most.
        var tellingCode: Int64? { json["invalid_parameters"]?.array?.first?["error_code"]?.integer ?? code }
        /// The fields and codes of `invalid_parameters`.
        var invalid: [String] {
            (json["invalid_parameters"]?.array ?? []).map {
                "\($0["field"]?.string ?? "") \($0["error_code"]?.integer ?? 0)"
            }
        }
    }
}
