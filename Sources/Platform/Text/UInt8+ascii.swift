extension UInt8 {
    @inlinable package var isASCIIDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

    @inlinable package var isASCIILetter: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 }

    @inlinable package var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }

    @inlinable package var isHexDigit: Bool { hexDigitValue != nil }

    /// The value of a hexadecimal digit; nil for other bytes.
    @inlinable package var hexDigitValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension Int64 {
    /// Reads digits only: no sign, no blank, no overflow; nil for anything else.
    package init?(digits text: some StringProtocol) {
        guard text.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
        self.init(text)
    }
}

extension String {
    /// A number in base 16 with 16 digits.
    package init(hex number: UInt64) {
        self.init(number, digits: 16, radix: 16)
    }

    /// A number that is not negative, with zeros before it if it has fewer digits.
    package init(_ number: some BinaryInteger, digits: Int, radix: Int = 10) {
        let text = String(number, radix: radix)
        self = String(repeating: "0", count: Swift.max(0, digits - text.utf8.count)) + text
    }
}

extension StringProtocol {
    /// The text without blanks and tabs at its ends.
    package func trimmed() -> SubSequence {
        // Scalars: an accent after a blank makes no letter of it, and they are found much faster than characters.
        let scalars = unicodeScalars
        let isBlank = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" }
        guard let start = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return self[endIndex...] }
        return self[start..<scalars.index(after: last)]
    }
}
