import Testing

@testable import Vimeo

@Suite("The walk through pages")
struct PageWalkTests {
    /// An answer for a page: how many items it has and where it says the next one is, or the status of an error.
    enum Page: Sendable {
        case page(Int, next: String?)
        case error(Int)
        case object
        case unmodified
    }

    private static func page(_ page: Page, total: Int? = nil) -> PageWalk.Page {
        var answer = PageWalk.Page()
        answer.total = total
        switch page {
        case .page(let count, let link): (answer.items, answer.next) = (count, link)
        case .error(let status):
            answer.error = VimeoError(.api, "status \(status)")
            answer.error?.statusCode = status
        case .unmodified: answer.isUnmodified = true
        case .object: break
        }
        return answer
    }

    /// Walks until the end and gives the paths that were asked for, and how it ended.
    private func walk(
        _ pages: [String: Page],
        from path: String = "/a",
        most: Int = 1000
    ) -> (
        asked: [String], end: String
    ) {
        var walk = PageWalk(Request(.get, path))
        var request = walk.first
        var asked: [String] = []
        while asked.count < most {
            asked.append(request.path)
            do {
                switch try walk.take(Self.page(pages[request.path] ?? .error(404))) {
                case .next(let following): request = following
                case .last: return (asked, "last")
                case .over: return (asked, "over")
                }
            } catch {
                return (asked, error.code == "no_collection" ? "no_collection" : error.message)
            }
        }
        return (asked, "endless")
    }

    @Test("It ends where there is no next page")
    func last() {
        let result = walk(["/a": .page(2, next: "/b"), "/b": .page(2, next: "/c"), "/c": .page(1, next: nil)])
        #expect(result == (["/a", "/b", "/c"], "last"))
    }

    @Test("A page that is named again ends it: itself, the one before, or the first")
    func circles() {
        #expect(walk(["/a": .page(2, next: "/a")]) == (["/a"], "last"))
        #expect(walk(["/a": .page(2, next: "/b"), "/b": .page(2, next: "/b")]) == (["/a", "/b"], "last"))
        let circle = walk(["/a": .page(2, next: "/b"), "/b": .page(2, next: "/c"), "/c": .page(2, next: "/b")])
        #expect(circle == (["/a", "/b", "/c"], "last"))
        #expect(walk(["/a": .page(2, next: "/b"), "/b": .page(2, next: "/a")]) == (["/a", "/b"], "last"))
    }

    @Test("A page that has vanished ends it, unless it is the first; other errors are raised")
    func vanished() {
        #expect(walk(["/a": .page(2, next: "/b")]) == (["/a", "/b"], "over"))
        #expect(walk([:]) == (["/a"], "status 404"))
        #expect(walk(["/a": .page(2, next: "/b"), "/b": .error(403)]) == (["/a", "/b"], "status 403"))
        #expect(walk(["/a": .page(2, next: "/b"), "/b": .error(410)]) == (["/a", "/b"], "status 410"))
        #expect(walk(["/a": .page(2, next: "/b"), "/b": .error(500)]) == (["/a", "/b"], "status 500"))
    }

    @Test(
        "A walk that does not see the whole list says why, once; others have nothing to say",
        arguments: [
            ([(.page(1, next: nil), 1)], []),
            ([(.page(1, next: "/b"), 2), (.page(1, next: nil), 2)], []),
            ([(.page(1, next: "/a"), nil)], ["/a: the server repeated a page, so the list ends after 1 items"]),
            (
                [(.page(1, next: "/b"), nil), (.error(404), nil)],
                ["/a: a page no longer exists (404), so the list ends after 1 items"]
            ),
            ([(.page(3, next: "/b"), 9), (.page(3, next: nil), 9)], ["/a: the list ended after 6 of 9 items"]),
            (
                [(.page(3, next: "/b"), 9), (.page(3, next: "/c"), 6), (.page(0, next: nil), 3)],
                [
                    "/a: the list shrank from 9 to 6 items while it was read, so some may have been skipped; collect all items before deleting any"
                ]
            ),
            ([(.unmodified, nil)], ["/a: not modified (304), so there are no items"]),
        ] as [([(Page, Int?)], [String])]
    )
    func warnings(pages: [(Page, Int?)], expected: [String]) throws {
        var walk = PageWalk(Request(.get, "/a"))
        var warnings: [String] = []
        for (page, total) in pages {
            _ = try walk.take(Self.page(page, total: total))
            warnings += [walk.warning].compactMap { $0 }
        }
        #expect(warnings == expected)
    }

