import Testing

@testable import Vimeo

@Suite("Caption files")
struct CaptionFileTests {
    private func format(_ text: String) -> CaptionFormat { CaptionFormat(Array(text.utf8)) }

    @Test(
        "WebVTT begins with its word and an end to it",
        arguments: ["WEBVTT", "WEBVTT\n", "WEBVTT - title\n", "WEBVTT\r\n\r\n", "WEBVTT\tx", "\u{FEFF}WEBVTT\n"]
    )
    func webVTT(text: String) {
        #expect(format(text) == .webVTT)
    }

    @Test(
        "Words that are not quite it are not",
        arguments: ["WEBVTTX", "webvtt\n", " WEBVTT\n", "\nWEBVTT\n", "WEBVT"]
    )
    func noWebVTT(text: String) {
        #expect(format(text) == .unknown)
    }

    @Test(
        "SubRip begins with times, perhaps after a counter and blank lines",
        arguments: [
            "1\n00:00:01,000 --> 00:00:02,000\nx", "\u{FEFF}\r\n\r\n1\r\n00:00:01,000 --> 00:00:02,000\r\nx",
            "00:00:01.000 --> 00:00:02.000\nx", "0\r00:00:01,000 --> 00:00:02,000\rx",
        ]
    )
    func subRip(text: String) {
        #expect(format(text) == .subRip)
    }

    @Test(
        "Other formats are called by their names",
        arguments: [
            ("<?xml version=\"1.0\"?><tt>", "TTML or another kind of XML"),
            ("[Script Info]\nTitle: x", "SubStation Alpha"),
            ("Scenarist_SCC V1.0\n", "SCC"), ("{0}{25}Hello", "MicroDVD"), ("{\"a\":1}", "JSON"),
            ("0:00:01.000,0:00:03.000\nHello", "SBV"),
        ]
    )
    func others(text: String, name: String) {
        #expect(format(text) == .other(name))
    }

    @Test("Bytes that are no text in UTF-8 are told apart")
    func encodings() {
        #expect(CaptionFormat([]) == .empty)
        #expect(format("\n \r\n\t") == .empty)
        #expect(CaptionFormat([0xFF, 0xFE, 0x31, 0x00]) == .utf16)
        #expect(CaptionFormat([0xFE, 0xFF, 0x00, 0x31]) == .utf16)
        #expect(CaptionFormat(Array("1\n00:00".utf8).flatMap { [$0, 0] }) == .utf16)
        #expect(CaptionFormat(Array("1\n00:00".utf8).flatMap { [0, $0] }) == .utf16)
        #expect(
            CaptionFormat(Array("1\n00:00:01,000 --> 00:00:02,000\nGr".utf8) + [0xFC] + Array("n".utf8)) == .eightBit
        )
        #expect(CaptionFormat([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00]) == .binary)
        #expect(CaptionFormat([0x1F, 0x8B, 0x08, 0x01]) == .binary)
        #expect(format("just words\nand more") == .unknown)
    }

    @Test("WebVTT is sent as it is; SubRip becomes WebVTT, and so does its name")
    func bytes() throws {
        let webVTT = try CaptionFile(Array("\u{FEFF}WEBVTT\r\n\r\n".utf8), place: "/a.vtt", name: "a.vtt")
        #expect(webVTT.bytes == Array("\u{FEFF}WEBVTT\r\n\r\n".utf8))
        #expect(webVTT.name == "a.vtt")
        let subRip = "1\r\n00:00:01,000 --> 00:00:02,000\r\nx\r\n"
        let converted = try CaptionFile(Array(subRip.utf8), place: "/a.SRT", name: "a.SRT")
        #expect(String(decoding: converted.bytes, as: UTF8.self) == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nx\n")
        #expect(converted.name == "a.vtt")
    }

    @Test(
        "What cannot be sent is refused with an error that says what it is",
        arguments: [
            ("<tt>", "TTML"), ("", "is empty"), ("hello", "neither"),
            ("1\n00:00:01,000 --> 00:00:01,000\nx", "no cue"), ("a\0b", "not text"),
        ]
    )
    func refused(text: String, word: String) {
        let error = #expect(throws: VimeoError.self) {
            try CaptionFile(Array(text.utf8), place: "/a\nb", name: "a")
        }
        #expect(error?.kind == .file)
        #expect(error?.message.contains(word) == true)
        #expect(error?.message.contains("\n") == false)
        #expect(error?.hint != nil)
    }
}
