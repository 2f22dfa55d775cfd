internal import LuaKit
internal import Platform
internal import Vimeo

/// Writes rows to a file, which is put in place when the writer is closed, or to standard output.
final class CSVWriter {
    private static let piece = 64 * 1024
    /// A list with a stray large index would be a row of that many empty fields.
    private static let mostFields: Int64 = 1 << 20

    private let header: [[UInt8]]?
    /// Nil for standard output.
    private var file: OutputFile?
    private var encoder: CSVEncoder
    private var rows = 0
    private(set) var isClosed = false
    private let warn: @Sendable (String) -> Void

    init(
        _ path: Path?,
        _ files: FileAccess,
        format: CSVFormat,
        header: [[UInt8]]?,
        on stack: LuaStack,
        warn: @escaping @Sendable (String) -> Void
    ) throws {
        self.header = header
        self.warn = warn
        encoder = CSVEncoder(format)
        file = try path.map { path in try OutputFile(path, files) }
        guard let header else { return }
        for name in header { encoder.field(name) }
        encoder.endRow()
        if file == nil { try flush(on: stack) }
    }

    deinit {
        guard !isClosed, let file else { return }
        warn("\(file.path.text) was not written: its writer was never closed")
    }

    /// Writes the table at `index`: a list of fields, or fields by the names of the header.
    func write(_ index: Int32, of stack: LuaStack) throws {
        rows += 1
        let start = encoder.output.count
        do {
            let keys = try keys(of: index, on: stack)
            if keys.names > 0 {
                try writeRecord(index, names: keys.names, on: stack)
            } else {
                try writeList(index, count: keys.last, on: stack)
            }
        } catch {
            encoder.cut(to: start)
            throw error
        }
        encoder.endRow()
        if file == nil || encoder.output.count >= Self.piece { try flush(on: stack) }
    }

    /// Writes buffered rows and puts the file in place.
    func close(on stack: LuaStack) throws {
        if isClosed { return }
        try flush(on: stack)
        isClosed = true
        guard let file else {
            // What could not be written before is still buffered, and fails again.
            guard fflush(nil) == 0 else { throw VimeoError.file("write", Path("standard output".utf8), .last) }
            return
        }
        self.file = nil
        try file.commit()
    }

    /// Discards the rows; an existing file is unchanged.
    func discard() {
        isClosed = true
        file = nil
    }

    private func flush(on stack: LuaStack) throws {
        defer { encoder.removeOutput() }
        guard let file else { return stack.writeOutput(encoder.output) }
        do {
            try encoder.output.withUnsafeBytes { try file.write($0) }
        } catch {
            discard()
            throw error
        }
    }

    /// How many names a row has, and its last index.
    private func keys(of index: Int32, on stack: LuaStack) throws -> (names: Int, last: Int64) {
        var (names, last) = (0, Int64(0))
        try stack.forEachEntry(at: index) {
            if stack.type(at: -2) == .string {
                names += 1
                return
            }
            guard let position = stack.integer(at: -2), position > 0, position <= Self.mostFields else {
                throw problem("has the key \(stack.describeKey(at: -2))", "a row is a list, or fields by name")
            }
            last = max(last, position)
        }
        guard names == 0 || last == 0 else {
            throw problem("has both names and positions", "a row is a list, or fields by name")
        }
        guard names == 0 || header != nil else {
            throw problem("has names, but the writer has no header", "create it with vimeo.csv.writer{header = {…}}")
        }
        return (names, last)
    }

    private func writeRecord(_ index: Int32, names: Int, on stack: LuaStack) throws {
        var found = 0
        for name in header ?? [] {
            stack.push(name)
            defer { stack.pop() }
            if stack.getRaw(in: index) != .nil { found += 1 }
            try writeField(on: stack) { Path(name).text }
        }
        guard found == names else { throw unknownName(in: index, on: stack) }
    }

    private func unknownName(in index: Int32, on stack: LuaStack) -> VimeoError {
        let known = header ?? []
        var unknown = ""
        stack.forEachEntry(at: index) {
            if let name = stack.bytes(at: -2), !known.contains(name) { unknown = Path(name).text }
        }
        let nearest = NearestName.find(unknown, in: known.map { Path($0).text })
        return problem(
            "has the field \(unknown), which is not in the header",
            nearest.map { "did you mean \($0)?" }
                ?? "the header has \(known.map { Path($0).text }.joined(separator: ", "))"
        )
    }

    private func writeList(_ index: Int32, count: Int64, on stack: LuaStack) throws {
        if let header, count > header.count {
            throw problem(
                "has \(count) fields, but the header has \(header.count)",
                "write one field for each name of the header"
            )
        }
        for position in 0..<max(count, Int64(header?.count ?? 0)) {
            stack.getRaw(position + 1, in: index)
            defer { stack.pop() }
            try writeField(on: stack) { "\(position + 1)" }
        }
    }

    /// Writes the value on top of the stack.
    private func writeField(on stack: LuaStack, name: () -> String) throws {
        switch stack.type(at: -1) {
        case .nil:
            encoder.field([])
        case .string:
            stack.withBytes(at: -1) { encoder.field($0) }
        case .boolean:
            encoder.field(Array((stack.isTruthy(-1) ? "true" : "false").utf8))
        case .number:
            // A float as its shortest text that reads back the same.
            let text = stack.isInteger(at: -1) ? String(stack.integer(at: -1) ?? 0) : String(stack.number(at: -1) ?? 0)
            encoder.field(Array(text.utf8))
        case .lightUserdata where stack.isJSONNull(at: -1):
            encoder.field([])
        default:
            throw problem(
                "has a \(stack.typeName(at: -1)) in field \(name())",
                "convert it to text first, for example with vimeo.json.encode"
            )
        }
    }

    private func problem(_ text: String, _ hint: String) -> VimeoError {
        VimeoError(.usage, code: .csv, "row \(rows) for vimeo.csv.writer \(text)", hint: hint)
    }
}

extension CSVWriter {
    private static let luaName = "csv.writer"

    /// Pushes the writer as scripts see it.
    ///
    /// It is a table, not a ``LuaObject``: at the end of a `<close>` variable it has to know whether there was an error.
    func push(on stack: LuaStack) {
        stack.pushTable()
        stack.pushTable(fields: 4)
        stack.set("__name", Self.luaName)
        stack.set("__metatable", .boolean(false))
        stack.set("__close") { stack in
            if stack.isNoneOrNil(2) { try self.close(on: stack) } else { self.discard() }
            return .results(0)
        }
        stack.pushTable(fields: 2)
        stack.set("write") { stack in
            try Self.checkSelf(stack)
            guard stack.type(at: 2) == .table else { throw LuaError.expected("table", at: 2, on: stack) }
            guard !self.isClosed else { throw LuaError.argument(1, "closed \(Self.luaName)") }
            try self.write(2, of: stack)
            stack.pushCopy(of: 1)
            return .results(1)
        }
        stack.set("close") { stack in
            try Self.checkSelf(stack)
            try self.close(on: stack)
            return .results(0)
        }
        stack.setRaw("__index", in: -2)
        stack.setMetatable(at: -2)
    }

    private static func checkSelf(_ stack: LuaStack) throws {
        guard stack.type(at: 1) == .table, stack.metatableName(at: 1) == luaName else {
            throw LuaError.expected(luaName, at: 1, on: stack)
        }
    }
}
