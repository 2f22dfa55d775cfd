import LuaKit
import Testing

@Suite("JSON that must be refused")
struct JSONRejectTests {
    typealias Kind = JSONError.Kind

    /// A text, the class of its error and the offset where reading stops.
    static let cases: [(text: String, kind: Kind, offset: Int)] = [
        // Nothing, or too much.
        ("", .syntax, 0), (" ", .syntax, 1), ("\n\n", .syntax, 2), ("1 2", .syntax, 2), ("{}{}", .syntax, 2),
        ("[] x", .syntax, 3), ("null,", .syntax, 4), ("true false", .syntax, 5), ("\"a\"\"b\"", .syntax, 3),
        ("1]", .syntax, 1),
        ("[]]", .syntax, 2), ("{}}", .syntax, 2), ("1\u{0}", .syntax, 1), ("[1]\u{0}", .syntax, 3),
        ("\u{FEFF}1", .syntax, 0), ("\u{FEFF}", .syntax, 0), ("1\u{FEFF}", .syntax, 1),
        // White space that is none.
        ("\u{A0}1", .syntax, 0), ("\u{B}1", .syntax, 0), ("\u{C}1", .syntax, 0), ("[1\u{2028},2]", .syntax, 2),
        ("\u{3000}1", .syntax, 0), ("[1,\u{0}2]", .syntax, 3),
        // Words.
        ("nul", .syntax, 3), ("nulll", .syntax, 4), ("nil", .syntax, 1), ("Null", .syntax, 0), ("TRUE", .syntax, 0),
        ("tru", .syntax, 3), ("truth", .syntax, 3), ("truE", .syntax, 3), ("fals", .syntax, 4), ("false1", .syntax, 5),
        ("undefined", .syntax, 0),
        ("NaN", .syntax, 0), ("nan", .syntax, 1), ("Infinity", .syntax, 0), ("-Infinity", .syntax, 1),
        ("-NaN", .syntax, 1), ("inf", .syntax, 0),
        // Numbers.
        ("+1", .syntax, 0), ("-", .syntax, 1), ("--1", .syntax, 1), ("-a", .syntax, 1), ("01", .syntax, 0),
        ("-01", .syntax, 1),
        ("00", .syntax, 0), ("-00", .syntax, 1), ("0123", .syntax, 0), ("1.", .syntax, 2), ("-1.", .syntax, 3),
        (".5", .syntax, 0), ("-.5", .syntax, 1),
        ("1.e1", .syntax, 2), ("1e", .syntax, 2), ("1e+", .syntax, 3), ("1e-", .syntax, 3), ("1E", .syntax, 2),
        ("1ee1", .syntax, 2),
        ("1e1.5", .syntax, 3), ("1.2.3", .syntax, 3), ("1e+-1", .syntax, 3), ("0x10", .syntax, 1),
        ("1_000", .syntax, 1), ("1,000", .syntax, 1),
        ("1f", .syntax, 1), ("1L", .syntax, 1), ("- 1", .syntax, 1), ("1 .5", .syntax, 2), ("0e", .syntax, 2),
        ("0.", .syntax, 2), ("１", .syntax, 0),
        ("[1.]", .syntax, 3), ("[-]", .syntax, 2), ("[1e]", .syntax, 3), ("1/2", .syntax, 1), ("0.e1", .syntax, 2),
        ("1e999", .range, 0), ("-1e999", .range, 0), ("1.8e308", .range, 0), ("[1,1e400]", .range, 3),
        ("1e999999999999999999999", .range, 0), (String(repeating: "9", count: 400), .range, 0),
        // Arrays.
        ("[", .syntax, 1), ("]", .syntax, 0), ("[1", .syntax, 2), ("[1,", .syntax, 3), ("[1,]", .syntax, 3),
        ("[,1]", .syntax, 1), ("[,]", .syntax, 1),
        ("[1,,2]", .syntax, 3), ("[1 2]", .syntax, 3), ("[1;2]", .syntax, 2), ("[1:2]", .syntax, 2),
        ("[[1]", .syntax, 4), ("[1}", .syntax, 2),
        ("[\"a\"", .syntax, 4), ("[\"a\",", .syntax, 5), ("[a]", .syntax, 1), ("(1)", .syntax, 0), ("[1]]", .syntax, 3),
        ("[\n\n", .syntax, 3),
        // Objects.
        ("{", .syntax, 1), ("}", .syntax, 0), ("{\"a\"", .syntax, 4), ("{\"a\":", .syntax, 5), ("{\"a\":1", .syntax, 6),
        ("{\"a\":1,", .syntax, 7),
        ("{\"a\":1,}", .syntax, 7), ("{,}", .syntax, 1), ("{\"a\"}", .syntax, 4), ("{\"a\",1}", .syntax, 4),
        ("{\"a\" 1}", .syntax, 5),
        ("{\"a\"::1}", .syntax, 5), ("{a:1}", .syntax, 1), ("{'a':1}", .syntax, 1), ("{1:1}", .syntax, 1),
        ("{null:1}", .syntax, 1), ("{[]:1}", .syntax, 1),
        ("{\"a\":1 \"b\":2}", .syntax, 7), ("{\"a\":1,,\"b\":2}", .syntax, 7), ("{\"a\":}", .syntax, 5),
        ("{\"a\":1]", .syntax, 6), ("{:1}", .syntax, 1),
        ("{\"a\":1;}", .syntax, 6), ("{\"a\"=1}", .syntax, 4), ("{}1", .syntax, 2), ("{\"a\":/**/1}", .syntax, 5),
        // Comments, and other languages.
        ("// c\n1", .syntax, 0), ("/* c */1", .syntax, 0), ("# c\n1", .syntax, 0), ("[1] // c", .syntax, 4),
        ("<html>", .syntax, 0),
        ("'a'", .syntax, 0), ("`a`", .syntax, 0), ("“a”", .syntax, 0), ("{a=1}", .syntax, 1), (")]}',\n{}", .syntax, 0),
        ("*", .syntax, 0),
        // Strings.
        ("\"", .syntax, 1), ("\"a", .syntax, 2), ("\"\\", .syntax, 2), ("\"\\\"", .syntax, 3),
        ("\"\\\\\\\"", .syntax, 5), ("a\"", .syntax, 0),
        ("\"\u{0}\"", .syntax, 1), ("\"\u{1F}\"", .syntax, 1), ("\"a\nb\"", .syntax, 2), ("\"a\tb\"", .syntax, 2),
        ("\"a\rb\"", .syntax, 2),
        ("\"12345678\u{1}\"", .syntax, 9), ("\"\\a\"", .syntax, 1), ("\"\\x41\"", .syntax, 1), ("\"\\0\"", .syntax, 1),
        ("\"\\'\"", .syntax, 1),
        ("\"\\U0041\"", .syntax, 1), ("\"\\é\"", .syntax, 1), ("\"\\\n\"", .syntax, 1), ("\"\\ \"", .syntax, 1),
        ("\"\\u\"", .syntax, 3),
        ("\"\\u0\"", .syntax, 4), ("\"\\u004\"", .syntax, 6), ("\"\\u004g\"", .syntax, 6), ("\"\\u00-1\"", .syntax, 5),
        ("\"\\u+041\"", .syntax, 3),
        ("\"\\u 041\"", .syntax, 3), ("\"\\u", .syntax, 3), ("\"\\u00", .syntax, 5), ("\"\\u0041", .syntax, 7),
        ("\"\\u{41}\"", .syntax, 3),
        ("\"\\ud800\"", .encoding, 1), ("\"\\udc00\"", .encoding, 1), ("\"a\\uDFFFb\"", .encoding, 2),
        ("\"\\ud800x\"", .encoding, 1),
        ("\"\\ud800\\n\"", .encoding, 1), ("\"\\ud800\\u0041\"", .encoding, 1), ("\"\\ud800\\ud800\"", .encoding, 1),
        ("\"\\udc00\\ud800\"", .encoding, 1),
        ("\"\\ud800\\u\"", .syntax, 9), ("\"\\ud83d\\ude0\"", .syntax, 12), ("{\"\\ud800\":1}", .encoding, 2),
    ]

    @Test("Every break of the grammar is an error of the right class at the right byte")
    func refuses() throws {
        let state = try JSONState()
        for (text, kind, offset) in Self.cases {
            let error = state.error(Array(text.utf8))
            #expect(error?.kind == kind, "\(text): \(error?.message ?? "")")
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
                    #expect(state.error(text)?.kind == .encoding, "\(text)")
                }
            }
            #expect(state.error(bytes)?.kind == .syntax)
            #expect(state.error(Array("[1,".utf8) + bytes)?.kind == .syntax)
        }
    }

    @Test("UTF-16 and UTF-32 are refused")
    func otherEncodings() throws {
        let state = try JSONState()
        for bytes: [UInt8] in [
            [0xFE, 0xFF, 0, 0x31], [0xFF, 0xFE, 0x31, 0], [0, 0x31], [0x31, 0], [0x31, 0, 0, 0], [0, 0, 0, 0x31],
        ] {
            #expect(state.error(bytes)?.kind == .syntax)
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
