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
        #expect(quota.warning(for: 5001) == "the file has 4.8 KiB, but the account has room for 4.8 KiB")
        var weekly = quota
        weekly.space = nil
        #expect(weekly.warning(for: 3_000_000) == nil)
        #expect(
            weekly.warning(for: 4_000_000)
                == "the file has 3.8 MiB, but the account may upload 2.8 MiB more before 2018-06-29T04:05:16-04:00"
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

    @Test("Sizes are written in powers of 1024")
    func sizes() {
        let texts = [0, 1, 1023, 1024, 1587, 102_399, 102_400, 1_048_576, 268_435_456_000, .max] as [Int64]
        #expect(
            texts.map { Wording.bytes($0) } == [
                "0 bytes", "1 byte", "1023 bytes", "1.0 KiB", "1.5 KiB", "99.9 KiB", "100 KiB", "1.0 MiB", "250 GiB",
                "7.9 EiB",
            ]
        )
    }
}
