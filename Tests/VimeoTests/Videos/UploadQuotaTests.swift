import Testing

@testable import Vimeo

@Suite("Upload quota")
struct UploadQuotaTests {
    private func quota(_ json: String) throws -> UploadQuota {
        UploadQuota(try #require(JSONValue(json: Array(json.utf8))))
    }

    @Test("A file that does not fit is warned of, by storage first, then by period")
    func warning() throws {
        let quota = try quota(
            #"{"space":{"free":5000},"periodic":{"free":3000000,"reset_date":"2018-06-29T04:05:16-04:00"}}"#
        )
        #expect(quota.warning(for: 5000) == nil)
        #expect(quota.warning(for: 5001) == "the file has 5.0 kB, but the account has room for 5.0 kB")
        var weekly = quota
        weekly.space = nil
        #expect(weekly.warning(for: 3_000_000) == nil)
        #expect(
            weekly.warning(for: 4_000_000)
                == "the file has 4.0 MB, but the account may upload 3.0 MB more, until 2018-06-29T04:05:16-04:00"
        )
        weekly.periodic = -1
        weekly.reset = nil
        #expect(weekly.warning(for: 1) == "the file has 1 byte, but the account may upload 0 bytes more")
    }

    @Test(
        "What is not said is no limit",
        arguments: ["{}", "null", "[]", #"{"space":null,"periodic":{"free":null}}"#, #"{"space":{"free":"many"}}"#]
    )
    func unknown(json: String) throws {
        #expect(try quota(json).warning(for: .max) == nil)
    }

    @Test("Sizes are written in powers of ten")
    func sizes() {
        let texts = [0, 1, 999, 1000, 1550, 99_999, 100_000, 1_000_000, 268_435_456_000, .max] as [Int64]
        #expect(
            texts.map { Wording.bytes($0) } == [
                "0 bytes", "1 byte", "999 bytes", "1.0 kB", "1.5 kB", "99.9 kB", "100 kB", "1.0 MB", "268 GB", "9.2 EB",
            ]
        )
    }
}
