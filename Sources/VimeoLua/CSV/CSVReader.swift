internal import LuaKit
internal import Platform
internal import Vimeo

/// The rows of a CSV file or text for Lua: calling it returns the next row and its line, nil at the end.
///
/// It holds one row and one piece of the file.
final class CSVReader: LuaObject {
    static let luaName = "csv.reader"
    static let luaProperties: [String: @Sendable (CSVReader, LuaStack) -> Void] = [
        "header": { reader, stack in
            if let header = reader.header { stack.push(list: header) } else { stack.pushNil() }
        }
    ]
    static let luaCall: (@Sendable (CSVReader, LuaStack) throws -> LuaReply)? = { reader, stack in
        try reader.next(on: stack)
    }

    /// Where the bytes come from.
    enum Source {
        case file(Path)
        case text([UInt8])
        case standardInput
    }

    /// What messages call the source.
    private let name: String
    private let file: InputFile?
    /// Gives the next line of standard input, which scripts read by `io` too.
    private let readLine: LuaReference?
    private var buffer: [UInt8]
    private var position = 0
    private var parser: CSVParser
    private var header: [[UInt8]]?

    init(_ source: Source, _ files: FileAccess, format: CSVFormat, hasHeader: Bool, on stack: LuaStack) throws {
        switch source {
        case .file(let path):
            (name, file, readLine, buffer) = (path.text, try InputFile(path, files), nil, [])
        case .text(let text):
            (name, file, readLine, buffer) = ("the text", nil, nil, text)
        case .standardInput:
            try stack.load(Array(Self.lineReader.utf8), name: "=vimeo.csv")
            try stack.call(arguments: 0, results: 1)
            (name, file, readLine, buffer) = ("standard input", nil, LuaReference(popping: stack), [])
        }
        parser = CSVParser(format)
        guard hasHeader else { return }
        let names = try readRow(on: stack) ? parser.row.ends.indices.map { Array(parser.row[$0]) } : []
        if let twice = names.firstRepeated {
            throw problem(
                parser.rowLine,
                "the header has \"\(Path(twice).text)\" twice",
                hint: "read it without header; the first row then has the names"
            )
        }
        header = names
    }

    private static let lineReader = """
        local stdin = io.stdin
        return function()
          local line, problem = stdin:read("L")
          if problem then error("cannot read standard input: " .. problem, 0) end
          return line
        end
        """

    private func next(on stack: LuaStack) throws -> LuaReply {
        guard try readRow(on: stack) else { return .results(0) }
        let row = parser.row
        if let header, row.count != header.count {
            throw problem(
                parser.rowLine,
                "\(row.count) \(row.count == 1 ? "field" : "fields"), but the header has \(header.count)",
                hint: "read it without header to get each row as it is"
            )
        }
        stack.pushTable(items: header == nil ? row.count : 0, fields: header?.count ?? 0)
        row.bytes.withUnsafeBytes { bytes in
            var start = 0
            for (index, end) in row.ends.enumerated() {
                if let header { stack.push(header[index]) }
                stack.push(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
                if header == nil { stack.setRaw(Int64(index + 1), in: -2) } else { stack.setRaw(keyAndValueIn: -3) }
                start = end
            }
        }
        stack.push(Int64(parser.rowLine))
        return .results(2)
    }

    /// Reads on to the end of a row; false if there is none.
    private func readRow(on stack: LuaStack) throws -> Bool {
        while true {
            if position == buffer.count {
                buffer = try readPiece(on: stack)
                position = 0
            }
            do {
                if buffer.isEmpty { return try parser.finish() }
                let taken = try buffer.withUnsafeBytes { bytes in
                    try parser.take(UnsafeRawBufferPointer(rebasing: bytes[position...]))
                }
                position += taken.count
                if taken.isComplete { return true }
            } catch let error as CSVProblem {
                throw problem(error.line, error.text, hint: error.hint)
            }
        }
    }

    /// The next bytes; empty at the end.
    private func readPiece(on stack: LuaStack) throws -> [UInt8] {
        guard let readLine else { return try file?.readChunk() ?? [] }
        readLine.push(on: stack)
        try stack.call(arguments: 0, results: 1)
        defer { stack.pop() }
        return stack.bytes(at: -1) ?? []
    }

    private func problem(_ line: Int, _ text: String, hint: String) -> VimeoError {
        VimeoError(.file, code: .csv, "\(name), line \(line): \(text)", hint: hint)
    }
}
