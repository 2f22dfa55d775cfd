internal import LuaKit
internal import Vimeo

extension VimeoTable {
    private static let path = Parameter.required("path", .apiPath, "the URI of a collection, such as /me/videos")
    private static let query = Parameter.optional(
        "query",
        .query,
        "parameters of the URL; per_page is 100 unless given"
    )
    private static let limit = Parameter.optional("limit", .integer(atLeast: 0), "the most items to give")
    private static let errors = ["api", "auth", "network", "timeout", "cancelled", "usage"]

    func addCollections(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.each",
            permission: .none,
            taking(Self.path, Self.query),
            options: RequestOptions.ofCollections + [Self.limit],
            results: "iterator",
            text:
                "Walks every item of a collection, over all its pages; the next page is fetched while this one is used. "
                + "If the list changes meanwhile, items may be missed or come twice, but the loop ends, with a warning: "
                + "where the list shrinks, where a page comes again, and where one no longer exists. Collect all items "
                + "before deleting any. A page after the first is retried for about a minute.",
            errors: Self.errors,
            example: "for video in vimeo.each(\"/me/videos\", {fields = {\"uri\", \"name\"}}) do print(video.name) end"
        ) { [self] arguments, path, query in
            let limit = try arguments.option(Self.limit)
            let iterator = try pages(path, query, arguments)
            iterator.limit = limit.map { Int(clamping: $0) }
            try parts.library.push("each", on: arguments.stack)
            arguments.stack.push(object: iterator)
            arguments.stack.push(limit ?? -1)
            return .call(arguments: 2)
        }

        functions.add(
            "vimeo.pages",
            permission: .none,
            taking(Self.path, Self.query),
            options: RequestOptions.ofCollections,
            results: "iterator",
            text: "Walks the pages of a collection, each as its whole body; otherwise like vimeo.each.",
            errors: Self.errors,
            example: "for page in vimeo.pages(\"/me/videos\") do print(#page.data, page.total) end"
        ) { [self] arguments, path, query in
            arguments.stack.loop(over: try pages(path, query, arguments))
        }
    }

    private func pages(_ path: String, _ query: [Request.Parameter]?, _ arguments: Arguments) throws -> PageIterator {
        PageIterator(
            try Request(.get, path, query: query, options: arguments),
            client: try client(),
            nulls: try arguments.option(RequestOptions.nulls),
            warn: warn
        )
    }
}

/// The pages of a collection for Lua: calling it gives the next page's body, nil at the end.
///
/// Of several tasks that call it each page goes to one. The next page is fetched while this one is used. Closing it, or
/// dropping it, ends that request.
final class PageIterator: LuaObject {
    static let luaName = "pages"
    static let luaCall: (@Sendable (PageIterator, LuaStack) throws -> LuaReply)? = { pages, _ in pages.next() }

    private let client: Client
    private let nulls: JSONNulls
    private let warn: @Sendable (String) -> Void
    private var walk: PageWalk
    /// How many items are taken at most.
    var limit: Int?
    /// How many items there are, once the first page has come.
    private(set) var total: Int?
    /// The request under way; nil at the end.
    private var coming: Task<Response, any Error>?

    init(_ request: Request, client: Client, nulls: JSONNulls, warn: @escaping @Sendable (String) -> Void) {
        self.client = client
        self.nulls = nulls
        self.warn = warn
        walk = client.walk(request)
        fetch(walk.first)
    }

    deinit {
        coming?.cancel()
    }

    private func fetch(_ request: Request) {
        coming = Task.detached(executorPreference: try? client.executor()) { [client] in
            try await client.send(request)
        }
    }

    private func next() -> LuaReply {
        guard let coming else { return .results(0) }
        return .wait(
            LuaWait(on: try? client.executor()) {
                try await coming.value
            } then: { response, stack in
                // Another task that waited for this page has it.
                guard self.coming == coming else { return self.next() }
                self.coming = nil
                return .results(try self.deliver(response, on: stack))
            }
        )
    }

    private func deliver(_ response: Response, on stack: LuaStack) throws -> Int {
        var page = PageWalk.Page()
        page.isUnmodified = response.status == 304
        page.error = page.isUnmodified ? nil : response.apiError()
        if page.error == nil, !page.isUnmodified { try push(response, on: stack) } else { stack.pushNil() }
        let body = Argument(name: "page", index: stack.top, stack: stack)
        page.items = body.withField("data") { stack.isJSONArray(at: $0.index) ? stack.rawLength(at: $0.index) : nil }
        if case .integer(let total)? = body.withField("total", { stack.value(at: $0.index) }), total >= 0 {
            page.total = Int(clamping: total)
            self.total = min(limit ?? .max, Int(clamping: total))
        }
        page.next = body.withField("paging") { $0.withField("next") { stack.string(at: $0.index) } }
        let step = try walk.take(page)
        if let warning = walk.warning { warn(warning) }
        switch step {
        case .next(var request):
            // The script has other things in memory than when it began.
            request.largestBody = stack.memoryLeft
            fetch(request)
        case .last: break
        case .over: return 0
        }
        return 1
    }

    private func push(_ response: Response, on stack: LuaStack) throws {
        do {
            try stack.push(json: response.body, nulls: nulls)
        } catch {
            if error.code == .memory { throw error }
            throw response.notJSON(error.message)
        }
    }
}
