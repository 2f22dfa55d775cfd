import Testing

@testable import Vimeo

@Suite("Content-Range")
struct ContentRangeTests {
    @Test("Parts of a known and of an unknown whole are read, and the form of 416")
    func good() {
        #expect(ContentRange("bytes 0-9/100")?.bytes == 0..<10)
        #expect(ContentRange("bytes 0-9/100")?.total == 100)
        #expect(ContentRange("Bytes 5-5/*")?.bytes == 5..<6)
        #expect(ContentRange("bytes 5-5/*")?.total == nil)
        #expect(ContentRange("bytes */7") == ContentRange("bytes */7"))
        #expect(ContentRange("bytes */7")?.bytes == nil)
        #expect(ContentRange("bytes */7")?.total == 7)
    }

    @Test(
        "What is malformed or contradicts itself is nothing",
        arguments: [
            "", "bytes", "bytes ", "bytes 0-9", "bytes 0-9/", "bytes */*", "bytes 9-0/100", "bytes 0-100/100",
            "bytes -1-9/100", "bytes +0-9/100", "bytes 0 - 9/100", "items 0-9/100", "bytes 0-9/100/2", "bytes a-b/c",
            "bytes 0-9/99999999999999999999", "bytes  0-9/100", "bytes=0-9/100", "bytes 0-9223372036854775807/*",
        ]
    )
    func bad(text: String) {
        #expect(ContentRange(text) == nil)
    }

    @Test("A strong tag is a validator, a weak one is not, and a date only if it is old enough")
    func validators() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT"
        let later = "Sun, 06 Nov 1994 08:49:38 GMT"
        #expect(DownloadAnswer.validator(["ETag": "\"a\"", "Last-Modified": date, "Date": later]) == "\"a\"")
        #expect(DownloadAnswer.validator(["ETag": "W/\"a\"", "Last-Modified": date, "Date": later]) == nil)
        #expect(DownloadAnswer.validator(["Last-Modified": date, "Date": later]) == date)
        #expect(DownloadAnswer.validator(["Last-Modified": date, "Date": date]) == nil)
        #expect(DownloadAnswer.validator(["Last-Modified": date]) == nil)
        #expect(DownloadAnswer.validator(["Last-Modified": "yesterday", "Date": later]) == nil)
        #expect(DownloadAnswer.validator(["ETag": "\"" + String(repeating: "x", count: 2000) + "\""]) == nil)
        #expect(DownloadAnswer.validator([:]) == nil)
    }
}
