import Testing

@testable import VimeoLua

@Suite("Completing paths")
struct PathCompletionTests {
    private let table = TestTable.shared

    @Test(
        "the next segments",
        arguments: [
            ("GET", "/me/vi", ["/me/videos"]), ("POST", "/me/vi", ["/me/videos"]), ("PATCH", "/me/vi", []),
            ("GET", "/me/an", ["/me/analytics"]), ("POST", "/me/an", []),
            (nil, "/me/w", ["/me/watched", "/me/watchlater", "/me/webinars"]),
            ("GET", "/videos/", ["/videos/{video_id}"]), ("HEAD", "/me/vi", ["/me/videos"]),
            ("OPTIONS", "/me/vi", ["/me/videos"]), ("get", "me/vi", ["me/videos"]),
            ("GET", "https://api.vimeo.com/me/vi", ["https://api.vimeo.com/me/videos"]),
            ("GET", "/videos/1001/te", ["/videos/1001/texttracks"]),
            ("DELETE", "/videos/1:abc/v", ["/videos/1:abc/versions"]),
            ("GET", "/videos/1/chapters/t", ["/videos/1/chapters/temporary", "/videos/1/chapters/{chapter_id}"]),
            ("POST", "/videos/1/chapters/", ["/videos/1/chapters/temporary", "/videos/1/chapters/{chapter_id}"]),
            ("PATCH", "/videos/1/chapters/", ["/videos/1/chapters/{chapter_id}"]),
            ("GET", "/nothing/", []), ("GET", "/me/videos?", []), ("GET", "/me#", []), ("NOPE", "/me/", []),
            ("GET", "/ca", ["/categories"]), ("GET", "/tut", ["/tutorial"]), ("GET", "tut", ["/tutorial"]),
            (
                "DELETE", "",
                [
                    "/channels", "/destination", "/groups", "/live_events", "/me", "/ondemand", "/tokens", "/users",
                    "/videos",
                ]
            ),
        ] as [(String?, String, [String])]
    )
    func segments(method: String?, typed: String, paths: [String]) {
        let segments = paths.compactMap { $0.split(separator: "/").last.map(String.init) }
        #expect(table.completions(method: method, typed: typed).map(\.segment) == segments)
    }

    @Test(
        "where a path can end, and where it goes on",
        arguments: [
            ("GET", "/me/video", true, true), ("POST", "/me/video", true, true), ("GET", "/me/watche", false, true),
            ("GET", "/me/analytic", true, false), ("DELETE", "/m", false, true), ("DELETE", "/toke", true, false),
        ]
    )
    func ends(method: String, typed: String, isOperation: Bool, hasMore: Bool) throws {
        let completion = try #require(table.completions(method: method, typed: typed).first)
        #expect(completion.operations.isEmpty != isOperation)
        #expect(completion.hasMore == hasMore)
        #expect(!completion.isParameter)
        #expect(completion.operations.allSatisfy { $0.method == method })
    }

    @Test(
        "a parameter is a segment of its own",
        arguments: [
            ("/videos/", "{video_id}"), ("/videos/12", "{video_id}"),
            ("/users/1/albums/", "{album_id}"), ("/users/", "{user_id}"),
            ("/me/projects/", "{project_id}"), ("/videos/1/texttracks/", "{texttrack_id}"),
            ("/categories/", "{category}"),
        ]
    )
    func parameters(typed: String, segment: String) throws {
        let completion = try #require(table.completions(method: "GET", typed: typed).last)
        #expect(completion.isParameter)
        #expect(completion.segment == segment)
    }

    @Test("every path can be typed segment by segment")
    func reachesAll() {
        for operation in table.all where operation.path != "/" {
            var typed = ""
            for segment in operation.segments {
                let found = table.completions(method: operation.method, typed: typed + "/")
                let isParameter = segment.hasPrefix("{")
                let step = found.first { isParameter ? $0.isParameter : $0.segment == segment }
                #expect(step != nil, "\(operation.path)")
                typed += isParameter ? "/1" : "/\(segment)"
            }
        }
    }

    @Test(
        "half-typed and hostile paths are harmless",
        arguments: ["/", "//", "/\u{0}", "://", "a://", "/{", "/me/{", "🎬"]
    )
    func strange(typed: String) {
        for completion in table.completions(method: nil, typed: typed) { #expect(!completion.segment.isEmpty) }
    }
}
