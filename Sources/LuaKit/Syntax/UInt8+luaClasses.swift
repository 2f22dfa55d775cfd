internal import Platform

// Lua's classes of characters in the C locale.
extension UInt8 {
    var isLuaNewline: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }

    /// White space within a line.
    var isLuaBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == 0x0B || self == 0x0C }

    var isLuaSpace: Bool { isLuaBlank || isLuaNewline }

    var isLuaNameStart: Bool { isASCIILetter || self == UInt8(ascii: "_") }

    var isLuaNamePart: Bool { isLuaNameStart || isASCIIDigit }
}
