import Testing

@testable import VimeoSandbox

@Suite struct InstantTests {
    @Test(
        "Moments are written in both forms, leap days and days before 1970 included",
        arguments: [
            (0, "1970-01-01T00:00:00+00:00", "Thu, 01 Jan 1970 00:00:00 GMT"),
            (1_709_209_845, "2024-02-29T12:30:45+00:00", "Thu, 29 Feb 2024 12:30:45 GMT"),
            (951_868_799, "2000-02-29T23:59:59+00:00", "Tue, 29 Feb 2000 23:59:59 GMT"),
            (4_107_542_400, "2100-03-01T00:00:00+00:00", "Mon, 01 Mar 2100 00:00:00 GMT"),
            (-1, "1969-12-31T23:59:59+00:00", "Wed, 31 Dec 1969 23:59:59 GMT"),
        ] as [(Int64, String, String)]
    )
    func forms(seconds: Int64, iso: String, http: String) {
        let instant = Instant(milliseconds: seconds * 1000)
        #expect(instant.iso8601 == iso)
        #expect(instant.httpDate == http)
    }
}
