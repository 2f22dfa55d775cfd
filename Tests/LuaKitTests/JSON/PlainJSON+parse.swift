extension PlainJSON {
    /// Reads a text by the letter of RFC 8259, one character at a time, or gives `nil`.
    static func parse(_ bytes: [UInt8]) -> PlainJSON? {
        // Outside strings every byte above ASCII is an error, inside they are UTF-8: so the text as a whole must be.
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var parser = PlainParser(rest: Array(text.unicodeScalars)[...])
        guard let value = parser.value(depth: 0) else { return nil }
        parser.space()
        return parser.rest.isEmpty ? value : nil
    }
}

struct PlainParser {
    var rest: ArraySlice<Unicode.Scalar>

    mutating func space() {
        while let first = rest.first, [" ", "\t", "\n", "\r"].contains(first) { rest.removeFirst() }
    }

    mutating func take(_ text: String) -> Bool {
        guard rest.starts(with: text.unicodeScalars) else { return false }
        rest.removeFirst(text.unicodeScalars.count)
        return true
    }

    mutating func value(depth: Int) -> PlainJSON? {
        space()
        switch rest.first {
        case "{": return depth < 512 ? object(depth: depth + 1) : nil
        case "[": return depth < 512 ? array(depth: depth + 1) : nil
        case "\"": return string().map { .string(Array($0.utf8)) }
        case "t": return take("true") ? .bool(true) : nil
        case "f": return take("false") ? .bool(false) : nil
        case "n": return take("null") ? .null : nil
        default: return number()
        }
    }

    mutating func array(depth: Int) -> PlainJSON? {
        rest.removeFirst()
        var items: [PlainJSON] = []
        space()
        if take("]") { return .array([]) }
        while true {
            guard let item = value(depth: depth) else { return nil }
            items.append(item)
            space()
            if take("]") { return .array(items) }
            guard take(",") else { return nil }
        }
    }

    mutating func object(depth: Int) -> PlainJSON? {
        rest.removeFirst()
        var fields: [[UInt8]: PlainJSON] = [:]
        space()
        if take("}") { return .object([:]) }
        while true {
            space()
            guard let key = string() else { return nil }
            space()
            guard take(":"), let item = value(depth: depth) else { return nil }
            fields[Array(key.utf8)] = item
            space()
            if take("}") { return .object(fields) }
            guard take(",") else { return nil }
        }
    }

    mutating func string() -> String? {
        guard take("\"") else { return nil }
        var units: [UInt16] = []
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return String(validating: units, as: UTF16.self)
            case "\u{0}"..."\u{1F}": return nil
            case "\\":
                guard let code = rest.popFirst() else { return nil }
                switch code {
                case "\"", "\\", "/": units.append(UInt16(code.value))
                case "b": units.append(8)
                case "f": units.append(12)
                case "n": units.append(10)
                case "r": units.append(13)
                case "t": units.append(9)
                case "u":
                    let digits = rest.prefix(4)
                    guard digits.count == 4, digits.allSatisfy(\.properties.isASCIIHexDigit) else { return nil }
                    rest.removeFirst(4)
                    guard let unit = UInt16(String(String.UnicodeScalarView(digits)), radix: 16) else { return nil }
                    units.append(unit)
                default: return nil
                }
            default: units += Array(String(scalar).utf16)
            }
        }
        return nil
    }

    mutating func number() -> PlainJSON? {
        var text = ""
        func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { ("0"..."9").contains($0) } ?? false }
        func digits() -> Int {
            var count = 0
            while isDigit(rest.first) {
                text.unicodeScalars.append(rest.removeFirst())
                count += 1
            }
            return count
        }
        if take("-") { text = "-" }
        let startsWithZero = rest.first == "0"
        let whole = digits()
        guard whole > 0, whole == 1 || !startsWithZero else { return nil }
        var isInteger = text != "-0"
        if take(".") {
            text += "."
            isInteger = false
            guard digits() > 0 else { return nil }
        }
        if take("e") || take("E") {
            text += "e"
            isInteger = false
            if take("-") { text += "-" } else { _ = take("+") }
            guard digits() > 0 else { return nil }
        }
        if isInteger, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else { return nil }
        return .float(value.bitPattern)
    }
}
