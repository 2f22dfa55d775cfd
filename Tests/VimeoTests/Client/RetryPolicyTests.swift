import Testing

@testable import Vimeo

@Suite("Retry policy")
struct RetryPolicyTests {
    private let policy = RetryPolicy(retries: 3)

    private func wait(
        _ method: Request.Method,
        _ status: Int,
        _ headers: Headers = Headers(),
        attempt: Int = 1,
        waited: Double = 0,
        random: Double = 0.5
    ) -> Double? {
        policy.wait(
            after: .answer(status: status, headers: headers),
            request: Request(method, "/x"),
            attempt: attempt,
            waited: waited,
            now: 1000,
            random: random
        )?.seconds
    }

    @Test(
        "Idempotent requests are repeated after 408, 429 and 5xx that pass, and after nothing else",
        arguments: Request.Method.allCases
    )
    func statuses(method: Request.Method) {
        let repeated = [408, 429, 500, 502, 503, 504]
        for status in [200, 201, 204, 301, 304, 400, 401, 403, 404, 408, 409, 410, 429, 500, 501, 502, 503, 504, 505] {
            let isExpected = method.isIdempotent ? repeated.contains(status) : status == 429
            #expect((wait(method, status) != nil) == isExpected, "\(method) \(status)")
        }
    }

    @Test("A POST or PATCH is repeated after 503 only with Retry-After", arguments: [Request.Method.post, .patch])
    func unavailable(method: Request.Method) {
        #expect(wait(method, 503) == nil)
        #expect(wait(method, 503, ["Retry-After": "2"]) == 2)
        #expect(wait(method, 500, ["Retry-After": "2"]) == nil)
        var request = Request(method, "/x")
        request.isUnavailableHarmless = true
        let outcome = RetryPolicy.Outcome.answer(status: 503, headers: Headers())
        #expect(policy.wait(after: outcome, request: request, attempt: 1, waited: 0, now: 0, random: 0) != nil)
    }

    @Test("Without an answer a POST is repeated only if it was provably not sent, a GET also otherwise")
    func failures() {
        let broken = VimeoError(.network, code: "reset", "x", isTransient: true)
        let untrusted = VimeoError(.network, code: "tls", "x")
        func isRepeated(_ method: Request.Method, _ error: VimeoError, isUnsent: Bool) -> Bool {
            let outcome = RetryPolicy.Outcome.failure(isUnsent ? error.unsent : error)
            return policy.wait(after: outcome, request: Request(method, "/x"), attempt: 1, waited: 0, now: 0, random: 0)
                != nil
        }
        #expect(isRepeated(.get, broken, isUnsent: false))
        #expect(isRepeated(.delete, broken, isUnsent: false))
        #expect(!isRepeated(.post, broken, isUnsent: false))
        #expect(!isRepeated(.patch, broken, isUnsent: false))
        #expect(isRepeated(.post, broken, isUnsent: true))
        #expect(!isRepeated(.get, untrusted, isUnsent: true))
        #expect(!isRepeated(.get, VimeoError(.cancelled, "x"), isUnsent: true))
    }

    @Test("The back-off doubles up to its bound, with full jitter")
    func backOff() {
        #expect((1...8).map { policy.backOff($0, random: 1) } == [0.5, 1, 2, 4, 8, 16, 20, 20])
        #expect(policy.backOff(3, random: 0) == 0)
        #expect(policy.backOff(3, random: 0.25) == 0.5)
        #expect(policy.backOff(1_000_000, random: 1) == 20)
    }

    @Test("There are as many retries as asked for, and no more")
    func count() {
        #expect(wait(.get, 500, attempt: 3) != nil)
        #expect(wait(.get, 500, attempt: 4) == nil)
        let outcome = RetryPolicy.Outcome.answer(status: 500, headers: Headers())
        #expect(
            RetryPolicy(retries: 0).wait(
                after: outcome,
                request: Request(.get, "/"),
                attempt: 1,
                waited: 0,
                now: 0,
                random: 0
            ) == nil
        )
    }

    @Test("Retry-After is obeyed as seconds and as a date, against the server's own clock")
    func retryAfter() {
        #expect(wait(.get, 503, ["Retry-After": "7"]) == 7)
        #expect(wait(.get, 503, ["Retry-After": "Thu, 01 Jan 1970 00:17:00 GMT"]) == 20)
        let skewed: Headers = ["Retry-After": "Sun, 06 Nov 1994 08:49:47 GMT", "Date": "Sun, 06 Nov 1994 08:49:37 GMT"]
        #expect(wait(.get, 503, skewed) == 10)
        #expect(wait(.get, 503, ["Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"]) == 0)
        #expect(wait(.get, 503, ["Retry-After": "soon"]) == 0.25)
        #expect(wait(.get, 503, ["Retry-After": "-3"]) == 0.25)
    }

    @Test("On 429 the end of the window is waited for, in both forms of the header")
    func rateLimit() {
        #expect(wait(.post, 429, ["X-RateLimit-Reset": "1060"], random: 0) == 60)
        #expect(wait(.get, 429, ["X-RateLimit-Reset": "1970-01-01T00:17:40+00:00"], random: 0) == 60)
        #expect(wait(.get, 429, ["X-RateLimit-Reset": "1060"], random: 0.75) == 60.75)
        #expect(wait(.get, 429, ["X-RateLimit-Reset": "990"]) == 0.25)
        #expect(wait(.get, 429, ["X-RateLimit-Reset": "1060", "Retry-After": "3"]) == 3)
        #expect(wait(.get, 500, ["X-RateLimit-Reset": "1060"]) == 0.25)
    }

    @Test("An answer of an upload server is judged by that server's clock too")
    func uploadServer() throws {
        let headers: Headers = [
            "Retry-After": "Sun, 06 Nov 1994 08:49:47 GMT", "Date": "Sun, 06 Nov 1994 08:49:37 GMT",
        ]
        let address = try Address(absolute: "https://h/")
        let response = Response(
            status: 503,
            headers: headers,
            body: [],
            url: address.description,
            method: .patch,
            shown: ShownURL(address: address, isSecretLink: true, secrets: [])
        )
        #expect(TusAnswer(response, now: 1_700_000_000).retryAfter == 10)
    }

    @Test("More than a billion seconds are never asked for", arguments: ["9223372036854775807", "1000000001"])
    func longestAsked(seconds: String) {
        #expect(RetryPolicy.retryAfter(["Retry-After": seconds], now: 1_700_000_000) == 1e9)
    }

    @Test("All waits together are bounded: a longer one is not begun")
    func budget() {
        #expect(wait(.get, 429, ["Retry-After": "300"]) == 300)
        #expect(wait(.get, 429, ["Retry-After": "301"]) == nil)
        #expect(wait(.get, 429, ["Retry-After": "100"], waited: 201) == nil)
        #expect(wait(.get, 429, ["Retry-After": "99999999999999999999"]) == 0.25)
        #expect(wait(.get, 429, ["X-RateLimit-Reset": "999999999999"]) == nil)
    }
}
