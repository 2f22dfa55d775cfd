import Testing

@testable import VimeoLua

struct CSVEncoderTests {
    private func write(_ rows: [[String]], separator: String = ",") throws -> String {
        var encoder = CSVEncoder(try CSVFormat(separator: Array(separator.utf8)))
        for row in rows {
            for field in row { encoder.field(Array(field.utf8)) }
            encoder.endRow()
        }
        return String(decoding: encoder.output, as: UTF8.self)
    }

    @Test(
        "Fields are quoted only where they have to be",
        arguments: [
            (["a", "b c", ""], "a,b c,\r\n"),
            (["a,b", "c\"d", "e\nf", "g\rh", "i;j"], "\"a,b\",\"c\"\"d\",\"e\nf\",\"g\rh\",i;j\r\n"),
            (["\u{FEFF}a"], "\"\u{FEFF}a\"\r\n"),
            (["=1+1", "é", "\0"], "=1+1,é,\0\r\n"),
            ([""], "\"\"\r\n"),
            (["", ""], ",\r\n"),
        ]
    )
    func quotes(row: [String], expected: String) throws {
        #expect(try write([row]) == expected)
    }

    @Test("An empty row after others is still a row")
    func emptyRow() throws {
        #expect(try write([["a"], [""], ["b"]]) == "a\r\n\"\"\r\nb\r\n")
    }

    @Test("With another separator, that one is quoted")
    func separator() throws {
        #expect(try write([["a,b", "c;d"]], separator: ";") == "a,b;\"c;d\"\r\n")
    }

    @Test("A discarded row leaves no bytes")
    func cut() throws {
        var encoder = CSVEncoder(try CSVFormat())
        encoder.field([0x61])
        encoder.endRow()
        let count = encoder.output.count
        encoder.field([0x62])
        encoder.cut(to: count)
        encoder.field([0x63])
        encoder.endRow()
        #expect(encoder.output == Array("a\r\nc\r\n".utf8))
    }

    @Test("What is written reads back the same, for random rows of nasty fields")
    func random() throws {
        var generator = SystemRandomNumberGenerator()
        let bytes: [UInt8] = [0x61, 0x2C, 0x22, 0x0A, 0x0D, 0x00, 0xFF, 0xEF, 0xBB, 0xBF, 0x20]
        var written: [[[UInt8]]] = []
        var encoder = CSVEncoder(try CSVFormat())
        for _ in 0..<2000 {
            let row = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                    bytes[Int.random(in: 0..<bytes.count, using: &generator)]
                }
            }
            written.append(row)
            for field in row { encoder.field(field) }
            encoder.endRow()
        }
        var parser = CSVParser(try CSVFormat())
        var read: [[[UInt8]]] = []
        try encoder.output.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let taken = try parser.take(UnsafeRawBufferPointer(rebasing: bytes[start...]))
                start += taken.count
                if taken.isComplete { read.append((0..<parser.row.count).map { Array(parser.row[$0]) }) }
            }
        }
        #expect(read == written)
        #expect(try parser.finish() == false)
    }
}
