import Testing

@testable import Vimeo

@Suite("What answers say about the limit")
struct RateAnswerTests {
    private func answer(_ status: Int, _ headers: Headers, to method: Request.Method = .get) -> RateAnswer {
        RateAnswer(status, headers, to: method, clock: 1_700_000_000)
    }

    @Test(
        "The end of the window is measured by the server's clock, or by ours within a minute",
        arguments: [
            (["X-RateLimit-Reset": "1700000030"], 31),
            (["X-RateLimit-Reset": "2023-11-14T22:13:50+00:00"], 31),
            (["X-RateLimit-Reset": "1700000000"], 1),
            (["X-RateLimit-Reset": "1700000061"], nil),
            (["X-RateLimit-Reset": "1699999999"], nil),
            (["X-RateLimit-Reset": "999999999999999999"], nil),
            (["X-RateLimit-Reset": "-1"], nil),
            (["X-RateLimit-Reset": "soon"], nil),
            (["X-RateLimit-Reset": ""], nil),
            ([:], nil),
            (["X-RateLimit-Reset": "1700003630", "Date": "Tue, 14 Nov 2023 23:13:20 GMT"], 31),
            (["X-RateLimit-Reset": "1700000030", "Date": "Tue, 14 Nov 2023 23:13:20 GMT"], nil),
            (["X-RateLimit-Reset": "1700000130", "Date": "Tue, 14 Nov 2023 22:13:20 GMT"], 131),
            (["X-RateLimit-Reset": "1800000000", "Date": "Tue, 14 Nov 2023 22:13:20 GMT"], 3601),
            (["X-RateLimit-Reset": "1700000030", "Date": "yesterday"], 31),
        ] as [(Headers, Double?)]
    )
    func secondsLeft(headers: Headers, seconds: Double?) {
        #expect(answer(200, headers).secondsLeft == seconds)
    }

    @Test("A limit of nothing and a reset alone count nothing")
    func counts() {
        #expect(answer(200, ["X-RateLimit-Remaining": "5"]).hasCount)
        #expect(answer(200, ["X-RateLimit-Limit": "60"]).hasCount)
        #expect(!answer(200, ["X-RateLimit-Limit": "0", "X-RateLimit-Remaining": "0"]).hasCount)
        #expect(!answer(200, ["X-RateLimit-Limit": "-1"]).hasCount)
        #expect(!answer(200, ["X-RateLimit-Limit": "many", "X-RateLimit-Reset": "1700000030"]).hasCount)
        #expect(!answer(200, [:]).hasCount)
    }

    @Test("A 429 is a refusal, but for a change with a limit of its own")
    func refusals() {
        let left: Headers = ["X-RateLimit-Remaining": "5"]
        #expect(answer(429, [:]).isRefusal)
        #expect(answer(429, left).isRefusal)
        #expect(answer(429, [:], to: .post).isRefusal)
        #expect(answer(429, ["X-RateLimit-Remaining": "0"], to: .post).isRefusal)
        #expect(!answer(429, left, to: .post).isRefusal)
        #expect(!answer(503, [:]).isRefusal)
    }

    @Test("Retry-After is read as seconds and as a date by the server's clock")
    func retryAfter() {
        #expect(answer(429, ["Retry-After": "7"]).retryAfter == 7)
        let dated: Headers = ["Retry-After": "Tue, 14 Nov 2023 23:13:30 GMT", "Date": "Tue, 14 Nov 2023 23:13:20 GMT"]
        #expect(answer(429, dated).retryAfter == 10)
        #expect(answer(429, ["Retry-After": "never"]).retryAfter == nil)
    }
}
