import Logging

extension Client {
    /// Makes a request and gives the answer, whatever its status.
    ///
    /// Repeats what may be repeated: idempotent requests on connection failures, 408, 429 and 5xx; POST and PATCH only if
    /// they provably were not processed (no connection, 429, 503 with `Retry-After`). GET and HEAD follow up to five
    /// redirects; other methods get the 3xx answer itself. The token goes to the API's own origin only.
    ///
    /// - Throws: `usage` and `auth` before any request is made; `network`, `timeout`, `cancelled` without an answer.
    public func send(_ request: Request) async throws(VimeoError) -> Response {
        try request.headers.check()
        let address = try Address(path: request.path, root: root).adding(request.query)
        guard request.timeout ?? configuration.timeout > 0 else {
            throw VimeoError(.usage, "the timeout must be more than 0 seconds", hint: "leave it out for the default")
        }
        let policy = RetryPolicy(retries: max(0, request.retries ?? configuration.retries))
        let timing = configuration.timing
        var attempt = 1
        var waited = 0.0
        var pass: RatePass?
        var refusal: Response?
        while true {
            let outcome: RetryPolicy.Outcome
            let result: Result<Response, VimeoError>
            do {
                let response = try await follow(request, address, &pass)
                if let pass, pass.isRefused, attempt <= policy.retries {
                    // It stands in line again, which does the waiting.
                    refusal = response
                    attempt += 1
                    continue
                }
                outcome = .answer(status: response.status, headers: response.headers)
                result = .success(response)
            } catch {
                if error.error.kind == .rateLimit, let refusal { return refusal }
                outcome = .failure(error.error, isUnsent: error.isUnsent)
                result = .failure(request.method.isIdempotent || error.isUnsent ? error.error : error.error.unanswered)
            }
            let wait = policy.wait(
                after: outcome,
                request: request,
                attempt: attempt,
                waited: waited,
                now: timing.now(),
                random: timing.random()
            )
            guard let wait else { return try result.get() }
            tell(result, wait: wait, attempt: attempt, of: policy.retries)
            try await sleep(wait.seconds)
            waited += wait.seconds
            attempt += 1
        }
    }

    /// Waits, unless the task is cancelled.
    func sleep(_ seconds: Double) async throws(VimeoError) {
        do {
            try await configuration.timing.sleep(seconds)
        } catch {
            throw TransportErrors.cancelled
        }
    }

    /// One attempt, with the redirects it leads to.
    private func follow(
        _ request: Request,
        _ start: Address,
        _ pass: inout RatePass?
    ) async throws(Transport.Failure) -> Response {
        var address = start
        for _ in 0...5 {
            let isRedirected = address.origin != start.origin
            let response = try await once(request, address, isRedirected: isRedirected, &pass)
            guard request.method == .get || request.method == .head, request.signing == .automatic,
                [301, 302, 303, 307, 308].contains(response.status), let location = response.headers["Location"]
            else { return response }
            address = try redirected(address, to: location, by: response)
        }
        let error = TransportErrors.network(
            "redirect",
            "\(request.method.rawValue) \(Redaction.url(start)): more than five redirects",
            "check the URL"
        )
        throw TransportErrors.sent(error)
    }

    func redirected(
        _ address: Address,
        to location: String,
        by response: Response
    ) throws(Transport.Failure) -> Address {
        let next: Address
        do {
            next = try address.redirected(to: location)
        } catch {
            let text =
                "\(response.method.rawValue) \(response.safeURL): redirected to an unusable URL: \(error.message)"
            throw TransportErrors.sent(TransportErrors.network("redirect", text, "check the URL"))
        }
        guard next.origin.isPrivate || address.origin.scheme == "http" else {
            let text = "\(response.method.rawValue) \(response.safeURL): redirected from https to plain http"
            throw TransportErrors.sent(TransportErrors.network("redirect", text, "check the URL"))
        }
        return next
    }

    private func once(
        _ request: Request,
        _ address: Address,
        isRedirected: Bool,
        _ pass: inout RatePass?
    ) async throws(Transport.Failure) -> Response {
        let credentials = credentials
        let headers: Headers
        do {
            headers = try self.headers(for: request, to: address, isRedirected: isRedirected, credentials: credentials)
            try headers.checkSize(with: address.target)
        } catch {
            throw TransportErrors.sent(error)
        }
        var body: [UInt8] = []
        if !isRedirected, case .json(let bytes) = request.body { body = bytes }
        if !isRedirected, case .raw(let bytes, _) = request.body { body = bytes }
        let isSecretLink = request.signing == .secretLink
        let outgoing = Transport.Outgoing(
            method: request.method,
            address: address,
            headers: headers,
            body: body,
            file: request.file,
            timeout: min(request.timeout ?? configuration.timeout, 86_400),
            isSecretLink: isSecretLink
        )
        let safeURL = Redaction.url(address, isSecretLink: isSecretLink)
        let incoming: Transport.Incoming
        do throws(VimeoError) {
            try await enter(&pass, authorization: address.origin == root.origin ? headers["Authorization"] : nil)
        } catch {
            var error = error
            error.method = request.method.rawValue
            error.url = safeURL
            if error.kind == .rateLimit { error.message = "\(request.method.rawValue) \(safeURL): \(error.message)" }
            throw TransportErrors.unsent(error)
        }
        let start = configuration.timing.uptime()
        do {
            incoming = try await transport.exchange(outgoing, largestBody: configuration.largestBody)
            report(outgoing, safeURL, since: start, .success(incoming), credentials)
        } catch {
            report(outgoing, safeURL, since: start, .failure(error), credentials)
            if let pass { pass.keeper.leave(pass.place, isUnsent: error.isUnsent) }
            throw error
        }
        if let taken = pass {
            let answer = RateAnswer(incoming, to: request.method, clock: configuration.timing.now())
            pass?.isRefused = taken.keeper.leave(taken.place, with: answer)
        }
        configuration.logger.debug("\(request.method.rawValue) \(safeURL): \(incoming.status)")
        return Response(
            status: incoming.status,
            headers: incoming.headers,
            body: incoming.body,
            url: address.description,
            method: request.method,
            rateLimit: RateLimit(incoming.headers),
            safeURL: safeURL,
            secrets: credentials.secrets
        )
    }

    func report(
        _ outgoing: Transport.Outgoing,
        _ url: String,
        since start: Double,
        _ result: Result<Transport.Incoming, Transport.Failure>,
        _ credentials: Credentials
    ) {
        guard let show = configuration.onExchange else { return }
        let seconds = configuration.timing.uptime() - start
        var exchange = Exchange(outgoing, url: url, secrets: credentials.secrets, seconds: seconds)
        switch result {
        case .success(let incoming):
            exchange.status = incoming.status
            exchange.answerSize = incoming.body.count
        case .failure(let failure):
            exchange.failure = failure.error.message
        }
        show(exchange)
    }

    private func tell(
        _ result: Result<Response, VimeoError>,
        wait: (seconds: Double, reason: RetryPolicy.Reason),
        attempt: Int,
        of retries: Int
    ) {
        let cause =
            switch result {
            case .success(let response): response.describedError().message
            case .failure(let error): error.message
            }
        let isLimit = wait.reason == .rateLimit
        let message = "\(cause); trying again in \(Wording.seconds(wait.seconds)) (retry \(attempt) of \(retries))"
        configuration.onNotice(Notice(kind: isLimit ? .rateLimit : .retry, message: message, seconds: wait.seconds))
    }
}
