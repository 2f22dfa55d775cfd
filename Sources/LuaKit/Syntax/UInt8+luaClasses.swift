// Lua's classes of characters in the C locale.
extension UInt8 {
    var isLuaNewline: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }

    /// White space within a line.
    var isLuaBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == 0x0B || self == 0x0C }

    var isLuaSpace: Bool { isLuaBlank || isLuaNewline }

    var isLuaDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

    var isLuaHexDigit: Bool { luaHexValue != nil }

    var isLuaNameStart: Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= self || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self
            || self == UInt8(ascii: "_")
    }

    var isLuaNamePart: Bool { isLuaNameStart || isLuaDigit }

    var luaHexValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
