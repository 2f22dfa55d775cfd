internal import JSONCore
internal import LuaKit

/// Shows Lua values as text, by raw access only: it never runs code.
///
/// A table is written on one line if it fits the width, otherwise one entry per line; the text is passed on as it is produced.
struct Inspector {
    typealias Paint = (ValuePrinter.Piece, String) -> String
    /// How the native function at an index is called, if that is known.
    typealias Signature = (Int32) -> String?

    struct Limits {
        var depth = 6
        var items = 100
        var width = 80
        /// Bytes of a string.
        var length = 2000
        /// Entries of all tables together.
        var entries = 20_000
    }

    /// Text without line ends, and how many columns it takes, which colours do not change.
    struct Piece {
        var text: String
        var width: Int
    }

    /// The output was stopped.
    struct Stopped: Error {}

    let stack: LuaStack
    let limits: Limits
    let paint: Paint
    let signature: Signature
    let isStopped: () -> Bool
    let write: (String) -> Void
    /// The tables that hold the value at hand, outermost first.
    var parents: [UInt] = []
    /// The keys that lead to the value at hand.
    var path: [String] = []
    /// Where tables that took several lines were shown.
    var shown: [UInt: String] = [:]
    var entriesLeft: Int

    /// Passes the text of a value to `write`, in pieces.
    ///
    /// - Parameter isStopped: asked now and then; once it is true the rest is left out.
    static func write(
        _ index: Int32,
        on stack: LuaStack,
        limits: Limits = Limits(),
        paint: @escaping Paint = { _, text in text },
        signature: @escaping Signature = { _ in nil },
        isStopped: @escaping () -> Bool = { false },
        to write: @escaping (String) -> Void
    ) {
        var inspector = Inspector(
            stack: stack,
            limits: limits,
            paint: paint,
            signature: signature,
            isStopped: isStopped,
            write: write,
            entriesLeft: limits.entries
        )
        let top = stack.top
        do {
            try inspector.writeValue(stack.absolute(index), indentation: 0, used: 0)
        } catch {
            stack.pop(stack.top - top)
            write("…")
        }
    }

    /// The text of a value.
    static func describe(
        _ index: Int32,
        on stack: LuaStack,
        limits: Limits = Limits(),
        paint: @escaping Paint = { _, text in text },
        signature: @escaping Signature = { _ in nil }
    ) -> String {
        var text = ""
        // Not escaping beyond this call.
        write(index, on: stack, limits: limits, paint: paint, signature: signature) { text += $0 }
        return text
    }

    func piece(_ role: ValuePrinter.Piece, _ text: String) -> Piece {
        Piece(text: paint(role, text), width: text.count)
    }

    /// A value that is not a table, or a table that is not expanded; nil for a table to show.
    private func simple(_ index: Int32) -> Piece? {
        switch stack.type(at: index) {
        case .string:
            piece(.string, stack.withBytes(at: index) { LuaLiteral.quoted($0, limit: limits.length) } ?? "")
        case .table: closed(stack.address(at: index))
        case .lightUserdata where stack.isJSONNull(at: index): piece(.constant, "null")
        case .nil, .none: piece(.constant, "nil")
        case .boolean: piece(.constant, stack.isTruthy(index) ? "true" : "false")
        case .number: piece(.number, LuaLiteral.number(stack.value(at: index)))
        case .function: piece(.opaque, escaped(function(at: index)))
        case .userdata:
            piece(.opaque, escaped("<\(stack.summary(ofObjectAt: index) ?? stack.typeName(at: index))>"))
        case .lightUserdata, .thread: piece(.opaque, escaped("<\(stack.typeName(at: index))>"))
        }
    }

    private func function(at index: Int32) -> String {
        stack.summary(ofFunctionAt: index) ?? signature(index).map { "function \($0)" } ?? "native function"
    }

    /// Names come from scripts.
    private func escaped(_ text: String) -> String { text.escapedForDisplay() }

    private func closed(_ address: UInt) -> Piece? {
        if let level = parents.lastIndex(of: address) { return piece(.opaque, "<cycle, \(parents.count - level) up>") }
        if let place = shown[address] { return piece(.opaque, "<same as \(place)>") }
        return parents.count >= limits.depth || !stack.reserve(8) ? piece(.opaque, "{…}") : nil
    }

    private mutating func writeValue(_ index: Int32, indentation: Int, used: Int) throws {
        if let line = try inline(index, room: limits.width - indentation - used) ?? simple(index) {
            write(line.text)
            return
        }
        let address = stack.address(at: index)
        shown[address] = path.isEmpty ? "the whole" : path.joined(separator: ".")
        parents.append(address)
        defer { parents.removeLast() }
        let table = try TableEntries(at: index, of: self)
        let margin = String(repeating: " ", count: indentation)
        write("\(name(of: index)){\n")
        try writeItems(table, indentation: indentation + 2)
        try writeFields(table, indentation: indentation + 2)
        write("\(margin)}")
    }

