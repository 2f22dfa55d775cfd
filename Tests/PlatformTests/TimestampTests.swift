import Platform
import Testing

@Suite("Points in time")
struct TimestampTests {
    @Test(
        "Both forms of X-RateLimit-Reset are read, and nonsense is not",
        arguments: [
            ("1502230821", 1_502_230_821), ("2017-08-08T22:20:21+00:00", 1_502_230_821),
            ("2017-08-08T22:20:21Z", 1_502_230_821),
            ("2017-08-09T00:20:21+02:00", 1_502_230_821), ("2017-08-08T18:20:21-0400", 1_502_230_821),
            ("2017-08-08T22:20:21.123+00:00", 1_502_230_821), ("2000-02-29T00:00:00Z", 951_782_400),
            ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1), ("", nil), ("soon", nil), ("-5", nil),
            ("1e9", nil),
            ("99999999999999999999", nil), ("2017-13-08T22:20:21Z", nil), ("2017-08-08", nil),
            ("2017-08-08T25:00:00Z", nil),
            ("2017-08-08T22:20:21+0", nil), ("T", nil), ("٣", nil),
        ] as [(String, Int?)]
    )
    func epoch(text: String, expected: Int?) {
        #expect(Timestamp.epoch(text) == expected)
    }

    @Test(
        "The three forms of an HTTP date are read",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("", nil),
            ("yesterday", nil),
            ("Sun, 06 Foo 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 08:49 GMT", nil), ("2024-02-29", nil),
            ("Thu, 29 Feb 2024 25:30:45 GMT", nil), ("Thu, 29 Feb 99999999999999 12:30:45 GMT", nil),
        ] as [(String, Int?)]
    )
    func httpDate(text: String, expected: Int?) {
        #expect(Timestamp.httpDate(text) == expected)
    }
}
