import Testing
import Vimeo

@testable import VimeoLua

struct CSVParserTests {
    /// The rows of a text that comes in pieces of so many bytes.
    private func rows(_ text: [UInt8], pieces: Int, separator: String = ",") throws -> [[[UInt8]]] {
        var parser = CSVParser(try CSVFormat(separator: Array(separator.utf8)))
        var rows: [[[UInt8]]] = []
        func keep() { rows.append((0..<parser.row.count).map { Array(parser.row[$0]) }) }
        var rest = text[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(pieces))
            let taken = try piece.withUnsafeBytes { try parser.take($0) }
            if taken.isComplete { keep() } else { #expect(taken.count == piece.count) }
            rest = rest.dropFirst(taken.count)
        }
        if try parser.finish() { keep() }
        return rows
    }

    @Test(
        "Rows are the same however the bytes come",
        arguments: [
            ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
            ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
            ("a\rb\r\rc", [["a"], ["b"], ["c"]]),
            ("", []),
            ("\n\r\n\n", []),
            ("\n\na\n\n", [["a"]]),
            (",", [["", ""]]),
            ("a,\n,b\n", [["a", ""], ["", "b"]]),
            ("\"\"", [[""]]),
            ("\"\"\n\"\"\r\n", [[""], [""]]),
            ("\"a,b\",\"c\"\"d\"", [["a,b", "c\"d"]]),
            ("\"\"\"\"\"\"", [["\"\""]]),
            ("\"a\nb\r\nc\",d\n", [["a\nb\r\nc", "d"]]),
            ("a\"b,c \"d\" \n", [["a\"b", "c \"d\" "]]),
            (" a , b ", [[" a ", " b "]]),
            ("\u{FEFF}a,b\n", [["a", "b"]]),
            ("\u{FEFF}\"a,b\"\n", [["a,b"]]),
            ("\u{FEFF}", []),
            ("a,\u{FEFF}b", [["a", "\u{FEFF}b"]]),
            ("a\0b,\0", [["a\0b", "\0"]]),
        ]
    )
    func parse(text: String, expected: [[String]]) throws {
        for pieces in [1, 2, 3, 1000] {
            let rows = try rows(Array(text.utf8), pieces: pieces)
            #expect(rows == expected.map { $0.map { Array($0.utf8) } }, "in pieces of \(pieces)")
        }
    }

    @Test("Bytes that are not text are kept, also those that only begin like a byte order mark")
    func foreignBytes() throws {
        for pieces in [1, 2, 1000] {
            #expect(try rows([0xFF, 0x2C, 0xFE], pieces: pieces) == [[[0xFF], [0xFE]]])
            #expect(try rows([0xEF, 0xBB], pieces: pieces) == [[[0xEF, 0xBB]]])
            #expect(try rows([0xEF, 0x2C, 0x41], pieces: pieces) == [[[0xEF], [0x41]]])
            #expect(try rows([0xEF, 0xBB, 0x0A, 0x41], pieces: pieces) == [[[0xEF, 0xBB]], [[0x41]]])
        }
    }

    @Test("With another separator, commas are part of fields")
    func separators() throws {
        #expect(try rows(Array("a,b;c".utf8), pieces: 9, separator: ";") == [[Array("a,b".utf8), Array("c".utf8)]])
        #expect(try rows(Array("a\tb".utf8), pieces: 9, separator: "\t") == [[[0x61], [0x62]]])
        for separator in ["", ",,", "\"", "\n", "\r", "é"] {
            #expect(throws: VimeoError.self) { try CSVFormat(separator: Array(separator.utf8)) }
        }
    }

    @Test(
        "An unclosed quote is an error that names the line where it began",
        arguments: [("\"", 1), ("a\n\"b\nc\n", 2), ("a,\"b\"\",\n\n", 1), ("\n\r\n\rx,\"", 4), ("\"a\nb\nc\",\"d", 3)]
    )
    func unterminated(text: String, line: Int) throws {
        for pieces in [1, 1000] {
            let problem = #expect(throws: CSVProblem.self) { try rows(Array(text.utf8), pieces: pieces) }
            #expect(problem?.line == line)
            #expect(problem?.text == "a quoted field that begins here has no end")
        }
    }

    @Test("Text after a quoted field is an error that names its line")
    func textAfterQuote() throws {
        let problem = #expect(throws: CSVProblem.self) { try rows(Array("a\n\"x\ny\"z,b\n".utf8), pieces: 1000) }
        #expect(problem?.line == 3)
    }

    @Test("Rows have the line on which they begin")
    func lines() throws {
        var parser = CSVParser(try CSVFormat())
        var lines: [Int] = []
        let text = Array("a\r\n\r\n\"b\nc\"\nd\re".utf8)
        try text.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let taken = try parser.take(UnsafeRawBufferPointer(rebasing: bytes[start...]))
                start += taken.count
                if taken.isComplete { lines.append(parser.rowLine) }
            }
        }
        #expect(try parser.finish())
        #expect(lines + [parser.rowLine] == [1, 3, 5, 6])
    }

    @Test("A row that does not end is an error before it fills the memory, and the rest is not read")
    func endlessRow() throws {
        var parser = CSVParser(try CSVFormat())
        let piece = [UInt8](repeating: UInt8(ascii: ","), count: 1 << 20)
        var taken = 0
        let problem = #expect(throws: CSVProblem.self) {
            for _ in 0..<1000 { taken += try piece.withUnsafeBytes { try parser.take($0) }.count }
        }
        #expect(problem?.line == 1)
        #expect(taken < CSVParser.mostBytes)
        #expect(try piece.withUnsafeBytes { try parser.take($0) } == (piece.count, false))
        #expect(try parser.finish() == false)
    }
}
