import Logging

extension Client {
    /// Makes a request and gives the answer, whatever its status.
    ///
    /// Retries what may be retried: idempotent requests on connection failures, 408, 429 and 5xx; POST and PATCH only if
    /// it is certain that they were not processed (no connection, 429, 503 with `Retry-After`). GET and HEAD follow up to five
    /// redirects; other methods get the 3xx answer itself. The token goes to the API's own origin only.
    ///
    /// - Throws: `usage` and `auth` before any request is made; `network`, `timeout`, `cancelled` without an answer.
    public func send(_ request: Request) async throws(VimeoError) -> Response {
        let address = try check(request)
        let policy = RetryPolicy(retries: max(0, request.retries ?? configuration.retries))
        let timing = configuration.timing
        var attempt = 1
        var waited = 0.0
        var pass: RatePass?
        var refusal: Response?
        let largest = max(0, min(request.largestBody ?? .max, configuration.largestBody))
        let fetch: Fetch<Void> = { [transport] outgoing async throws(VimeoError) in
            try await transport.fetch(outgoing, largest: largest)
        }
        while true {
            let outcome: RetryPolicy.Outcome
            let result: Result<Response, VimeoError>
            do throws(VimeoError) {
                let response = try await follow(request, at: address, &pass, fetch).response
                if let pass, pass.isRefused, attempt <= policy.retries {
                    // It enters the line again, which does the waiting.
                    refusal = response
                    attempt += 1
                    continue
                }
                outcome = .answer(status: response.status, headers: response.headers)
                result = .success(response)
            } catch {
                if error.kind == .rateLimit, let refusal { return hidingSecrets(in: refusal) }
                outcome = .failure(error)
                var failure = error
                let isMaybeDone = !request.method.isIdempotent && !error.isUnsent
                if isMaybeDone, [.network, .timeout].contains(failure.kind) { failure.hint = failure.hintToCheck }
                result = .failure(failure)
            }
            let wait = policy.wait(
                after: outcome,
                request: request,
                attempt: attempt,
                waited: waited,
                now: timing.now(),
                random: timing.random()
            )
            guard let wait else { return hidingSecrets(in: try result.get()) }
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
        let message = "\(cause); retrying in \(Wording.seconds(wait.seconds)) (retry \(attempt) of \(retries))"
        configuration.onNotice(Notice(kind: isLimit ? .rateLimit : .retry, message: message, seconds: wait.seconds))
    }
}
