internal import LuaKit
internal import Platform

/// Lua source text for simple values.
enum LuaLiteral {
    /// A string in quotes.
    ///
    /// Control characters and bytes that are not UTF-8 are escaped, so that no text can move the cursor of a
    /// terminal.
    static func quoted(_ bytes: UnsafeRawBufferPointer, limit: Int) -> String {
        let shown = UnsafeRawBufferPointer(rebasing: bytes.prefix(limit))
        var text = "\""
        if let valid = String(validating: shown, as: UTF8.self) {
            for scalar in valid.unicodeScalars { text += escaped(scalar) }
        } else {
            for byte in shown {
                text += byte < 0x80 ? escaped(Unicode.Scalar(byte)) : "\\x" + hexadecimal(byte)
            }
        }
        text += "\""
        if bytes.count > limit { text += "… \(bytes.count - limit) more bytes" }
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

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
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
