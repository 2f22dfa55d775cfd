import Testing

@testable import LuaKit

@Suite("JSON that must be refused")
struct JSONRejectTests {
    typealias Code = LuaError.Code

    /// A text, the class of its error and the offset where reading stops.
    static let cases: [(text: String, code: Code, offset: Int)] = [
        // Nothing, or too much.
        ("", .jsonSyntax, 0), (" ", .jsonSyntax, 1), ("\n\n", .jsonSyntax, 2), ("1 2", .jsonSyntax, 2),
        ("{}{}", .jsonSyntax, 2),
        ("[] x", .jsonSyntax, 3), ("null,", .jsonSyntax, 4), ("true false", .jsonSyntax, 5),
        ("\"a\"\"b\"", .jsonSyntax, 3),
        ("1]", .jsonSyntax, 1),
        ("[]]", .jsonSyntax, 2), ("{}}", .jsonSyntax, 2), ("1\u{0}", .jsonSyntax, 1), ("[1]\u{0}", .jsonSyntax, 3),
        ("\u{FEFF}1", .jsonSyntax, 0), ("\u{FEFF}", .jsonSyntax, 0), ("1\u{FEFF}", .jsonSyntax, 1),
        // White space that is none.
        ("\u{A0}1", .jsonSyntax, 0), ("\u{B}1", .jsonSyntax, 0), ("\u{C}1", .jsonSyntax, 0),
        ("[1\u{2028},2]", .jsonSyntax, 2),
        ("\u{3000}1", .jsonSyntax, 0), ("[1,\u{0}2]", .jsonSyntax, 3),
        // Words.
        ("nul", .jsonSyntax, 3), ("nulll", .jsonSyntax, 4), ("nil", .jsonSyntax, 1), ("Null", .jsonSyntax, 0),
        ("TRUE", .jsonSyntax, 0),
        ("tru", .jsonSyntax, 3), ("truth", .jsonSyntax, 3), ("truE", .jsonSyntax, 3), ("fals", .jsonSyntax, 4),
        ("false1", .jsonSyntax, 5),
        ("undefined", .jsonSyntax, 0),
        ("NaN", .jsonSyntax, 0), ("nan", .jsonSyntax, 1), ("Infinity", .jsonSyntax, 0), ("-Infinity", .jsonSyntax, 1),
        ("-NaN", .jsonSyntax, 1), ("inf", .jsonSyntax, 0),
        // Numbers.
        ("+1", .jsonSyntax, 0), ("-", .jsonSyntax, 1), ("--1", .jsonSyntax, 1), ("-a", .jsonSyntax, 1),
        ("01", .jsonSyntax, 0),
        ("-01", .jsonSyntax, 1),
        ("00", .jsonSyntax, 0), ("-00", .jsonSyntax, 1), ("0123", .jsonSyntax, 0), ("1.", .jsonSyntax, 2),
        ("-1.", .jsonSyntax, 3),
        (".5", .jsonSyntax, 0), ("-.5", .jsonSyntax, 1),
        ("1.e1", .jsonSyntax, 2), ("1e", .jsonSyntax, 2), ("1e+", .jsonSyntax, 3), ("1e-", .jsonSyntax, 3),
        ("1E", .jsonSyntax, 2),
        ("1ee1", .jsonSyntax, 2),
        ("1e1.5", .jsonSyntax, 3), ("1.2.3", .jsonSyntax, 3), ("1e+-1", .jsonSyntax, 3), ("0x10", .jsonSyntax, 1),
        ("1_000", .jsonSyntax, 1), ("1,000", .jsonSyntax, 1),
        ("1f", .jsonSyntax, 1), ("1L", .jsonSyntax, 1), ("- 1", .jsonSyntax, 1), ("1 .5", .jsonSyntax, 2),
        ("0e", .jsonSyntax, 2),
        ("0.", .jsonSyntax, 2), ("１", .jsonSyntax, 0),
        ("[1.]", .jsonSyntax, 3), ("[-]", .jsonSyntax, 2), ("[1e]", .jsonSyntax, 3), ("1/2", .jsonSyntax, 1),
        ("0.e1", .jsonSyntax, 2),
        ("1e999", .jsonRange, 0), ("-1e999", .jsonRange, 0), ("1.8e308", .jsonRange, 0), ("[1,1e400]", .jsonRange, 3),
        ("1e999999999999999999999", .jsonRange, 0), (String(repeating: "9", count: 400), .jsonRange, 0),
        // Arrays.
        ("[", .jsonSyntax, 1), ("]", .jsonSyntax, 0), ("[1", .jsonSyntax, 2), ("[1,", .jsonSyntax, 3),
        ("[1,]", .jsonSyntax, 3),
        ("[,1]", .jsonSyntax, 1), ("[,]", .jsonSyntax, 1),
        ("[1,,2]", .jsonSyntax, 3), ("[1 2]", .jsonSyntax, 3), ("[1;2]", .jsonSyntax, 2), ("[1:2]", .jsonSyntax, 2),
        ("[[1]", .jsonSyntax, 4), ("[1}", .jsonSyntax, 2),
        ("[\"a\"", .jsonSyntax, 4), ("[\"a\",", .jsonSyntax, 5), ("[a]", .jsonSyntax, 1), ("(1)", .jsonSyntax, 0),
        ("[1]]", .jsonSyntax, 3),
        ("[\n\n", .jsonSyntax, 3),
        // Objects.
        ("{", .jsonSyntax, 1), ("}", .jsonSyntax, 0), ("{\"a\"", .jsonSyntax, 4), ("{\"a\":", .jsonSyntax, 5),
        ("{\"a\":1", .jsonSyntax, 6),
        ("{\"a\":1,", .jsonSyntax, 7),
        ("{\"a\":1,}", .jsonSyntax, 7), ("{,}", .jsonSyntax, 1), ("{\"a\"}", .jsonSyntax, 4),
        ("{\"a\",1}", .jsonSyntax, 4),
        ("{\"a\" 1}", .jsonSyntax, 5),
        ("{\"a\"::1}", .jsonSyntax, 5), ("{a:1}", .jsonSyntax, 1), ("{'a':1}", .jsonSyntax, 1),
        ("{1:1}", .jsonSyntax, 1),
        ("{null:1}", .jsonSyntax, 1), ("{[]:1}", .jsonSyntax, 1),
        ("{\"a\":1 \"b\":2}", .jsonSyntax, 7), ("{\"a\":1,,\"b\":2}", .jsonSyntax, 7), ("{\"a\":}", .jsonSyntax, 5),
        ("{\"a\":1]", .jsonSyntax, 6), ("{:1}", .jsonSyntax, 1),
        ("{\"a\":1;}", .jsonSyntax, 6), ("{\"a\"=1}", .jsonSyntax, 4), ("{}1", .jsonSyntax, 2),
        ("{\"a\":/**/1}", .jsonSyntax, 5),
        // Comments, and other languages.
        ("// c\n1", .jsonSyntax, 0), ("/* c */1", .jsonSyntax, 0), ("# c\n1", .jsonSyntax, 0),
        ("[1] // c", .jsonSyntax, 4),
        ("<html>", .jsonSyntax, 0),
        ("'a'", .jsonSyntax, 0), ("`a`", .jsonSyntax, 0), ("“a”", .jsonSyntax, 0), ("{a=1}", .jsonSyntax, 1),
        (")]}',\n{}", .jsonSyntax, 0),
        ("*", .jsonSyntax, 0),
        // Strings.
        ("\"", .jsonSyntax, 1), ("\"a", .jsonSyntax, 2), ("\"\\", .jsonSyntax, 2), ("\"\\\"", .jsonSyntax, 3),
        ("\"\\\\\\\"", .jsonSyntax, 5), ("a\"", .jsonSyntax, 0),
        ("\"\u{0}\"", .jsonSyntax, 1), ("\"\u{1F}\"", .jsonSyntax, 1), ("\"a\nb\"", .jsonSyntax, 2),
        ("\"a\tb\"", .jsonSyntax, 2),
        ("\"a\rb\"", .jsonSyntax, 2),
        ("\"12345678\u{1}\"", .jsonSyntax, 9), ("\"\\a\"", .jsonSyntax, 1), ("\"\\x41\"", .jsonSyntax, 1),
        ("\"\\0\"", .jsonSyntax, 1),
        ("\"\\'\"", .jsonSyntax, 1),
        ("\"\\U0041\"", .jsonSyntax, 1), ("\"\\é\"", .jsonSyntax, 1), ("\"\\\n\"", .jsonSyntax, 1),
        ("\"\\ \"", .jsonSyntax, 1),
        ("\"\\u\"", .jsonSyntax, 3),
        ("\"\\u0\"", .jsonSyntax, 4), ("\"\\u004\"", .jsonSyntax, 6), ("\"\\u004g\"", .jsonSyntax, 6),
        ("\"\\u00-1\"", .jsonSyntax, 5),
        ("\"\\u+041\"", .jsonSyntax, 3),
        ("\"\\u 041\"", .jsonSyntax, 3), ("\"\\u", .jsonSyntax, 3), ("\"\\u00", .jsonSyntax, 5),
        ("\"\\u0041", .jsonSyntax, 7),
        ("\"\\u{41}\"", .jsonSyntax, 3),
        ("\"\\ud800\"", .jsonEncoding, 1), ("\"\\udc00\"", .jsonEncoding, 1), ("\"a\\uDFFFb\"", .jsonEncoding, 2),
        ("\"\\ud800x\"", .jsonEncoding, 1),
        ("\"\\ud800\\n\"", .jsonEncoding, 1), ("\"\\ud800\\u0041\"", .jsonEncoding, 1),
        ("\"\\ud800\\ud800\"", .jsonEncoding, 1),
        ("\"\\udc00\\ud800\"", .jsonEncoding, 1),
        ("\"\\ud800\\u\"", .jsonSyntax, 9), ("\"\\ud83d\\ude0\"", .jsonSyntax, 12),
        ("{\"\\ud800\":1}", .jsonEncoding, 2),
    ]

