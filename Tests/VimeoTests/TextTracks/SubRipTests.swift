import Testing

@testable import Vimeo

@Suite("SubRip to WebVTT")
struct SubRipTests {
    @Test("Cues keep their times and texts; counters are removed")
    func plain() {
        let text = "1\n00:00:01,000 --> 00:00:02,500\nHello\nworld\n\n2\n01:00:00,007 --> 01:00:01,000\n- Yes?\n"
        #expect(
            SubRip.webVTT(text)
                == "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nHello\nworld\n\n01:00:00.007 --> 01:00:01.000\n- Yes?\n"
        )
    }

    /// One cue with that line of times.
    private func times(_ line: String) -> String? {
        let lines = SubRip.webVTT("1\n\(line)\nx").split(separator: "\n")
        return lines.count == 3 ? String(lines[1]) : nil
    }

    @Test(
        "Times are read however they are written",
        arguments: [
            ("00:00:01,000 --> 00:00:02,000", "00:00:01.000 --> 00:00:02.000"),
            ("00:00:01.000-->00:00:02.000", "00:00:01.000 --> 00:00:02.000"),
            ("0:0:1,5 --> 0:0:2,25", "00:00:01.500 --> 00:00:02.250"),
            ("00:01,000 --> 00:02,000", "00:00:01.000 --> 00:00:02.000"),
            ("00:00:01 --> 00:00:02", "00:00:01.000 --> 00:00:02.000"),
            ("  00:00:01,000  -->  00:00:02,000  ", "00:00:01.000 --> 00:00:02.000"),
            ("00:00:01,0009 --> 00:00:02,0001", "00:00:01.000 --> 00:00:02.000"),
            ("00:00:01,000 --> 00:00:02,000  X1:53 X2:303 Y1:438 Y2:453", "00:00:01.000 --> 00:00:02.000"),
            ("00:00:01,000 --> 00:00:02,000\tline:0", "00:00:01.000 --> 00:00:02.000"),
            ("00 : 00 : 01, 000 --> 00:00:02,000", "00:00:01.000 --> 00:00:02.000"),
            ("00:75:00,000 --> 00:75:99,000", "01:15:00.000 --> 01:16:39.000"),
            ("100:00:00,000 --> 123456:00:00,000", "100:00:00.000 --> 123456:00:00.000"),
        ]
    )
    func timing(line: String, expected: String) {
        #expect(times(line) == expected)
    }

    @Test(
        "What only looks like times is text",
        arguments: [
            "-->", "a --> b", "00:00:01,000 -> 00:00:02,000", "1 --> 2", "-1:00:00,000 --> 00:00:02,000",
            "00:00:01,000 --> ", "00:00:01,,0 --> 00:00:02,0", "1:2:3:4 --> 1:2:3:5",
            "99999999999999999999:00:00 --> 99999999999999999999:00:01",
        ]
    )
    func noTiming(line: String) {
        #expect(!SubRip.isTiming(line))
        #expect(times(line) == nil)
    }

    @Test("A mark at the start and line breaks of every kind are read", arguments: ["\n", "\r\n", "\r"])
    func breaks(end: String) {
        let text = [
            "\u{FEFF}1", "00:00:01,000 --> 00:00:02,000", "a", "b", "", "2", "00:00:03,000 --> 00:00:04,000", "c",
        ]
        #expect(
            SubRip.webVTT(text.joined(separator: end))
                == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\na\nb\n\n00:00:03.000 --> 00:00:04.000\nc\n"
        )
    }

    @Test("Missing counters, missing and added blank lines, and numbers in the text are allowed")
    func loose() {
        let text = """


            00:00:01,000 --> 00:00:02,000
            42
            is the answer
            2
            00:00:03,000 --> 00:00:04,000
            one

            two



            17
            00:00:05,000 --> 00:00:06,000
            3 4
            """
        #expect(
            SubRip.webVTT(text) == """
                WEBVTT

                00:00:01.000 --> 00:00:02.000
                42
                is the answer

                00:00:03.000 --> 00:00:04.000
                one
                two

                00:00:05.000 --> 00:00:06.000
                3 4

                """
        )
    }

    @Test("Cues are put in order; those that show nothing are left out")
    func order() {
        let text = """
            1
            00:00:05,000 --> 00:00:06,000
            later
            2
            00:00:01,000 --> 00:00:02,000
            first
            3
            00:00:01,000 --> 00:00:03,000
            second
            4
            00:00:09,000 --> 00:00:09,000
            no time
            5
            00:00:09,000 --> 00:00:08,000
            backwards
            6
            00:00:10,000 --> 00:00:11,000
            """
        let lines = SubRip.webVTT(text).split(separator: "\n").filter { !$0.contains("-->") }
        #expect(lines == ["WEBVTT", "first", "second", "later"])
    }

    @Test(
        "Tags that both formats have stay, fonts and positions are removed, and all else is shown as it is written",
        arguments: [
            ("<i>a</i> <B>b</B> <u>c</u>", "<i>a</i> <b>b</b> <u>c</u>"),
            ("<font color=\"#ff0000\">red</font>", "red"), ("{\\an8}top", "top"), ("{\\an8\\b1}x{not}", "x{not}"),
            ("a < b > c", "a &lt; b &gt; c"), ("<3", "&lt;3"), ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
            ("AT&T", "AT&amp;T"), ("a &amp; b &lt;", "a &amp; b &lt;"), ("x --> y", "x --&gt; y"), ("<i", "&lt;i"),
            ("{\\an8", "{\\an8"), ("  pad  ", "pad"), ("<iframe>", "&lt;iframe&gt;"), ("a\0b", "a\u{FFFD}b"),
            ("渡し船 🚢", "渡し船 🚢"),
        ]
    )
    func text(line: String, expected: String) {
        #expect(SubRipText.webVTT(line[...]) == expected)
    }

    @Test("No text of a cue can end it or start another one")
    func hostile() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\nNOTE\nWEBVTT\n&#10;\n-->\n\u{2028}\n"
        let cues = SubRip.webVTT(text).components(separatedByBlankLines: ())
        #expect(cues.count == 2)
        #expect(SubRip.webVTT(SubRip.webVTT(text)).split(separator: "\n").filter { $0.contains("-->") }.count == 1)
    }

    @Test("A long line of signs that open what nothing closes is converted in time proportional to its length")
    func unclosed() {
        for sign in ["{\\", "<", "<i", "&", "{\\<"] {
            let text = "1\n00:00:01,000 --> 00:00:02,000\n\(String(repeating: sign, count: 400_000))\n"
            #expect(SubRip.webVTT(text).utf8.count > 400_000)
        }
    }

    @Test("A long file is converted in time proportional to its length")
    func long() {
        let cue = "1\r\n00:00:01,000 --> 00:00:02,000\r\nHello <b>there</b>\r\n\r\n"
        let result = SubRip.webVTT(String(repeating: cue, count: 20_000))
        #expect(result.utf8.count == 7 + 20_000 * "\n00:00:01.000 --> 00:00:02.000\nHello <b>there</b>\n".utf8.count)
    }
}

extension String {
    fileprivate func components(separatedByBlankLines: Void) -> [String] {
        split(separator: "\n", omittingEmptySubsequences: false).split { $0.isEmpty }.map { $0.joined(separator: "\n") }
    }
}
