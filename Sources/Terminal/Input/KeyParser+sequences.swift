extension KeyParser {
    mutating func acceptInControlSequence(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "[") where parameters.isEmpty: state = .consoleKey
        case UInt8(ascii: "M") where parameters.isEmpty: state = .mouse(3)
        case 0x20...0x3F:
            if parameters.count <= Self.maximumParameterBytes { parameters.append(byte) }
        case 0x40...0x7E: dispatchControlSequence(final: byte)
        default:
            returnToGround()
            acceptInGround(byte)
        }
    }

    mutating func acceptInSingleShift(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ";"):
            if parameters.count <= Self.maximumParameterBytes { parameters.append(byte) }
        case 0x20...0x7E:
            let modifiers = Self.modifiers(ParameterList(parameters).numbers.last ?? 1)
            if let key = Self.singleShiftKey(byte) { append(key, adding: modifiers) }
            returnToGround()
        default:
            returnToGround()
            acceptInGround(byte)
        }
    }

    /// What a complete `ESC [` sequence means; an unknown one means nothing.
    mutating func dispatchControlSequence(final: UInt8) {
        let list = ParameterList(parameters)
        let isAlt = hasAltPrefix
        let isKnown = parameters.count <= Self.maximumParameterBytes && !list.isPrivate
        returnToGround()
        guard isKnown else { return }
        hasAltPrefix = isAlt
        defer { hasAltPrefix = false }
        let numbers = list.numbers
        let modifiers = Self.modifiers(numbers.count > 1 ? numbers[1] : 1)
        switch final {
        case UInt8(ascii: "~"): dispatchTilde(numbers, modifiers)
        // rxvt tells its modifiers so.
        case UInt8(ascii: "$"): append(Self.editingKey(numbers.first), adding: .shift)
        case UInt8(ascii: "^"): append(Self.editingKey(numbers.first), adding: .control)
        case UInt8(ascii: "@"): append(Self.editingKey(numbers.first), adding: [.control, .shift])
        case UInt8(ascii: "a")...UInt8(ascii: "d"): append(Self.cursorKey(final - 0x20), adding: .shift)
        case UInt8(ascii: "Z"): append(.tab, adding: modifiers.union(.shift))
        case UInt8(ascii: "u"):
            guard let code = numbers.first, !list.isRelease else { return }
            appendKey(code: code, modifiers)
        case UInt8(ascii: "R"):
            if numbers.count == 2 { reportedColumn = numbers[1] }
        default: append(Self.cursorKey(final), adding: modifiers)
        }
    }

    private mutating func dispatchTilde(_ numbers: [Int], _ modifiers: Key.Modifiers) {
        switch numbers.first {
        case 200: beginPaste()
        case 27 where numbers.count == 3: appendKey(code: numbers[2], modifiers)
        default: append(Self.editingKey(numbers.first), adding: modifiers)
        }
    }

    private mutating func append(_ code: Key.Code?, adding modifiers: Key.Modifiers) {
        guard let code else { return }
        append(Key(code), adding: modifiers)
    }

    private mutating func append(_ key: Key, adding modifiers: Key.Modifiers) {
        var key = key
        key.modifiers.formUnion(modifiers)
        if hasAltPrefix { key.modifiers.insert(.alt) }
        keys.append(key)
    }

    /// Appends a key told by its character's number (`CSI u` and modifyOtherKeys).
    private mutating func appendKey(code: Int, _ modifiers: Key.Modifiers) {
        switch code {
        case 8, 127: return append(.backspace, adding: modifiers)
        case 9: return append(.tab, adding: modifiers)
        case 13, 57414: return append(.enter, adding: modifiers)
        case 27: return append(.escape, adding: modifiers)
        default: break
        }
        // kitty numbers the keys that do not type a character from the private use area.
        guard code >= 0x20, !(0x7F...0x9F).contains(code), !(0xE000...0xF8FF).contains(code),
            let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init)
        else { return }
        let character = Character(scalar)
        if modifiers.contains(.control) {
            let lower = Character(character.lowercased())
            guard let byte = lower.asciiValue, (0x61...0x7A).contains(byte) else {
                return append(Key(.character(lower)), adding: modifiers)
            }
            // Ctrl-H, Ctrl-I and Ctrl-M are the same keys as without this protocol.
            let key = Key(controlByte: byte & 0x1F)
            append(key, adding: modifiers.subtracting(key.modifiers.contains(.control) ? [] : .control))
        } else {
            let shifted = modifiers.contains(.shift) ? character.uppercased() : String(character)
            append(
                .character(shifted.count == 1 ? Character(shifted) : character),
                adding: modifiers.subtracting(.shift)
            )
        }
    }

    private static let cursorKeys: [Unicode.Scalar: Key.Code] = [
        "A": .up, "B": .down, "C": .right, "D": .left, "F": .end, "H": .home,
    ]

    private static func cursorKey(_ final: UInt8) -> Key.Code? { cursorKeys[Unicode.Scalar(final)] }

    private static let editingKeys: [Int: Key.Code] = [
        1: .home, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    ]

    private static func editingKey(_ number: Int?) -> Key.Code? { number.flatMap { editingKeys[$0] } }

    private static func singleShiftKey(_ final: UInt8) -> Key? {
        switch final {
        case UInt8(ascii: "M"): Key(.enter)
        case UInt8(ascii: "a")...UInt8(ascii: "d"): cursorKey(final - 0x20).map { Key($0, .control) }
        default: cursorKey(final).map { Key($0) }
        }
    }

    /// The modifiers of a parameter: one more than the sum of Shift, Alt and Control.
    private static func modifiers(_ parameter: Int) -> Key.Modifiers {
        Key.Modifiers(rawValue: UInt8(truncatingIfNeeded: max(1, parameter) - 1) & 7)
    }
}

struct ParameterList {
    /// The numbers between the semicolons, without their subparameters; 0 where there is none.
    private(set) var numbers: [Int] = []
    /// The sequence is an answer or an extension, not a key.
    let isPrivate: Bool
    /// The key has been let go, as kitty reports it: the third kind of event.
    private(set) var isRelease = false

    init(_ bytes: [UInt8]) {
        isPrivate = bytes.first.map { (0x3C...0x3F).contains($0) } ?? false
        guard !bytes.isEmpty else { return }
        for (index, field) in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).enumerated() {
            let parts = field.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            numbers.append(parts.first.map(Self.number) ?? 0)
            if index == 1, parts.count > 1, Self.number(parts[1]) == 3 { isRelease = true }
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { value, byte in
            guard (0x30...0x39).contains(byte) else { return value }
            return min(value * 10 + Int(byte - 0x30), 0x11_0000)
        }
    }
}
