extension PlainJSON {
    /// A JSON text of the value; `random` picks white space, escapes and the spelling of numbers.
    func text(_ random: inout SeededGenerator) -> [UInt8] {
        var out: [UInt8] = []
        append(to: &out, &random)
        return out
    }

    private func append(to out: inout [UInt8], _ random: inout SeededGenerator) {
        out += Self.space(&random)
        switch self {
        case .null: out += Array("null".utf8)
        case .bool(let flag): out += Array("\(flag)".utf8)
        case .integer(let value): out += Array("\(value)".utf8)
        case .float(let bits):
            let text = Double(bitPattern: bits).description
            out += Array((Bool.random(using: &random) ? text : text.uppercased()).utf8)
        case .string(let bytes): out += Self.quoted(bytes, &random)
        case .array(let items):
            out.append(UInt8(ascii: "["))
            for (i, item) in items.enumerated() {
                if i > 0 { out.append(UInt8(ascii: ",")) }
                item.append(to: &out, &random)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let fields):
            out.append(UInt8(ascii: "{"))
            for (i, field) in fields.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }).enumerated() {
                if i > 0 { out.append(UInt8(ascii: ",")) }
                out += Self.space(&random) + Self.quoted(field.key, &random) + Self.space(&random)
                out.append(UInt8(ascii: ":"))
                field.value.append(to: &out, &random)
            }
            out.append(UInt8(ascii: "}"))
        }
        out += Self.space(&random)
    }

    private static func space(_ random: inout SeededGenerator) -> [UInt8] {
        guard Int.random(in: 0..<8, using: &random) == 0 else { return [] }
        return (0..<Int.random(in: 1...20, using: &random)).map { _ in
            [0x20, 0x20, 0x0A, 0x09, 0x0D].randomElement(using: &random)!
        }
    }

    private static func quoted(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var text = "\""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            let mustEscape = scalar < " " || scalar == "\"" || scalar == "\\"
            guard mustEscape || Int.random(in: 0..<10, using: &random) == 0 else {
                text.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return Array((text + "\"").utf8)
    }
}
