extension UInt8 {
    /// Whether this is an ASCII digit.
    package var isDigit: Bool { 0x30...0x39 ~= self }

    /// Whether this is an ASCII letter or digit.
    package var isAlphanumeric: Bool { isDigit || 0x61...0x7A ~= self | 0x20 }

    /// Whether this is a hexadecimal digit.
    package var isHexDigit: Bool { isDigit || 0x61...0x66 ~= self | 0x20 }
}
