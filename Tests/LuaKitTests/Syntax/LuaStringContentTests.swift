import Testing

@testable import LuaKit

struct LuaStringContentTests {
    private func content(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return LuaLexer.tokens(of: bytes).first.map { LuaStringContent.of($0, in: bytes) } ?? []
    }

    @Test(
        "Strings stand for what Lua makes of them",
        arguments: [
            (#""abc""#, "abc"),
            (#"'\a\b\f\n\r\t\v\\\"\''"#, "\u{7}\u{8}\u{C}\n\r\t\u{B}\\\"'"),
            (#"'\x41\x7a'"#, "Az"),
            (#"'\65\0662\9'"#, "AB2\t"),
            (#"'\u{48}\u{e9}\u{20AC}\u{1F600}'"#, "Hé€😀"),
            ("'a\\z \n  b'", "ab"),
            ("'a\\\nb\\\r\nc'", "a\nb\nc"),
            ("[[a\\n]]", "a\\n"),
            ("[==[\r\na\r\nb\rc]==]", "a\nb\nc"),
            ("[[\n\na]]", "\na"),
            ("[[abc", "abc"),
            ("'abc", "abc"),
        ]
    )
    func valid(text: String, expected: String) {
        #expect(content(text) == Array(expected.utf8))
    }

    @Test("Numbers beyond Unicode have up to six bytes")
    func largeCodePoints() {
        #expect(content(#"'\u{7FFFFFFF}'"#) == [0xFD, 0xBF, 0xBF, 0xBF, 0xBF, 0xBF])
        #expect(content(#"'\u{7FF}\u{800}'"#) == [0xDF, 0xBF, 0xE0, 0xA0, 0x80])
        #expect(content(#"'\xff\255'"#) == [0xFF, 0xFF])
    }

    @Test(
        "Escapes that are wrong or cut off harm nothing",
        arguments: [
            (#"'\q'"#, "q"),
            (#"'\xg'"#, "xg"),
            (#"'\300'"#, "300"),
            (#"'\u41'"#, "u41"),
            (#"'\u{80000000}a'"#, "a"),
            (#"'\u{FFFFFFFFFFFFFFFFFFFFFFFF}a'"#, "a"),
            (#"'a\"#, "a"),
            (#"'a\x4"#, "a"),
            (#"'a\u{12"#, "a"),
        ]
    )
    func wrong(text: String, expected: String) {
        #expect(content(text) == Array(expected.utf8))
    }
}
