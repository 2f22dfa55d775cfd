import NIOHTTP1

/// The API as a function: a request, the store and the time in; a response and the changed store out.
struct API: Sendable {
    private let router = Router(Endpoint.all)

    func respond(to request: ServerRequest, _ store: inout Store, now: Instant) -> ServerResponse {
        store.advance(to: now)
        var limits = HTTPHeaders()
        var response: ServerResponse
        do {
            response = try answer(request, &store, now, &limits).response(fields: request.wanted)
        } catch {
            response = error.response
        }
        response.headers.add(contentsOf: limits)
        response.headers.add(name: "Cache-Control", value: "private, no-store, no-cache")
        return response
    }

    private func answer(
        _ request: ServerRequest,
        _ store: inout Store,
        _ now: Instant,
        _ limits: inout HTTPHeaders
    ) throws(APIError) -> Answer {
        // `/me` is another name of `/users/{id}`; which one is known once the token is.
        let isMe = request.segments.first == "me"
        var segments = isMe ? ["users", "me"] + request.segments.dropFirst() : request.segments
        let outcome = router.route(request.method, segments)
        if request.method == .OPTIONS { return try options(outcome) }
        if case .found(let operation, let parameters) = outcome, case .own = operation.access {
            let call = Call(request: request, caller: .nobody, parameters: parameters, segments: segments, now: now)
            return try operation.action(call, &store)
        }
        let caller = try store.authenticate(request.headers.first(name: "Authorization"))
        try count(caller, &store, now, &limits)
        if isMe {
            guard let user = caller.user else { throw .noUser }
            segments.replaceSubrange(0..<2, with: user.split(separator: "/").map(String.init))
        }
        switch outcome {
        case .unknown: throw .plain(.notFound, "The requested page couldn't be found.")
        case .wrongMethod(let allowed): throw .wrongMethod(request.method, allowed: allowed)
        case .found(let operation, var parameters):
            if isMe { parameters["user_id"] = segments[1] }
            try check(operation.access, caller)
            try store.checkPlan(operation, request, caller)
            if let described = operation.operation { store.noteUnknownNames(request, described, operation.known) }
            let answer = try operation.action(
                Call(
                    request: request,
                    caller: caller,
                    parameters: parameters,
                    segments: segments,
                    now: now
                ),
                &store
            )
            if let described = operation.operation { store.noteUnknownFields(request, described, answer) }
            return answer
        }
    }

    private func options(_ outcome: Router.Outcome) throws(APIError) -> Answer {
        guard case .wrongMethod(let allowed) = outcome else {
            throw .plain(.notFound, "The requested page couldn't be found.")
        }
        return Answer(status: .noContent, headers: ["Allow": allowed.map(\.rawValue).joined(separator: ", ")])
    }

    private func check(_ access: Endpoint.Access, _ caller: Caller) throws(APIError) {
        guard case .user(let scope) = access else { return }
        guard caller.user != nil else { throw .noUser }
        if let scope, !caller.has(scope) { throw .missingScope(scope) }
    }

    /// Counts the request against the caller's limit, and says in the headers how much is left.
    private func count(
        _ caller: Caller,
        _ store: inout Store,
        _ now: Instant,
        _ limits: inout HTTPHeaders
    ) throws(APIError) {
        let key: String
        switch caller {
        case .nobody: throw .badToken("No user credentials were provided.")
        case .app: key = "app"
        case .token(let token): key = token.value
        }
        let count = store.rates.take(key, limit: store.options.rateLimit, now: now)
        limits.add(name: "X-RateLimit-Limit", value: "\(count.limit)")
        limits.add(name: "X-RateLimit-Remaining", value: "\(count.remaining)")
        limits.add(name: "X-RateLimit-Reset", value: count.reset)
        if count.isExceeded {
            throw .plain(.tooManyRequests, "Too many API requests. Wait until \(count.reset) and try again.")
        }
    }
}
