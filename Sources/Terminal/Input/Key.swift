/// A key as the editor sees it: what was pressed, whatever bytes the terminal sent for it.
public struct Key: Equatable, Sendable {
    /// What was pressed.
    public enum Code: Equatable, Sendable {
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

    /// Keys held down at the same time.
    public struct Modifiers: OptionSet, Sendable {
        /// One bit for each.
        public let rawValue: UInt8

        /// The modifiers of these bits.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// Shift.
        public static let shift = Modifiers(rawValue: 1)
        /// Alt, also known as Option or Meta.
        public static let alt = Modifiers(rawValue: 2)
        /// Control.
        public static let control = Modifiers(rawValue: 4)
    }

    /// What was pressed.
    public var code: Code
    /// What was held down with it.
    public var modifiers: Modifiers

    /// A key, with nothing held down unless given.
    public init(_ code: Code, _ modifiers: Modifiers = []) {
        self.code = code
        self.modifiers = modifiers
    }

    /// A typed character.
    public static func character(_ character: Character) -> Key { Key(.character(character)) }
    /// Control and a letter.
    public static func control(_ letter: Character) -> Key { Key(.character(letter), .control) }
    /// Alt and a letter.
    public static func alt(_ letter: Character) -> Key { Key(.character(letter), .alt) }
}
