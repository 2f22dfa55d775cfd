extension Client {
    /// An answer, and what is left to be read of it.
    struct Answer<Rest: Sendable>: Sendable {
        var response: Response
        var rest: Rest
    }

    /// Makes a request once and leaves the body of the answer to the caller; follows redirects as ``send(_:)`` does.
    func open(_ request: Request) async throws(VimeoError) -> Answer<Transport.Incoming> {
        let address = try check(request)
        var pass: RatePass?
        return try await follow(request, at: address, &pass) { [transport] outgoing async throws(VimeoError) in
            let incoming = try await transport.open(outgoing)
            return Transport.Fetched(status: incoming.status, headers: incoming.headers, body: [], rest: incoming)
        }
    }

    /// Where a request goes, if it may be made at all.
    func check(_ request: Request) throws(VimeoError) -> Address {
        try request.headers.check()
        try Headers.check(configuration.userAgent, of: "User-Agent")
        if let type = request.body.contentType { try Headers.check(type, of: "Content-Type") }
        guard request.timeout ?? configuration.timeout > 0 else {
            throw VimeoError(.usage, "the timeout must be more than 0 seconds", hint: "leave it out for the default")
        }
        let address = try Address(path: request.path, root: root).adding(request.query)
        try checkAccess(request, address)
        // Before any wait.
        try checkHost(address, of: request)
        return address
    }

    /// Makes a request once, and says what came.
    typealias Fetch<Rest: Sendable> = (Transport.Outgoing) async throws(VimeoError) -> Transport.Fetched<Rest>

    /// One attempt, with the redirects it leads to.
    func follow<Rest>(
        _ request: Request,
        at start: Address,
        _ pass: inout RatePass?,
        _ fetch: Fetch<Rest>
    ) async throws(VimeoError) -> Answer<Rest> {
        var address = start
        for _ in 0...5 {
            // A host that may be asked must not send the request to where it may not go by itself.
            try checkAccess(request, address)
            try checkHost(address, of: request)
            let outgoing = try outgoing(request, to: address, isRedirected: address.origin != start.origin)
            let answer = try await exchange(outgoing, &pass, fetch)
            guard request.followsRedirects, [301, 302, 303, 307, 308].contains(answer.response.status),
                let location = answer.response.headers["Location"]
            else { return answer }
            address = try redirected(address, to: location, by: answer.response)
        }
        let url = shown(start, of: request).text
        throw Self.badRedirect("\(request.method.rawValue) \(url): more than five redirects")
    }

    private func redirected(
        _ address: Address,
        to location: String,
        by response: Response
    ) throws(VimeoError) -> Address {
        let request = "\(response.method.rawValue) \(response.safeURL)"
        let next: Address
        do {
            next = try address.redirected(to: location)
        } catch {
            throw Self.badRedirect("\(request): redirected to an unusable URL: \(error.message)")
        }
        guard next.origin.isPrivate || address.origin.scheme == "http" else {
            throw Self.badRedirect("\(request): redirected from https to plain http")
        }
        return next
    }

    private static func badRedirect(_ message: String) -> VimeoError {
        VimeoError(.network, code: .redirect, message, hint: "check the URL")
    }

    func shown(_ address: Address, of request: Request) -> ShownURL {
        ShownURL(address: address, isSecretLink: request.signing == .secretLink, secrets: credentials.secrets)
    }

    private func outgoing(
        _ request: Request,
        to address: Address,
        isRedirected: Bool
    ) throws(VimeoError) -> Transport.Outgoing {
        let headers = try headers(for: request, to: address, isRedirected: isRedirected, credentials: credentials)
        try headers.checkSize(with: address.target)
        var body: [UInt8] = []
        if !isRedirected, case .json(let bytes) = request.body { body = bytes }
        if !isRedirected, case .raw(let bytes, _) = request.body { body = bytes }
        return Transport.Outgoing(
            method: request.method,
            address: address,
            headers: headers,
            body: body,
            file: request.file,
            timeout: min(request.timeout ?? configuration.timeout, 86_400),
            shown: shown(address, of: request)
        )
    }

    /// One request and its answer.
    private func exchange<Rest>(
        _ outgoing: Transport.Outgoing,
        _ pass: inout RatePass?,
        _ fetch: Fetch<Rest>
    ) async throws(VimeoError) -> Answer<Rest> {
        let isAPI = outgoing.address.origin == root.origin
        do throws(VimeoError) {
            try await enter(&pass, authorization: isAPI ? outgoing.headers["Authorization"] : nil)
        } catch {
            var error = error
            error.method = outgoing.method.rawValue
            error.url = outgoing.safeURL
            if error.kind == .rateLimit {
                error.message = "\(outgoing.method.rawValue) \(outgoing.safeURL): \(error.message)"
            }
            error.isUnsent = true
            throw error
        }
        let start = configuration.timing.uptime()
        var report = configuration.onExchange.map { _ in Exchange(outgoing) }
        defer {
            report?.seconds = configuration.timing.uptime() - start
            if let report { configuration.onExchange?(report) }
        }
        log(">", outgoing.headers)
        do throws(VimeoError) {
            let fetched = try await fetch(outgoing)
            report?.status = fetched.status
            report?.answerSize = fetched.body.count
            let response = Response(
                status: fetched.status,
                headers: fetched.headers,
                body: fetched.body,
                url: outgoing.address.description,
                method: outgoing.method,
                rateLimit: RateLimit(fetched.headers),
                shown: outgoing.shown
            )
            if let taken = pass {
                let clock = configuration.timing.now()
                let answer = RateAnswer(response.status, response.headers, to: response.method, clock: clock)
                pass?.isRefused = taken.keeper.leave(taken.place, with: answer)
            }
            log(response, size: fetched.rest is Void ? fetched.body.count : nil, to: outgoing, since: start)
            return Answer(response: response, rest: fetched.rest)
        } catch {
            if let pass { pass.keeper.leave(pass.place, isUnsent: error.isUnsent) }
            report?.status = nil
            report?.failure = error.message
            log(error, to: outgoing, since: start)
            throw error
        }
    }
}
