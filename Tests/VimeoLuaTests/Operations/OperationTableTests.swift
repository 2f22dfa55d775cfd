import APIDescription
import Testing

@testable import VimeoLua

@Suite("The table of operations")
struct OperationTableTests {
    private let table = TestTable.shared

    @Test(
        "it has all operations",
        arguments: [("GET", 235), ("DELETE", 84), ("POST", 66), ("PUT", 51), ("PATCH", 48)]
    )
    func counts(method: String, count: Int) {
        #expect(table.all.count { $0.method == method } == count)
        #expect(table.all.count == 484)
        #expect(Set(table.all.map(\.path)).count == 269)
        #expect(table.all.count(where: \.isPaged) == 109)
    }

    /// Every column is read.
    @Test func columns() throws {
        let operation = try #require(table.operation("POST", "/me/videos"))
        #expect(operation.id == "upload_video")
        #expect(operation.family == "Videos")
        #expect(operation.group == "Uploads")
        #expect(operation.scopes == ["upload"])
        #expect(operation.bodyFields.filter(\.isRequired).map(\.name) == ["upload"])
        #expect(operation.bodyFields.count == 14)
        #expect(operation.statuses == [201, 400, 401, 403, 500])
        #expect(operation.title == "Upload video")
        let list = try #require(table.operation("GET", "/albums/{album_id}/available_videos"))
        #expect(list.queryParameters.map(\.name) == ["direction", "page", "per_page", "sort"])
        #expect(list.statuses == [200, 403, 404])
        #expect(list.resource == "available_videos")
    }

    @Test(
        "paths are found, concrete or as templates",
        arguments: [
            ("GET", "/me/videos", "/me/videos"), ("get", "/me/videos", "/me/videos"),
            ("GET", "me/videos/", "/me/videos"),
            ("GET", "/videos/123", "/videos/{video_id}"), ("GET", "/videos/{video_id}", "/videos/{video_id}"),
            ("GET", "/videos/{id}", "/videos/{video_id}"), ("GET", "/videos/1:abc", "/videos/{video_id}"),
            ("GET", "/videos/1?fields=uri#x", "/videos/{video_id}"), ("GET", "/me#x/y", "/me"),
            ("GET", "https://api.vimeo.com/videos/1/", "/videos/{video_id}"), ("GET", "https://api.vimeo.com", "/"),
            ("GET", "/", "/"), ("GET", "", "/"), ("GET", "//me///videos", "/me/videos"), ("HEAD", "/me", "/me"),
            ("GET", "/videos/1/chapters/temporary/pictures/2", "/videos/{video_id}/chapters/temporary/pictures/{uid}"),
            ("GET", "/videos/1/chapters/7/pictures/2", "/videos/{video_id}/chapters/{chapter_id}/pictures/{uid}"),
            ("GET", "/users/1/folders/private_to_me", "/users/{owner_id}/folders/private_to_me"),
            ("GET", "/videos/1/chapters/temporary", "/videos/{video_id}/chapters/{chapter_id}"),
            ("POST", "/me", nil), ("GET", "/nothing", nil), ("GET", "/me/videos/1/2/3/4/5/6", nil), ("", "/me", nil),
            ("GET", "/{what}", nil), ("GET", "/me/\u{0}\u{1B}", nil),
        ] as [(String, String, String?)]
    )
    func lookUp(method: String, path: String, found: String?) {
        #expect(table.operation(method, path)?.path == found)
    }

    @Test("every operation is found by its own path")
    func findsItself() {
        for operation in table.all { #expect(table.operation(operation.method, operation.path) == operation) }
    }

    @Test(
        "all methods of a path",
        arguments: [
            ("/videos/1", ["DELETE", "GET", "PATCH"]), ("/me/videos", ["DELETE", "GET", "POST"]), ("/nothing", []),
            ("/videos/1/chapters/temporary/pictures", ["GET", "POST"]),
        ]
    )
    func methods(path: String, methods: [String]) {
        #expect(table.operations(path).map(\.method).sorted() == methods)
    }

    @Test(
        "what somebody may have meant",
        arguments: [
            ("GET", "/me/vidoes", "GET /me/videos"), ("GET", "/vidoes/123", "GET /videos/{video_id}"),
            ("PUT", "/me/videos", "DELETE /me/videos"),
            ("GET", "/videos/1/texttrack", "GET /videos/{video_id}/texttracks"),
            ("GET", "/me/folders", "GET /me/projects"),
            ("POST", "/videos/1/captions", "POST /videos/{video_id}/texttracks"),
            ("GET", "/user/1/albums", "GET /users/{user_id}/albums"),
            ("POST", "/me/video", "POST /me/videos"), ("GET", "/my/videos", "GET /me/videos"),
        ]
    )
    func nearest(method: String, path: String, first: String) {
        let near = table.nearest(method, path, limit: 4)
        #expect(near.first.map { "\($0.method) \($0.path)" } == first)
        #expect(near.count <= 4)
    }

    @Test(
        "nothing is near to nonsense",
        arguments: ["/qqqqqqqqqqqqq/xxxxxxxxxx/1", String(repeating: "/a", count: 500)]
    )
    func nothingNear(path: String) {
        #expect(table.nearest("GET", path).isEmpty)
        #expect(table.nearest("GET", "/me/videos", limit: 0).isEmpty)
    }
}
