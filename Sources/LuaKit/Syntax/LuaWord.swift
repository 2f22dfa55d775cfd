internal import Platform

enum LuaWord: String, CaseIterable {
    case and
    case `break`
    case `do`
    case `else`
    case elseif
    case end
    case `false`
    case `for`
    case function
    case goto
    case `if`
    case `in`
    case local
    case `nil`
    case not
    case or
    case `repeat`
    case `return`
    case then
    case `true`
    case until
    case `while`

    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case percent = "%"
    case caret = "^"
    case hash = "#"
    case ampersand = "&"
    case tilde = "~"
    case bar = "|"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case doubleSlash = "//"
    case equal = "=="
    case notEqual = "~="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
    case assign = "="
    case leftParenthesis = "("
    case rightParenthesis = ")"
    case leftBrace = "{"
    case rightBrace = "}"
    case leftBracket = "["
    case rightBracket = "]"
    case label = "::"
    case semicolon = ";"
    case colon = ":"
    case comma = ","
    case dot = "."
    case concat = ".."
    case ellipsis = "..."

    // No word has more than 8 bytes, so that its bytes make a number. A dictionary would take longer to hash that number
    // than the rest of the lexer needs for a token.
    private static let slots: [(packed: UInt64, word: LuaWord)?] = {
        var slots = [(packed: UInt64, word: LuaWord)?](repeating: nil, count: 256)
        for word in allCases {
            let packed = pack(word.rawValue.utf8)
            var slot = slot(of: packed)
            while slots[slot] != nil { slot = (slot + 1) % slots.count }
            slots[slot] = (packed, word)
        }
        return slots
    }()

    private static func slot(of packed: UInt64) -> Int { Int((packed &* 0x9E37_79B9_7F4A_7C15) >> 56) }

    /// The word that consists of these bytes; nil if they are not a word.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count <= 8 else { return nil }
        let packed = Self.pack(bytes)
        var slot = Self.slot(of: packed)
        while let found = Self.slots[slot] {
            if found.packed == packed {
                self = found.word
                return
            }
            slot = (slot + 1) % Self.slots.count
        }
        return nil
    }

    private static func pack(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    var isKeyword: Bool { rawValue.utf8.first?.isLuaNameStart == true }

    var opens: Bool {
        switch self {
        case .leftParenthesis, .leftBracket, .leftBrace, .function, .do, .if, .while, .for, .repeat: true
        default: false
        }
    }

    var isBracket: Bool {
        switch self {
        case .leftParenthesis, .leftBracket, .leftBrace, .rightParenthesis, .rightBracket, .rightBrace: true
        default: false
        }
    }

    /// Whether it begins a statement wherever it is.
    var beginsStatement: Bool {
        switch self {
        case .local, .return, .if, .while, .for, .repeat, .do, .goto, .break: true
        default: false
        }
    }

    /// Whether no statement can end with it, open blocks and brackets apart.
    var needsMore: Bool {
        switch self {
        case .and, .or, .not, .plus, .minus, .star, .slash, .percent, .caret, .hash, .ampersand, .tilde, .bar,
            .shiftLeft, .shiftRight, .doubleSlash, .equal, .notEqual, .lessOrEqual, .greaterOrEqual, .less,
            .concat, .assign, .comma, .dot, .colon, .local, .goto, .until:
            true
        default: false
        }
    }
}

// Lua's classes of characters in the C locale.
extension UInt8 {
    var isLuaNewline: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }

    /// White space within a line.
    var isLuaBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == 0x0B || self == 0x0C }

    var isLuaSpace: Bool { isLuaBlank || isLuaNewline }

    var isLuaNameStart: Bool { isASCIILetter || self == UInt8(ascii: "_") }

    var isLuaNamePart: Bool { isLuaNameStart || isASCIIDigit }
}
