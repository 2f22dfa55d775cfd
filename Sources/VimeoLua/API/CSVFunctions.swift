internal import LuaKit
internal import Vimeo

extension VimeoTable {
    var csvFunctions: [FunctionDescription] {
        [reader, writer]
    }

    private static let separator = Parameter.optional("separator", .bytes, "one byte; a comma by default")
    private static let source = Parameter.optional("filename", .path, "the file to read; - is standard input")
    private static let hasHeader = Parameter.optional(
        "header",
        .flag,
        default: false,
        "whether the first row has the names of columns; rows are then tables by name"
    )
    private static let text = Parameter.optional("text", .bytes, "CSV text, instead of a file")
    private static let target = Parameter.optional("filename", .path, "the file to write; standard output by default")
    private static let header = Parameter.optional(
        "header",
        .table,
        "a list of names, which is written as the first row; rows may then be tables by name"
    )

    private var reader: FunctionDescription {
        FunctionDescription(
            name: "vimeo.csv.reader",
            parameters: [Self.source, Self.hasHeader, Self.separator, Self.text],
            results: "iterator",
            text:
                "Iterates over the rows of CSV by RFC 4180: returns each as a list of strings, or as a table by name, and "
                + "the number of its line. A file is read as it is needed. Empty lines are skipped; with a header, a row of "
                + "another length is an error. The iterator's field header has the names.",
            errors: ["file", "usage"],
            example:
                "for row, line in vimeo.csv.reader{filename = \"titles.csv\", header = true} do print(line, row.name) end",
            permission: .none
        ) { arguments in
            let source: CSVReader.Source
            switch (try arguments[Self.source], try arguments[Self.text]) {
            case (let file?, nil): source = file.bytes == Array("-".utf8) ? .standardInput : .file(file)
            case (nil, let text?): source = .text(text)
            default:
                throw VimeoError(.usage, "vimeo.csv.reader takes either filename or text", hint: "name a file")
            }
            let reader = try CSVReader(
                source,
                format: CSVFormat(separator: arguments[Self.separator]),
                hasHeader: arguments[Self.hasHeader],
                on: arguments.stack
            )
            arguments.stack.pushLoop(over: reader)
            return .results(4)
        }
    }

    private var writer: FunctionDescription {
        FunctionDescription(
            name: "vimeo.csv.writer",
            parameters: [Self.target, Self.header, Self.separator],
            results: "writer",
            text:
                "Writes CSV by RFC 4180. writer:write(row) takes a list, or a table by the names of the header; nil and "
                + "null are empty. writer:close() puts the file in place, and so does a <close> variable unless its block "
                + "ends with an error. Until then an existing file is unchanged.",
            errors: ["file", "usage"],
            example: "local out <close> = vimeo.csv.writer{filename = \"titles.csv\", header = {\"uri\", \"name\"}}",
            permission: .none
        ) { [self] arguments in
            let writer = try CSVWriter(
                arguments[Self.target],
                format: CSVFormat(separator: arguments[Self.separator]),
                header: arguments[Self.header].map { try Self.names($0) },
                warn: warn
            )
            writer.push(on: arguments.stack)
            return .results(1)
        }
    }

    /// The names of a header: any strings, none of them twice.
    private static func names(_ header: Argument) throws -> [[UInt8]] {
        let stack = header.stack
        var names: [[UInt8]] = []
        for position in 0..<stack.rawLength(at: header.index) {
            stack.getRaw(Int64(position + 1), in: header.index)
            defer { stack.pop() }
            guard let name = stack.bytes(at: -1) else {
                throw VimeoError(.usage, "header[\(position + 1)] must be a string, not a \(stack.typeName(at: -1))")
            }
            guard !names.contains(name) else {
                throw VimeoError(.usage, "the header has \"\(Path(name).text)\" twice")
            }
            names.append(name)
        }
        guard !names.isEmpty else { throw VimeoError(.usage, "header has no names", hint: "give a list of strings") }
        return names
    }
}