    private mutating func writeItems(_ table: TableEntries, indentation: Int) throws {
        // The columns that short values have used of their common line.
        var used = 0
        for position in 0..<table.shownItems {
            stack.getRaw(Int64(position + 1), in: table.index)
            if let piece = short(stack.top) {
                entriesLeft -= 1
                if entriesLeft < 0 || isStopped() { throw Stopped() }
                stack.pop()
                // The comma behind it takes a column.
                let goesOn = used > 0 && used + 2 + piece.width < limits.width
                let margin = String(repeating: " ", count: indentation)
                write(used == 0 ? margin : goesOn ? ", " : ",\n\(margin)")
                write(piece.text)
                used = (goesOn ? used + 2 : indentation) + piece.width
            } else {
                if used > 0 { write(",\n") }
                used = 0
                try writeEntry(key: nil, named: "[\(position + 1)]", indentation: indentation)
                let isLast = position + 1 == table.shownItems && table.omittedItems == 0 && table.keys.isEmpty
                write(isLast ? "\n" : ",\n")
            }
        }
        if used > 0 { write(table.omittedItems == 0 && table.keys.isEmpty ? "\n" : ",\n") }
        writeOmission(table.omittedItems, isLast: table.keys.isEmpty, indentation: indentation)
    }

    private mutating func writeFields(_ table: TableEntries, indentation: Int) throws {
        for (place, key) in table.shownKeys.enumerated() {
            key.push(on: stack)
            stack.getRaw(in: table.index)
            try writeEntry(key: key.text, named: key.text, indentation: indentation)
            write(place + 1 == table.shownKeys.count && table.omittedKeys == 0 ? "\n" : ",\n")
        }
        writeOmission(table.omittedKeys, isLast: true, indentation: indentation)
    }

    /// An item that shares its line with others.
    private func short(_ index: Int32) -> Piece? {
        switch stack.type(at: index) {
        case .number, .boolean, .string, .lightUserdata:
            guard let piece = simple(index), piece.width <= 20 else { return nil }
            return piece
        default: return nil
        }
    }

    private func writeOmission(_ count: Int, isLast: Bool, indentation: Int) {
        guard count > 0 else { return }
        let margin = String(repeating: " ", count: indentation)
        write("\(margin)\(paint(.opaque, "… \(count) more"))\(isLast ? "\n" : ",\n")")
    }

    /// Writes the value on top, which it pops, on a line of its own.
    private mutating func writeEntry(key: String?, named name: String, indentation: Int) throws {
        entriesLeft -= 1
        if entriesLeft < 0 || isStopped() { throw Stopped() }
        path.append(name)
        defer { path.removeLast() }
        let label = key.map { "\(paint(.key, $0)) = " } ?? ""
        write(String(repeating: " ", count: indentation) + label)
        // The comma behind it takes a column.
        try writeValue(stack.top, indentation: indentation, used: key.map { $0.count + 4 } ?? 1)
        stack.pop()
    }

    /// The value on one line, if that takes at most `room` columns; nil otherwise.
    private mutating func inline(_ index: Int32, room: Int) throws -> Piece? {
        if let simple = simple(index) { return simple.width <= room ? simple : nil }
        parents.append(stack.address(at: index))
        defer { parents.removeLast() }
        let name = name(of: index)
        // Far more entries than columns: no need to look at them.
        guard stack.rawLength(at: index) <= max(0, room) else { return nil }
        let table = try TableEntries(at: index, of: self)
        guard table.count > 0 else { return empty(index, name: name) }
        var line = Piece(text: "\(name){ ", width: name.count + 2)
        func fits(_ piece: Piece?) -> Bool {
            guard let piece else { return false }
            line.text += (line.text.hasSuffix("{ ") ? "" : ", ") + piece.text
            line.width += piece.width + 2
            return line.width <= room
        }
        for position in 0..<table.shownItems {
            stack.getRaw(Int64(position + 1), in: table.index)
            let item = try inline(stack.top, room: room - line.width - 2)
            stack.pop()
            guard fits(item) else { return nil }
        }
        if table.omittedItems > 0, !fits(piece(.opaque, "… \(table.omittedItems) more")) { return nil }
        for key in table.shownKeys {
            key.push(on: stack)
            stack.getRaw(in: table.index)
            let value = try inline(stack.top, room: room - line.width - 2 - key.text.count - 3)
            stack.pop()
            let entry = value.map {
                Piece(text: "\(paint(.key, key.text)) = \($0.text)", width: $0.width + key.text.count + 3)
            }
            guard fits(entry) else { return nil }
        }
        if table.omittedKeys > 0, !fits(piece(.opaque, "… \(table.omittedKeys) more")) { return nil }
        line.text += " }"
        return line
    }

    /// JSON tells an empty array from an empty object.
    private func empty(_ index: Int32, name: String) -> Piece {
        let text = stack.isJSONArray(at: index) ? "[]" : "\(name){}"
        return Piece(text: text, width: text.count)
    }

    /// What stands before the brace.
    private func name(of index: Int32) -> String {
        stack.isJSONArray(at: index) ? "" : stack.metatableName(at: index).map { "\(escaped($0)) " } ?? ""
    }
}
