import Testing

@testable import Terminal

/// Columns of text.
struct TextWidthTests {
    @Test(
        "Widths",
        arguments: [
            ("", 0), ("abc", 3), ("漢字", 4), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("ｱ", 1), ("Ａ", 2),
            ("e\u{301}", 1),
            ("\u{301}", 0), ("\u{200B}", 0), ("\u{200D}", 0), ("\u{FEFF}", 0), ("\u{1B}", 0), ("\n", 0), ("\u{85}", 0),
            ("😀", 2), ("👍🏽", 2), ("👨‍👩‍👧", 2), ("🇩🇪", 2), ("🇩", 1), ("❤\u{FE0F}", 2), ("❤", 1), ("1\u{FE0F}\u{20E3}", 2),
            ("1\u{200D}", 1), ("☝🏽", 2), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("…", 1), ("ß", 1), ("𠀀", 2), ("\u{3000}", 2), ("\u{AD}", 1),
            ("क\u{94D}", 1),
            ("ไท", 2), ("e\u{301}\u{302}\u{303}", 1), ("〈", 2), ("─", 1),
        ]
    )
    func widths(text: String, expected: Int) {
        #expect(TextWidth.of(text) == expected)
    }
}