    @Test("Every break of the grammar is an error of the right class at the right byte")
    func refuses() throws {
        let state = try JSONState()
        for (text, code, offset) in Self.cases {
            let error = state.error(Array(text.utf8))
            #expect(error?.code == code, "\(text): \(error?.message ?? "")")
            #expect(error?.position?.offset == offset, "\(text): \(error?.message ?? "")")
            #expect(PlainJSON.parse(Array(text.utf8)) == nil, "the second implementation accepts \(text)")
        }
    }

    /// Bytes that are no UTF-8: continuation alone, overlong, cut short, surrogates, too large, never used.
    static let broken: [[UInt8]] = [
        [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xC3, 0xC3, 0xA9], [0xDF, 0x7F],
        [0xDF, 0xC0],
        [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xE0, 0xA0], [0xE0, 0xA0, 0x41], [0xE1, 0x80], [0xE2, 0x82],
        [0xE2, 0x28, 0xA1],
        [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [0xEF, 0xBF], [0xEF, 0xBF, 0xC0],
        [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x90, 0x80], [0xF0, 0x90, 0x80, 0x41],
        [0xF0, 0x90, 0x41, 0x80],
        [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
        [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80],
        [0xFE], [0xFF], [0xFF, 0xFF], [0xFE, 0xFE, 0xFF, 0xFF], [0xE9], [0x61, 0xFC, 0x62],
    ]

    @Test("Bytes that are no UTF-8 are refused in values, in keys and after text, never mended")
    func invalidUTF8() throws {
        let state = try JSONState()
        for bytes in Self.broken {
            for before in ["\"", "\"1234567", "\"12345678", "\"é", "\"\\n", "{\"", "[\"a\",\""] {
                for after in ["\"", "abcdefghijklmn\"", "\\n\""] {
                    let text = Array(before.utf8) + bytes + Array(after.utf8)
                    #expect(state.error(text)?.code == .jsonEncoding, "\(text)")
                }
            }
            #expect(state.error(bytes)?.code == .jsonSyntax)
            #expect(state.error(Array("[1,".utf8) + bytes)?.code == .jsonSyntax)
        }
    }

    @Test("UTF-16 and UTF-32 are refused")
    func otherEncodings() throws {
        let state = try JSONState()
        for bytes: [UInt8] in [
            [0xFE, 0xFF, 0, 0x31], [0xFF, 0xFE, 0x31, 0], [0, 0x31], [0x31, 0], [0x31, 0, 0, 0], [0, 0, 0, 0x31],
        ] {
            #expect(state.error(bytes)?.code == .jsonSyntax)
        }
    }

    @Test("Every beginning of a valid text is an error")
    func truncation() throws {
        let state = try JSONState()
        let text = Array(
            "{\"data\":[{\"é\":\"a\\ud83d\\ude00b\",\"n\":-12.5e-3,\"t\":true},[false,null,{}],\"日本 long enough\"]}"
                .utf8
        )
        _ = try state.value(text)
        for count in 0..<text.count {
            #expect(state.error(Array(text[..<count])) != nil)
        }
    }
}
