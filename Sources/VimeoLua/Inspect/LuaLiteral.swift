internal import JSONCore
internal import LuaKit
internal import Platform

/// Lua source text for simple values.
enum LuaLiteral {
    /// A string in quotes.
    ///
    /// Control characters and bytes that are not UTF-8 are escaped, so that no text can move the cursor of a
    /// terminal.
    static func quoted(_ bytes: UnsafeRawBufferPointer, limit: Int) -> String {
        var text = "\""
        var shown = 0
        bytes.forEachScalar { scalar, bytes in
            guard shown + bytes.count <= limit else { return false }
            shown += bytes.count
            text += scalar.map(escaped) ?? bytes.map(\.hexadecimalEscape).joined()
            return true
        }
        text += "\""
        if bytes.count > shown { text += "… \(bytes.count - shown) more bytes" }
        return text
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case "\"": "\\\""
        case "\\": "\\\\"
        default:
            switch scalar.properties.generalCategory {
            case .format where scalar == "\u{200D}": String(Character(scalar))  // joins emoji
            case .control, .format, .lineSeparator, .paragraphSeparator: "\\u{\(String(scalar.value, radix: 16))}"
            default: String(Character(scalar))
            }
        }
    }

    /// A number; floats are told from integers.
    static func number(_ value: LuaValue) -> String {
        switch value {
        case .integer(let number): "\(number)"
        case .number(let number) where number.isNaN: "0/0"
        case .number(let number) where number.isInfinite: number < 0 ? "-1/0" : "1/0"
        case .number(let number): "\(number)"
        default: ""
        }
    }
}
