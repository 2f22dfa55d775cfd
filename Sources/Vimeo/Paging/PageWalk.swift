/// The walk through the pages of a collection, as a pure value: answers in, requests out.
///
/// It ends at `paging.next == null` (the only sign Vimeo gives), and also where a server whose list changes would make it
/// run in circles: at a page it has had already, and at one that has vanished (404 after the first page).
public struct PageWalk: Sendable {
    /// What to do after a page.
    public enum Step: Sendable {
        /// The page is good; this is where the next one is.
        case next(Request)
        /// The page is good, and the last.
        case last
        /// There is no such page any more: the walk is over.
        case over
    }

    /// How many pages without items are walked through in a row; lists that are filtered after paging have some.
    public static let maximumEmptyPages = 100

    /// The request for the first page; 100 items a page unless its query or path says otherwise.
    public let first: Request
    private var visited: Set<String>
    private var pages = 0
    private var emptyPages = 0
    /// Why the walk has ended before the server said so, as one line; nil otherwise.
    public private(set) var cutShort: String?

    /// A walk that starts with a GET of a collection.
    public init(_ request: Request) {
        var first = request
        let hasSize = request.query.contains { $0.name == "per_page" } || request.path.contains("per_page=")
        if !hasSize { first.query.append(Request.Parameter("per_page", .integer(100))) }
        self.first = first
        visited = [request.path]
    }

    /// Takes the answer for a page.
    ///
    /// - Parameters:
    ///   - error: the API's error, if the answer is one.
    ///   - items: how many items the page has; nil if it is no page of a collection.
    ///   - next: `paging.next`.
    /// - Throws: the error, unless the walk can end instead; `usage` if the path is no collection.
    public mutating func take(error: VimeoError?, items: Int?, next: String?) throws(VimeoError) -> Step {
        if let error {
            guard pages > 0, error.statusCode == 404 else { throw error }
            cutShort = "\(first.path): a page has gone (404), so the list ends after \(pages) of its pages"
            return .over
        }
        guard let items else {
            throw VimeoError(
                .usage,
                code: .notCollection,
                "\(first.path) is no collection: the answer has no list in the field data",
                hint: "vimeo.get reads a single object"
            )
        }
        pages += 1
        emptyPages = items == 0 ? emptyPages + 1 : 0
        guard let next else { return .last }
        guard visited.insert(next).inserted, emptyPages < Self.maximumEmptyPages else {
            let cause =
                emptyPages < Self.maximumEmptyPages ? "a page comes again" : "\(emptyPages) pages in a row are empty"
            cutShort = "\(first.path): \(cause), so the list ends after \(pages) of its pages"
            return .last
        }
        var request = first
        request.path = next
        // The link has the whole query in it.
        request.query = []
        return .next(request)
    }
}
