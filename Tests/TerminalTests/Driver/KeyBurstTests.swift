import Testing

@testable import Terminal

/// Which keys of one read are a paste.
struct KeyBurstTests {
    @Test(
        "Text behind an Enter or a Tab makes a paste of all but the Enter at the end",
        arguments: [
            ("x = 5<enter> + 6", "<paste:x = 5\n + 6>"), ("x = 5<enter> + 6<enter>", "<paste:x = 5\n + 6><enter>"),
            ("<tab>x = 1", "<paste:\tx = 1>"), ("a<tab>b<enter><enter>", "<paste:a\tb><enter><enter>"),
            ("<enter>x", "<paste:\nx>"),
            // Typed: one Enter or Tab at the end, keys that no terminal pastes, nothing but Enter.
            ("x = 5<enter>", "x = 5<enter>"), ("pri<tab>", "pri<tab>"), ("pri<tab><tab>", "pri<tab><tab>"),
            ("<enter><enter>", "<enter><enter>"), ("end", "end"), ("", ""),
            ("x<enter><C-c>", "x<enter><C-c>"), ("x<enter>y<C-c>", "x<enter>y<C-c>"),
            ("x<enter><up>y", "x<enter><up>y"),
            ("x<A-enter>y", "x<A-enter>y"), ("x<enter><esc>y", "x<enter><esc>y"),
            ("x<enter><paste:a>", "x<enter><paste:a>"),
        ]
    )
    func joins(keys: String, expected: String) {
        let all = KeyNotation.keys(keys)
        // However many reads they come in.
        for split in 0...all.count {
            var burst = KeyBurst()
            burst.add(Array(all[..<split]))
            burst.add(Array(all[split...]))
            #expect(burst.joined == KeyNotation.keys(expected), "split at \(split)")
        }
    }

    @Test("Only more than one key with an Enter or a Tab may have a rest to wait for")
    func waiting() {
        for (keys, expected) in [
            ("<enter>", false), ("x", false), ("abc", false), ("x<enter>", true), ("x<enter>y", true),
            ("x<enter><C-c>", false), ("<up><enter>", false),
        ] {
            var burst = KeyBurst()
            burst.add(KeyNotation.keys(keys))
            #expect(burst.mayContinue == expected, "\(keys)")
        }
    }
}
