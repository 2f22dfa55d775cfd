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
        let digits = String(number, radix: 16)
        self = String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
