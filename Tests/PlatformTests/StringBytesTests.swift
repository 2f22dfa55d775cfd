import Platform
import Testing

@Suite("A text is searched by its bytes")
struct StringBytesTests {
    @Test(
        "each occurrence is replaced, from the left",
        arguments: [
            ("", "ab", ""), ("ab", "ab", "*"), ("xabab", "ab", "x**"), ("aaa", "aa", "*a"), ("a\u{0}b", "\u{0}", "a*b"),
            ("grüße", "ü", "gr*ße"), ("abc", "abcd", "abc"),
            ("a longer text that ends with it: secret", "secret", "a longer text that ends with it: *"),
        ]
    )
    func replacing(_ text: String, _ other: String, _ expected: String) {
        #expect(text.replacingBytes(of: other, with: "*") == expected)
        #expect(text.containsBytes(of: other) == (text != expected))
    }

    @Test("an accent after an occurrence does not hide it")
    func combining() {
        let text = "secret\u{301}"
        #expect(text.containsBytes(of: "secret"))
        #expect(text.replacingBytes(of: "secret", with: "*") == "*\u{301}")
    }
}
