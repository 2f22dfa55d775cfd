/// A pressed key, independent of the bytes that the terminal sent for it.
package struct Key: Equatable, Sendable {
    package enum Code: Equatable, Sendable {
        /// A typed character; with ``Modifiers/control`` the letter in lower case.
        case character(Character)
        /// Text pasted in one piece (bracketed paste), its line ends already `\n`.
        case paste(String)
        case enter
        case tab
        case backspace
        case delete
        case escape
        case up
        case down
        case left
        case right
        case home
        case end
        case pageUp
        case pageDown
    }

    package struct Modifiers: OptionSet, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        package static let shift = Modifiers(rawValue: 1)
        /// Alt, also known as Option or Meta.
        package static let alt = Modifiers(rawValue: 2)
        package static let control = Modifiers(rawValue: 4)
    }

    package var code: Code
    package var modifiers: Modifiers

    package init(_ code: Code, _ modifiers: Modifiers = []) {
        self.code = code
        self.modifiers = modifiers
    }

    package static func character(_ character: Character) -> Key { Key(.character(character)) }
    package static func control(_ letter: Character) -> Key { Key(.character(letter), .control) }
    package static func alt(_ letter: Character) -> Key { Key(.character(letter), .alt) }
}

extension Key {
    init(controlByte byte: UInt8) {
        switch byte {
        case 0x00: self = .control(" ")
        case 0x08, 0x7F: self.init(.backspace)
        case 0x09: self.init(.tab)
        case 0x0A, 0x0D: self.init(.enter)
        case 0x1B: self.init(.escape)
        case 0x01...0x1A: self = .control(Character(Unicode.Scalar(byte + 0x60)))
        default: self = .control(Character(Unicode.Scalar(byte + 0x40)))
        }
    }
}
