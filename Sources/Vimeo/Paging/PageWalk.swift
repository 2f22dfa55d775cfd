/// The walk through the pages of a collection, as a pure value: answers in, requests out.
///
/// It ends at `paging.next == null` (the only sign Vimeo gives), and also where a server whose list changes would make it
/// run in circles: at a page it has had already, and at one that no longer exists (404 after the first page).
package struct PageWalk: Sendable {
    /// An answer for a page.
    package struct Page: Sendable {
        /// The API's error, if the answer is one.
        package var error: VimeoError?
        /// Whether the answer is 304: nothing changed since the time in `If-Modified-Since`.
        package var isUnmodified = false
        /// How many items the page has; nil if it is not a page of a collection.
        package var items: Int?
        /// The items of all pages, as this page says.
        package var total: Int?
        /// `paging.next`.
        package var next: String?

        /// An answer that is not yet described.
        package init() {}
    }

    /// What to do after a page.
    package enum Step: Sendable {
        /// The page is good; this is where the next one is.
        case next(Request)
        /// The page is good, and the last.
        case last
        /// There is no such page any more: the walk is over.
        case over
    }

    /// How many pages without items are walked through in a row; lists that are filtered after paging have some.
    package static let maximumEmptyPages = 100

    /// How often a page after the first is retried: for about a minute, so that what was done so far is not lost.
    static let retries = 10

    /// The request for the first page; 100 items a page unless its query or path says otherwise.
    package let first: Request
    private let origin: Origin?
    private let retries: Int?
    /// How messages call the collection.
    private let name: String
    private let startsFirst: Bool
    private var visited: Set<String>
    private var pages = 0
    private var emptyPages = 0
    private var items = 0
    private var total: Int?
    private var hasWarned = false
    /// What the user should know about the items, as one line; nil for nothing new.
    package private(set) var warning: String?

    /// A walk that starts with a GET; only `origin` gets the caller's own headers from a link to the next page.
    init(_ request: Request, origin: Origin? = nil, retries: Int = Configuration().retries) {
        var first = request
        let hasSize = request.query.contains { $0.name == "per_page" } || request.path.contains("per_page=")
        if !hasSize { first.query.append(Request.Parameter("per_page", .integer(100))) }
        self.first = first
        self.origin = origin
        self.retries = request.retries ?? (retries > 0 ? max(retries, Self.retries) : 0)
        name = Redaction.path(request.path, hiding: [])
        visited = [request.path]
        // A walk that begins later does not see all.
        let isLater = request.query.contains { $0.name == "page" } || request.path.contains("?page=")
        startsFirst = !isLater && !request.path.contains("&page=")
    }

    /// Takes the answer for a page.
    ///
    /// - Throws: the error, unless the walk can end instead; `usage` if the path is not a collection.
    package mutating func take(_ page: Page) throws(VimeoError) -> Step {
        warning = nil
        if let error = page.error {
            guard pages > 0, error.statusCode == 404 else { throw error }
            warn("a page no longer exists (404), so the list ends after \(items) items")
            return .over
        }
        if page.isUnmodified {
            warn("not modified (304), so there are no items")
            return .over
        }
        guard let count = page.items else {
            throw VimeoError(
                .usage,
                code: .noCollection,
                "\(name) is not a collection: the answer has no list in the field data",
                hint: "get reads a single object"
            )
        }
        pages += 1
        items += count
        emptyPages = count == 0 ? emptyPages + 1 : 0
        if let before = total, let now = page.total, now < before {
            warn(
                "the list shrank from \(before) to \(now) items while it was read, so some may have been skipped; "
                    + "collect all items before deleting any"
            )
        }
        total = page.total ?? total
        guard let next = page.next else {
            if startsFirst, let total, items < total { warn("the list ended after \(items) of \(total) items") }
            return .last
        }
        guard visited.insert(next).inserted, emptyPages < Self.maximumEmptyPages else {
            let cause =
                emptyPages < Self.maximumEmptyPages
                ? "the server repeated a page" : "\(emptyPages) pages in a row are empty"
            warn("\(cause), so the list ends after \(items) items")
            return .last
        }
        return .next(following(next))
    }

    private func following(_ next: String) -> Request {
        var request = first
        request.path = next
        // The link contains the whole query.
        request.query = []
        request.retries = retries
        if Address.isAbsolute(next), (try? Address(absolute: next))?.origin != origin {
            request.headers = request.headers.harmlessOnly
        }
        // The first page was modified: what follows belongs to it.
        request.headers = request.headers.unconditional
        return request
    }

    /// A walk is warned of once: what comes later follows from it.
    private mutating func warn(_ text: String) {
        guard !hasWarned else { return }
        hasWarned = true
        warning = "\(name): \(text)"
    }
}

extension Client {
    /// A walk through the pages of a collection that starts with a GET.
    package func walk(_ request: Request) -> PageWalk {
        PageWalk(request, origin: root.origin, retries: configuration.retries)
    }
}
