import Testing

@testable import Terminal

/// Numbers for people.
struct ProgressFormatTests {
    @Test(
        "Bytes",
        arguments: [
            (0, "0 B"), (1, "1 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1536, "1.5 KiB"), (1_048_524, "1023.9 KiB"),
            (1_048_525, "1.0 MiB"), (3 << 30, "3.0 GiB"), (50_000_000_000, "46.6 GiB"), (Int64.max, "8.0 EiB"),
            (-5, "0 B"), (Int64.min, "0 B"),
        ] as [(Int64, String)]
    )
    func bytes(count: Int64, text: String) {
        #expect(ProgressFormat.bytes(count) == text)
    }

    @Test(
        "Bytes of a total, in its unit; equal only at the end",
        arguments: [
            (0, 3 << 30, "0.0/3.0 GiB"), ((3 << 30) - 1, 3 << 30, "2.9/3.0 GiB"), (3 << 30, 3 << 30, "3.0/3.0 GiB"),
            (12, 900, "12/900 B"), (0, 0, "0/0 B"), (4 << 30, 3 << 30, "4.0/3.0 GiB"),
            (Int64.max - 1, Int64.max, "8.0/8.0 EiB"),
        ] as [(Int64, Int64, String)]
    )
    func bytesOfTotal(count: Int64, total: Int64, text: String) {
        #expect(ProgressFormat.bytes(count, of: total) == text)
    }

    @Test(
        "Time left is rounded up",
        arguments: [
            (0, "00:00"), (0.1, "00:01"), (47, "00:47"), (59.2, "01:00"), (600, "10:00"), (3723, "1:02:03"),
            (360_000, "4 d"), (8.64e7, "--:--"), (Double.infinity, "--:--"), (Double.nan, "--:--"), (-3, "00:00"),
        ] as [(Double, String)]
    )
    func timeLeft(seconds: Double, text: String) {
        #expect(ProgressFormat.timeLeft(seconds) == text)
    }

    @Test(
        "Time taken",
        arguments: [
            (0, "0.0 s"), (0.42, "0.4 s"), (59.94, "59.9 s"), (59.96, "1:00"), (125, "2:05"), (3723, "1:02:03"),
            (Double.nan, "0.0 s"),
        ] as [(Double, String)]
    )
    func elapsed(seconds: Double, text: String) {
        #expect(ProgressFormat.elapsed(seconds) == text)
    }

    @Test(
        "A percentage is rounded down, and never more than 100",
        arguments: [(0, "0%"), (0.29, "29%"), (0.999_999, "99%"), (1, "100%"), (1.5, "100%"), (-1, "0%")]
            as [(Double, String)]
    )
    func percent(fraction: Double, text: String) {
        #expect(ProgressFormat.percent(fraction) == text)
    }

    @Test(
        "Names are cut in the middle, by width and between characters",
        arguments: [
            ("talk.mp4", 8, "talk.mp4"), ("talk.mp4", 7, "tal…mp4"), ("talk.mp4", 1, "…"), ("talk.mp4", 0, ""),
            ("漢字漢字漢字.mp4", 9, "漢字….mp4"), ("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 6, "👨‍👩‍👧…👨‍👩‍👧"),
            ("e\u{301}e\u{301}e\u{301}e\u{301}", 3, "e\u{301}…e\u{301}"),
        ]
    )
    func names(name: String, columns: Int, text: String) {
        let cut = TerminalText.cutInTheMiddle(name, columns: columns)
        #expect(cut == text)
        #expect(TextWidth.of(cut) <= columns)
    }

    @Test("Control characters are escaped, and endless names are cut")
    func hostileNames() {
        #expect(TerminalText.line("a\u{1B}[2J\nb\u{202E}") == "a\\u{1b}[2J\\u{a}b\\u{202e}")
        let endless = "e" + String(repeating: "\u{301}", count: 100_000)
        #expect(TerminalText.line(endless).unicodeScalars.count == 1001)
    }
}
