internal import LuaKit
internal import Vimeo

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
    /// The request under way; nil at the end.
    private var coming: Task<Response, any Error>?

    init(_ request: Request, client: Client, nulls: JSONNulls, warn: @escaping @Sendable (String) -> Void) {
        self.client = client
        self.nulls = nulls
        self.warn = warn
        walk = client.pages(request)
        fetch(walk.first)
    }

    deinit {
        coming?.cancel()
    }

    private func fetch(_ request: Request) {
        coming = Task.detached { [client] in try await client.send(request) }
    }

    private func next() -> LuaReply {
        guard let coming else { return .results(0) }
        return .wait(
            LuaWait {
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
        page.error = response.apiError()
        page.isUnmodified = response.status == 304
        if page.error == nil, !page.isUnmodified { try push(response, on: stack) } else { stack.pushNil() }
        let body = Argument(name: "page", index: stack.top, stack: stack)
        page.items = body.withField("data") { stack.type(at: $0.index) == .table ? stack.rawLength(at: $0.index) : nil }
        if case .integer(let total)? = body.withField("total", { stack.value(at: $0.index) }) {
            page.total = Int(clamping: total)
        }
        page.next = body.withField("paging") { $0.withField("next") { stack.string(at: $0.index) } }
        let step = try walk.take(page)
        if let warning = walk.warning { warn(warning) }
        switch step {
        case .next(let request): fetch(request)
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
