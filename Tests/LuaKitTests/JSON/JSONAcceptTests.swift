import Testing

@testable import LuaKit

@Suite("JSON that must be accepted")
struct JSONAcceptTests {
    /// A text, and what it is after reading and writing it with sorted keys.
    static let cases: [(text: String, canonical: String)] = [
        // Values alone, and white space.
        ("null", "null"), ("true", "true"), ("false", "false"), ("0", "0"), ("\"\"", "\"\""), ("[]", "[]"),
        ("{}", "{}"),
        (" true", "true"), ("true ", "true"), ("\t\n\r null \r\n\t", "null"), ("                    1", "1"),
        (" [ ] ", "[]"), (" { } ", "{}"), ("[\n]", "[]"), ("{\t}", "{}"), ("[1\n,\r2\t]", "[1,2]"),
        ("{ \"a\" : 1 , \"b\" : 2 }", "{\"a\":1,\"b\":2}"), ("\n\n\n\n\n\n\n\n\n\n[1]", "[1]"),
        ("[1,                         2]", "[1,2]"), ("7\n", "7"), ("\"a\" ", "\"a\""),
        // Arrays.
        ("[null]", "[null]"), ("[null,null]", "[null,null]"), ("[[]]", "[[]]"), ("[[],{}]", "[[],{}]"),
        ("[1,\"a\",true,false,null,1.5]", "[1,\"a\",true,false,null,1.5]"), ("[[[[[[1]]]]]]", "[[[[[[1]]]]]]"),
        ("[{}]", "[{}]"), ("[{\"a\":[]}]", "[{\"a\":[]}]"), ("[\"\"]", "[\"\"]"), ("[1,null]", "[1,null]"),
        // Objects.
        ("{\"\":0}", "{\"\":0}"), ("{\"a\":null}", "{\"a\":null}"), ("{\"a\":{}}", "{\"a\":{}}"),
        ("{\"a\":1,\"a\":2}", "{\"a\":2}"), ("{\"a\":1,\"b\":2,\"a\":\"x\"}", "{\"a\":\"x\",\"b\":2}"),
        ("{\"a\":{\"b\":1},\"a\":{\"c\":2}}", "{\"a\":{\"c\":2}}"), ("{\"b\":1,\"a\":2}", "{\"a\":2,\"b\":1}"),
        ("{\"\\u0000\":1}", "{\"\\u0000\":1}"), ("{\"a\\u0000b\":1,\"a\":2}", "{\"a\":2,\"a\\u0000b\":1}"),
        ("{\"\\u0061\":1,\"a\":2}", "{\"a\":2}"), ("{\"é\":1}", "{\"é\":1}"), ("{\"😀\":1}", "{\"😀\":1}"),
        ("{\"1\":1}", "{\"1\":1}"), ("{\"a b\":1}", "{\"a b\":1}"), ("{\"__index\":1}", "{\"__index\":1}"),
        ("[{\"a\":1},{\"a\":2},{\"b\":3}]", "[{\"a\":1},{\"a\":2},{\"b\":3}]"),
        // Integers.
        ("1", "1"), ("-1", "-1"), ("10", "10"), ("9007199254740993", "9007199254740993"),
        ("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808"),
        ("-9223372036854775807", "-9223372036854775807"), ("1000000000000000000", "1000000000000000000"),
        ("999999999999999999", "999999999999999999"), ("[0,-0]", "[0,-0.0]"),
        // Integers that do not fit become floats.
        ("9223372036854775808", "9.223372036854776e+18"), ("-9223372036854775809", "-9.223372036854776e+18"),
        ("18446744073709551615", "1.8446744073709552e+19"), ("18446744073709551617", "1.8446744073709552e+19"),
        ("100000000000000000000", "1e+20"),
        ("123456789012345678901234567890", "1.2345678901234568e+29"),
        // Floats.
        ("1.0", "1.0"), ("-1.0", "-1.0"), ("0.0", "0.0"), ("-0.0", "-0.0"), ("-0", "-0.0"), ("0e0", "0.0"),
        ("0E5", "0.0"), ("0e-5", "0.0"), ("1e0", "1.0"), ("1E1", "10.0"), ("1e+2", "100.0"), ("1E-2", "0.01"),
        ("1.5e3", "1500.0"), ("1e00", "1.0"), ("1e-007", "1e-07"), ("3.14159", "3.14159"), ("-0.1", "-0.1"),
        ("0.1", "0.1"), ("1e22", "1e+22"), ("1e-400", "0.0"), ("-1e-400", "-0.0"), ("0e999999999999999999999", "0.0"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"), ("5e-324", "5e-324"), ("1e300", "1e+300"),
        ("38.7222524", "38.7222524"), ("-9.1393366", "-9.1393366"), ("[1.0,2.50]", "[1.0,2.5]"),
        // Strings.
        ("\"a\"", "\"a\""), ("\"/\"", "\"/\""), ("\"\\/\"", "\"/\""), ("\"\\\"\"", "\"\\\"\""),
        ("\"\\\\\"", "\"\\\\\""),
        ("\"\\b\\f\\n\\r\\t\"", "\"\\b\\f\\n\\r\\t\""), ("\"\\u0008\\u000c\\u000A\"", "\"\\b\\f\\n\""),
        ("\"\\u0000\"", "\"\\u0000\""), ("\"\\u001f\"", "\"\\u001f\""), ("\"\\u001B\"", "\"\\u001b\""),
        ("\"\\u0041\"", "\"A\""), ("\"\\u00e9\"", "\"é\""), ("\"\\u20AC\"", "\"€\""), ("\"\\ud834\\udd1e\"", "\"𝄞\""),
        ("\"\\uD83D\\uDE00\"", "\"😀\""), ("\"\\uDBFF\\uDFFF\"", "\"\u{10FFFF}\""),
        ("\"\\uD800\\uDC00\"", "\"\u{10000}\""),
        ("\"\\uFFFF\"", "\"\u{FFFF}\""), ("\"\\uFEFF\"", "\"\u{FEFF}\""), ("\"\u{7F}\"", "\"\u{7F}\""),
        ("\"\\u2028\u{2028}\u{2029}\"", "\"\u{2028}\u{2028}\u{2029}\""), ("\"\\\\u0041\"", "\"\\\\u0041\""),
        ("\"héllo wörld\"", "\"héllo wörld\""), ("\"日本語\"", "\"日本語\""),
        ("\"\u{80}\u{7FF}\u{800}\"", "\"\u{80}\u{7FF}\u{800}\""),
        ("\"\u{D7FF}\u{E000}\u{FFFF}\u{10000}\"", "\"\u{D7FF}\u{E000}\u{FFFF}\u{10000}\""),
        ("\"x\\\"y\\\"z\"", "\"x\\\"y\\\"z\""), ("\"\\\"\\\"\\\"\"", "\"\\\"\\\"\\\"\""), ("\" \"", "\" \""),
        ("\"https:\\/\\/vimeo.com\\/1001\"", "\"https://vimeo.com/1001\""), ("\"// no comment\"", "\"// no comment\""),
        ("\"a string of more than forty bytes is a long one\"", "\"a string of more than forty bytes is a long one\""),
        (
            "{\"a key of more than forty bytes is a long one too\":1}",
            "{\"a key of more than forty bytes is a long one too\":1}"
        ),
    ]

    @Test("Every form the grammar allows is read, and written back in its canonical form")
    func accepts() throws {
        let state = try JSONState()
        for (text, canonical) in Self.cases {
            #expect((try? state.rewritten(Array(text.utf8))) == canonical, "\(text)")
            #expect(PlainJSON.parse(Array(text.utf8)) != nil, "the second implementation refuses \(text)")
        }
    }

    @Test("What was written reads back as the same text")
    func canonicalFormIsStable() throws {
        let state = try JSONState()
        for (_, canonical) in Self.cases {
            #expect(try state.rewritten(Array(canonical.utf8)) == canonical)
        }
    }

    @Test("A null in an object is an absent key unless it is to be kept; in an array it always stays")
    func nulls() throws {
        let state = try JSONState()
        let cases: [(text: String, absent: String)] = [
            ("{\"a\":null}", "{}"),
            ("{\"a\":null,\"b\":1,\"c\":null}", "{\"b\":1}"),
            ("{\"a\":1,\"a\":null}", "{}"),
            ("{\"a\":null,\"a\":1}", "{\"a\":1}"),
            ("[null,{\"a\":null}]", "[null,{}]"),
            ("{\"a\":[null]}", "{\"a\":[null]}"),
            ("null", "null"),
        ]
        for (text, absent) in cases {
            #expect(try state.rewritten(Array(text.utf8), nulls: .absent) == absent)
        }
        #expect(try state.rewritten(Array("{\"a\":1,\"a\":null}".utf8), nulls: .keep) == "{\"a\":null}")
    }
}
