internal import LuaKit
internal import Vimeo

/// The pages of a collection for Lua: calling it gives the next page's body, nil at the end.
///
/// The next page is fetched while this one is used. Closing it, or dropping it, ends that request.
final class PageIterator: LuaObject {
    static let luaName = "pages"
    static let luaMethods: [String: @Sendable (PageIterator, LuaStack) throws -> LuaReply] = [:]
    static let luaCall: (@Sendable (PageIterator, LuaStack) throws -> LuaReply)? = { pages, _ in pages.next() }

    private let client: Client
    private let nulls: JSONReader.Nulls
    private let warn: @Sendable (String) -> Void
    private var walk: PageWalk
    /// The request under way; nil at the end.
    private var coming: Task<Response, any Error>?

    init(
        _ request: Request,
        client: Client,
        nulls: JSONReader.Nulls,
        warn: @escaping @Sendable (String) -> Void
    ) {
        self.client = client
        self.nulls = nulls
        self.warn = warn
        walk = PageWalk(request)
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
        let wait = LuaWait {
            try await withTaskCancellationHandler {
                try await coming.value
            } onCancel: {
                coming.cancel()
            }
        } deliver: { response, stack in
            self.coming = nil
            return try self.deliver(response, on: stack)
        }
        return .wait(wait)
    }

    private func deliver(_ response: Response, on stack: LuaStack) throws -> Int {
        let error = response.apiError()
        if error == nil { try push(response, on: stack) } else { stack.pushNil() }
        let body = Argument(name: "page", index: stack.top, stack: stack)
        let items = body.withField("data") { data in
            stack.type(at: data.index) == .table ? stack.rawLength(at: data.index) : nil
        }
        let next = body.withField("paging") { $0.withField("next") { stack.string(at: $0.index) } }
        let step = try walk.take(error: error, items: items ?? nil, next: (next ?? nil) ?? nil)
        if let cutShort = walk.cutShort { warn(cutShort) }
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
        } catch let error as JSONError {
            throw VimeoError.notJSON(error, method: response.method.rawValue, url: response.url)
        }
    }
}
