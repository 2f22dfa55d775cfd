import Testing

@testable import Vimeo

@Suite("The walk through pages")
struct PageWalkTests {
    /// An answer for a page: how many items it has and where it says the next one is, or the status of an error.
    private enum Page: Sendable {
        case page(Int, next: String?)
        case error(Int)
        case object
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
            var error: VimeoError?
            var items: Int?
            var next: String?
            switch pages[request.path] ?? .error(404) {
            case .page(let count, let link): (items, next) = (count, link)
            case .error(let status):
                error = VimeoError(.api, "status \(status)")
                error?.statusCode = status
            case .object: break
            }
            do {
                switch try walk.take(error: error, items: items, next: next) {
                case .next(let following): request = following
                case .last: return (asked, "last")
                case .over: return (asked, "over")
                }
            } catch {
                return (asked, error.code == "no_collection" ? error.code : error.message)
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

    @Test("A walk that ends before the server says so tells why; others have nothing to tell")
    func cutShort() throws {
        func ending(_ next: String?, _ status: Int? = nil) throws -> String? {
            var walk = PageWalk(Request(.get, "/a"))
            _ = try walk.take(error: nil, items: 1, next: next)
            if let status {
                var error = VimeoError(.api, "status")
                error.statusCode = status
                _ = try walk.take(error: error, items: nil, next: nil)
            }
            return walk.cutShort
        }
        #expect(try ending(nil) == nil)
        #expect(try ending("/b") == nil)
        #expect(try ending("/a") == "/a: a page comes again, so the list ends after 1 of its pages")
        #expect(try ending("/b", 404) == "/a: a page has gone (404), so the list ends after 1 of its pages")
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

    @Test("The next page is asked for by its link alone, with the caller's headers and limits")
    func next() throws {
        var request = Request(.get, "/a", query: [Request.Parameter("fields", .string("uri"))], timeout: 5, retries: 1)
        request.headers = ["X-Mine": "1"]
        var walk = PageWalk(request)
        guard case .next(let next) = try walk.take(error: nil, items: 1, next: "/users/1/videos?page=2&per_page=100")
        else {
            Issue.record("the walk ended")
            return
        }
        #expect(next.path == "/users/1/videos?page=2&per_page=100")
        #expect(next.query.isEmpty)
        #expect(next.headers == ["X-Mine": "1"])
        #expect(next.timeout == 5)
        #expect(next.retries == 1)
    }
}
