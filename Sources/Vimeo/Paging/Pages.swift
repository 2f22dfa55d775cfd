/// The pages of a collection, one after the other, each as the JSON of its answer.
///
/// ```swift
/// for try await page in client.pages("/me/videos", query: ["per_page": 50]) {
///     print(page["total"]?.integer ?? 0)
/// }
/// ```
///
/// Each loop walks again from the first page, of 100 items unless `per_page` is given. The walk ends where Vimeo names no next page.
/// It throws what ``Client/send(_:)`` and ``Response/check()`` throw, and `usage` for a path that is not a collection.
public struct Pages: AsyncSequence, Sendable {
    let client: Client
    let request: Request

    /// The walk through the pages.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let client: Client
        private var walk: PageWalk
        private var next: Request?

        init(_ pages: Pages) {
            client = pages.client
            walk = pages.client.walk(pages.request)
            next = walk.first
        }

        /// The next page; nil at the end.
        public mutating func next() async throws -> JSONValue? {
            guard let request = next else { return nil }
            next = nil
            let response = try await client.send(request)
            var page = PageWalk.Page()
            page.error = response.status == 304 ? nil : response.apiError()
            page.isUnmodified = response.status == 304
            let json = page.error == nil && !page.isUnmodified ? try response.json() : nil
            page.items = json?["data"]?.array?.count
            page.total = json?["total"]?.integer.flatMap { $0 < 0 ? nil : Int(exactly: $0) }
            page.next = json?["paging"]?["next"]?.string
            let step = try walk.take(page)
            if let warning = walk.warning { client.configuration.onNotice(Notice(kind: .list, message: warning)) }
            switch step {
            case .next(let request): next = request
            case .last: break
            case .over: return nil
            }
            return json
        }
    }

    /// Starts at the first page.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}

/// The items of a collection, of all its pages.
///
/// ```swift
/// for try await video in client.items("/me/videos", fields: ["uri", "name"]) {
///     print(video["name"]?.string ?? "")
/// }
/// ```
///
/// As ``Pages``.
public struct Items: AsyncSequence, Sendable {
    let pages: Pages

    /// The walk through the items.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private var pages: Pages.AsyncIterator
        private var items: ArraySlice<JSONValue> = []

        init(_ pages: Pages) {
            self.pages = pages.makeAsyncIterator()
        }

        /// The next item; nil at the end.
        public mutating func next() async throws -> JSONValue? {
            while items.isEmpty {
                guard let page = try await pages.next() else { return nil }
                items = page["data"]?.array?[...] ?? []
            }
            return items.removeFirst()
        }
    }

    /// Starts at the first item.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pages) }
}

extension Client {
    /// The pages of a collection, each fetched when it is asked for.
    ///
    /// - Parameters:
    ///   - path: the collection's URI, such as `/me/videos`.
    ///   - query: parameters of the first page's URL.
    ///   - fields: the fields of each item that are wanted; all if there are none.
    /// - Returns: a sequence that throws what a request throws, Vimeo's error for a status that is not 2xx, and `usage` with
    ///   code `no_collection` for what is not a collection.
    public func pages(
        _ path: String,
        query: KeyValuePairs<String, QueryValue> = [:],
        fields: [String] = []
    ) -> Pages {
        Pages(client: self, request: Request(.get, path, query: query, fields: fields))
    }

    /// The items of a collection, of all its pages.
    ///
    /// Parameters and errors are those of ``pages(_:query:fields:)``.
    public func items(
        _ path: String,
        query: KeyValuePairs<String, QueryValue> = [:],
        fields: [String] = []
    ) -> Items {
        Items(pages: pages(path, query: query, fields: fields))
    }
}
