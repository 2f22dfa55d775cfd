/// An object in JSON (RFC 8259) in one line, without the line's end.
struct JSONLine {
    private var fields: String

    /// An object with a type.
    init(_ type: String) {
        fields = "\"type\":\(Self.quoted(type))"
    }

    var text: String { "{\(fields)}" }

    mutating func add(_ key: String, _ value: String?) {
        add(key, raw: value.map(Self.quoted))
    }

    mutating func add(_ key: String, _ value: Int64?) {
        add(key, raw: value.map { "\($0)" })
    }

    /// Seconds to the millisecond; null if they are no number.
    mutating func add(_ key: String, seconds: Double) {
        guard seconds.isFinite, abs(seconds) < 1e12 else { return add(key, raw: nil) }
        let milliseconds = Int64((seconds * 1000).rounded())
        let digits = "\(milliseconds.magnitude % 1000 + 1000)".dropFirst()
        add(key, raw: "\(milliseconds < 0 ? "-" : "")\(milliseconds.magnitude / 1000).\(digits)")
    }

    /// A string in quotes; what would change a terminal or end a line is escaped, whatever JSON says about it.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if isEscaped(scalar) {
                    for unit in String(scalar).utf16 {
                        let digits = String(unit, radix: 16)
                        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
                    }
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }

    private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value < 0x20 }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        case .format: return scalar != "\u{200D}"
        default: return false
        }
    }

    private mutating func add(_ key: String, raw value: String?) {
        fields += ",\(Self.quoted(key)):\(value ?? "null")"
    }
}
