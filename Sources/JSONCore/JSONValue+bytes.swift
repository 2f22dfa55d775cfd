extension JSONValue: CustomStringConvertible {
    /// The value as compact JSON; a number that has no JSON form (NaN, infinity) is null.
    public var description: String { String(decoding: bytes(), as: UTF8.self) }
}

extension JSONValue {
    /// The value as compact JSON in UTF-8; a number that has no JSON form (NaN, infinity) is null.
    ///
    /// What could change a terminal, reorder text or end a line is escaped.
    ///
    /// - Parameter sortedKeys: true for the same bytes whatever the order of the members.
    package func bytes(sortedKeys: Bool = false) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(512)
        write(to: &output, sortedKeys)
        return output
    }

    /// Whether every number in it has a JSON form.
    package var isFinite: Bool {
        switch self {
        case .number(let number): number.isFinite
        case .array(let elements): elements.allSatisfy(\.isFinite)
        case .object(let object): object.members.allSatisfy(\.value.isFinite)
        default: true
        }
    }

    private func write(to output: inout [UInt8], _ sortedKeys: Bool) {
        switch self {
        case .boolean(let flag): output += flag.description.utf8
        case .integer(let number): output += number.description.utf8
        case .number(let number) where number.isFinite: output += number.description.utf8
        case .null, .number: output += "null".utf8
        case .string(let text): Self.write(text, to: &output)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                element.write(to: &output, sortedKeys)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let object):
            output.append(UInt8(ascii: "{"))
            let members = sortedKeys ? object.members.sorted { $0.key < $1.key } : object.members
            for (index, member) in members.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                Self.write(member.key, to: &output)
                output.append(UInt8(ascii: ":"))
                member.value.write(to: &output, sortedKeys)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        var text = text
        let isPlain = text.withUTF8 { bytes in
            for byte in bytes where !isUnescaped(byte) { return false }
            output.append(contentsOf: bytes)
            return true
        }
        if !isPlain {
            for scalar in text.unicodeScalars { write(scalar, to: &output) }
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func isUnescaped(_ byte: UInt8) -> Bool {
        0x20..<0x7F ~= byte && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private static func write(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
        switch scalar {
        case "\"", "\\": output += [UInt8(ascii: "\\"), UInt8(ascii: scalar)]
        case "\n": output += "\\n".utf8
        case "\r": output += "\\r".utf8
        case "\t": output += "\\t".utf8
        case _ where scalar.isUnsafeToShow:
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                output += "\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8
            }
        default: output += String(scalar).utf8
        }
    }
}
