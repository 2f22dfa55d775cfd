internal import LuaKit
internal import Vimeo

extension VimeoTable {
    private static let separator = Parameter.optional("separator", .bytes, "one byte; a comma by default")

    func addCSV(to functions: inout [FunctionDescription]) {
        functions.add(
            "vimeo.csv.reader",
            permission: .none,
            taking(
                .optional("filename", .path, "the file to read; - is standard input"),
                Parameter.optional(
                    "header",
                    .flag,
                    default: false,
                    "whether the first row has the names of columns; rows are then tables by name"
                ),
                Self.separator,
                .optional("text", .bytes, "CSV text, instead of a file")
            ),
            results: "iterator",
            text:
                "Iterates over the rows of CSV by RFC 4180: returns each as a list of strings, or as a table by name, and "
                + "the number of its line. A file is read as it is needed. Empty lines are skipped; with a header, a row of "
                + "another length is an error. The iterator's field header has the names.",
            errors: ["file", "usage"],
            example:
                "for row, line in vimeo.csv.reader{filename = \"titles.csv\", header = true} do print(line, row.name) end"
        ) { [self] arguments, file, hasHeader, separator, text in
            let source: CSVReader.Source
            switch (file, text) {
            case (let file?, nil): source = file.bytes == Array("-".utf8) ? .standardInput : .file(file)
            case (nil, let text?): source = .text(text)
            default:
                throw VimeoError(.usage, "vimeo.csv.reader takes either filename or text", hint: "name a file")
            }
            let format = try CSVFormat(separator: separator)
            let stack = arguments.stack
            return stack.loop(over: try CSVReader(source, files, format: format, hasHeader: hasHeader, on: stack))
        }

        functions.add(
            "vimeo.csv.writer",
            permission: .none,
            taking(
                .optional("filename", .path, "the file to write; standard output by default"),
                .optional(
                    "header",
                    .table,
                    "a list of names, which is written as the first row; rows may then be tables by name"
                ),
                Self.separator
            ),
            results: "writer",
            text:
                "Writes CSV by RFC 4180. writer:write(row) takes a list, or a table by the names of the header; nil and "
                + "null are empty. writer:close() puts the file in place, and so does a <close> variable unless its block "
                + "ends with an error. Until then an existing file is unchanged.",
            errors: ["file", "usage"],
            example: "local out <close> = vimeo.csv.writer{filename = \"titles.csv\", header = {\"uri\", \"name\"}}"
        ) { [self] arguments, file, header, separator in
            let format = try CSVFormat(separator: separator)
            let stack = arguments.stack
            let names = try header.map(Self.names)
            let writer = try CSVWriter(file, files, format: format, header: names, on: stack, warn: warn)
            writer.push(on: stack)
            return .results(1)
        }
    }

    /// The names of a header: any strings, none of them twice.
    private static func names(_ header: Argument) throws -> [[UInt8]] {
        let names = try header.items { try $0.requireString().bytes }
        if let twice = names.firstRepeated { throw VimeoError(.usage, "the header has \"\(Path(twice).text)\" twice") }
        guard !names.isEmpty else { throw VimeoError(.usage, "header has no names", hint: "give a list of strings") }
        return names
    }
}

extension [[UInt8]] {
    /// The first name that was there before.
    var firstRepeated: [UInt8]? {
        var seen: Set<[UInt8]> = []
        return first { !seen.insert($0).inserted }
    }
}
