import Logging

extension Client {
    /// An answer: its head, and its body unless that was left to be read from `incoming`.
    struct Answer {
        var response: Response
        var incoming: Transport.Incoming
    }

    /// Makes a request once and leaves the body of the answer to the caller.
    ///
    /// Follows redirects as ``send(_:)`` does.
    func open(_ request: Request) async throws(VimeoError) -> Answer {
        let address = try check(request)
        var pass: RatePass?
        do {
            return try await follow(request, at: address, &pass, largestBody: nil)
        } catch {
            throw error.error
        }
    }

    /// Where a request goes, if it may be made at all.
    func check(_ request: Request) throws(VimeoError) -> Address {
        try request.headers.check()
        guard request.timeout ?? configuration.timeout > 0 else {
            throw VimeoError(.usage, "the timeout must be more than 0 seconds", hint: "leave it out for the default")
        }
        return try Address(path: request.path, root: root).adding(request.query)
    }

    /// One attempt, with the redirects it leads to.
    ///
    /// - Parameter largestBody: the most bytes to read of the body; nil leaves it to the caller.
    func follow(
        _ request: Request,
        at start: Address,
        _ pass: inout RatePass?,
        largestBody: Int?
    ) async throws(Transport.Failure) -> Answer {
        var address = start
        for _ in 0...5 {
            let isRedirected = address.origin != start.origin
            let answer = try await exchange(request, with: address, isRedirected: isRedirected, &pass, largestBody)
            guard request.followsRedirects, [301, 302, 303, 307, 308].contains(answer.response.status),
                let location = answer.response.headers["Location"]
            else { return answer }
            address = try redirected(address, to: location, by: answer.response)
        }
        let url = Redaction.url(start, isSecretLink: request.signing == .secretLink)
        throw Transport.Failure(Self.badRedirect("\(request.method.rawValue) \(url): more than five redirects"))
    }

    private func redirected(
        _ address: Address,
        to location: String,
        by response: Response
    ) throws(Transport.Failure) -> Address {
        let request = "\(response.method.rawValue) \(response.safeURL)"
        let next: Address
        do {
            next = try address.redirected(to: location)
        } catch {
            throw Transport.Failure(Self.badRedirect("\(request): redirected to an unusable URL: \(error.message)"))
        }
        guard next.origin.isPrivate || address.origin.scheme == "http" else {
            throw Transport.Failure(Self.badRedirect("\(request): redirected from https to plain http"))
        }
        return next
    }

    private static func badRedirect(_ message: String) -> VimeoError {
        VimeoError(.network, code: .redirect, message, hint: "check the URL")
    }

    /// One request and its answer.
    private func exchange(
        _ request: Request,
        with address: Address,
        isRedirected: Bool,
        _ pass: inout RatePass?,
        _ largestBody: Int?
    ) async throws(Transport.Failure) -> Answer {
        let credentials = credentials
        let outgoing: Transport.Outgoing
        do {
            outgoing = try self.outgoing(request, to: address, isRedirected: isRedirected, credentials)
        } catch {
            throw Transport.Failure(error)
        }
        let safeURL = Redaction.url(address, isSecretLink: outgoing.isSecretLink)
        do throws(VimeoError) {
            let isLimited = address.origin == root.origin
            try await enter(&pass, authorization: isLimited ? outgoing.headers["Authorization"] : nil)
        } catch {
            var error = error
            error.method = request.method.rawValue
            error.url = safeURL
            if error.kind == .rateLimit { error.message = "\(request.method.rawValue) \(safeURL): \(error.message)" }
            throw Transport.Failure(error, isUnsent: true)
        }
        let start = configuration.timing.uptime()
        do throws(Transport.Failure) {
            let incoming = try await transport.open(outgoing)
            let body = if let largestBody { try await incoming.read(largest: largestBody) } else { [] as [UInt8] }
            let response = Response(
                status: incoming.status,
                headers: incoming.headers,
                body: body,
                url: address.description,
                method: request.method,
                rateLimit: RateLimit(incoming.headers),
                safeURL: safeURL,
                secrets: credentials.secrets
            )
            if let taken = pass {
                let answer = RateAnswer(
                    response.status,
                    response.headers,
                    to: request.method,
                    clock: configuration.timing.now()
                )
                pass?.isRefused = taken.keeper.leave(taken.place, with: answer)
            }
            report(outgoing, safeURL, since: start, .success(response), credentials)
            return Answer(response: response, incoming: incoming)
        } catch {
            if let pass { pass.keeper.leave(pass.place, isUnsent: error.isUnsent) }
            report(outgoing, safeURL, since: start, .failure(error), credentials)
            throw error
        }
    }

    private func outgoing(
        _ request: Request,
        to address: Address,
        isRedirected: Bool,
        _ credentials: Credentials
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
            isSecretLink: request.signing == .secretLink
        )
    }

    private func report(
        _ outgoing: Transport.Outgoing,
        _ url: String,
        since start: Double,
        _ result: Result<Response, Transport.Failure>,
        _ credentials: Credentials
    ) {
        if case .success(let response) = result {
            configuration.logger.debug("\(outgoing.method.rawValue) \(url): \(response.status)")
        }
        guard let show = configuration.onExchange else { return }
        let seconds = configuration.timing.uptime() - start
        var exchange = Exchange(outgoing, url: url, secrets: credentials.secrets, seconds: seconds)
        switch result {
        case .success(let response):
            exchange.status = response.status
            exchange.answerSize = response.body.count
        case .failure(let failure):
            exchange.failure = failure.error.message
        }
        show(exchange)
    }
}