    @Test("A walk that begins at a later page does not miss those before it")
    func laterStart() throws {
        for request in [Request(.get, "/a?page=3"), Request(.get, "/a", query: [.init("page", .integer(3))])] {
            var walk = PageWalk(request)
            _ = try walk.take(Self.page(.page(1, next: nil), total: 201))
            #expect(walk.warning == nil)
        }
    }

    @Test("A relative link keeps the caller's headers, also with a URL in its query")
    func headers() throws {
        let origin = try Address(absolute: "https://api.example.com/").origin
        for (next, isKept) in [
            ("/a?link=https://other.example/x&page=2", true), ("https://api.example.com/a?page=2", true),
            ("https://other.example/a?page=2", false),
        ] {
            var walk = PageWalk(Request(.get, "/a", headers: ["X-Own": "1"]), origin: origin)
            guard case .next(let request) = try walk.take(Self.page(.page(1, next: next), total: nil)) else {
                Issue.record("\(next) was not taken")
                continue
            }
            #expect((request.headers["X-Own"] != nil) == isKept, "\(next)")
        }
    }

    @Test("Empty pages are walked through, but not for ever")
    func empty() {
        #expect(walk(["/a": .page(0, next: nil)]) == (["/a"], "last"))
        let some = walk(["/a": .page(0, next: "/b"), "/b": .page(0, next: "/c"), "/c": .page(1, next: nil)])
        #expect(some == (["/a", "/b", "/c"], "last"))
        var endless: [String: Page] = ["/a": .page(0, next: "/1")]
        for number in 1..<500 { endless["/\(number)"] = .page(0, next: "/\(number + 1)") }
        #expect(walk(endless).asked.count == PageWalk.maximumEmptyPages)
        endless["/50"] = .page(1, next: "/51")
        #expect(walk(endless).asked.count == 51 + PageWalk.maximumEmptyPages)
    }

    @Test("What is no collection is said to be none, also in the middle")
    func noCollection() {
        #expect(walk(["/a": .object]) == (["/a"], "no_collection"))
        #expect(walk(["/a": .page(1, next: "/b"), "/b": .object]) == (["/a", "/b"], "no_collection"))
    }

    @Test("A hundred items a page are asked for, unless the query or the path says otherwise")
    func size() {
        #expect(PageWalk(Request(.get, "/a")).first.query.map(\.name) == ["per_page"])
        let fields = Request(.get, "/a", query: [Request.Parameter("fields", .string("uri"))])
        #expect(PageWalk(fields).first.query.map(\.name) == ["fields", "per_page"])
        let own = Request(.get, "/a", query: [Request.Parameter("per_page", .integer(5))])
        #expect(PageWalk(own).first.query == own.query)
        #expect(PageWalk(Request(.get, "/a?per_page=5")).first.query.isEmpty)
    }

    /// The request for the page after the first.
    private func next(after request: Request, _ link: String, retries: Int = 3) throws -> Request {
        let origin = try Address(absolute: "https://api.vimeo.com").origin
        var walk = PageWalk(request, origin: origin, retries: retries)
        guard case .next(let next) = try walk.take(Self.page(.page(1, next: link))) else {
            throw VimeoError(.usage, "the walk ended")
        }
        return next
    }

    @Test("The next page is asked for by its link alone, with the caller's headers and limits")
    func next() throws {
        var request = Request(.get, "/a", query: [Request.Parameter("fields", .string("uri"))], timeout: 5, retries: 1)
        request.headers = ["X-Mine": "1", "If-Modified-Since": "Sun, 06 Nov 1994 08:49:37 GMT"]
        let next = try next(after: request, "/users/1/videos?page=2&per_page=100")
        #expect(next.path == "/users/1/videos?page=2&per_page=100")
        #expect(next.query.isEmpty)
        #expect(next.headers == ["X-Mine": "1"])
        #expect(next.timeout == 5)
        #expect(next.retries == 1)
    }

    @Test("A page after the first is retried for about a minute, unless the caller says otherwise")
    func retries() throws {
        let request = Request(.get, "/a")
        #expect(PageWalk(request).first.retries == nil)
        #expect(try next(after: request, "/b").retries == 10)
        #expect(try next(after: request, "/b", retries: 20).retries == 20)
        #expect(try next(after: request, "/b", retries: 0).retries == 0)
    }

    @Test("A next link to another origin does not get the caller's own headers")
    func foreign() throws {
        let request = Request(.get, "/a", headers: ["X-Api-Key": "private", "Accept-Language": "de"])
        #expect(try next(after: request, "https://evil.example/b").headers == ["Accept-Language": "de"])
        #expect(try next(after: request, "https://api.vimeo.com/b").headers == request.headers)
    }
}
