/// A piece of Lua text: white space separates tokens and is not one.
package struct LuaToken: Equatable, Sendable {
    /// What a token is.
    package enum Kind: Sendable {
        /// A reserved word.
        case keyword
        /// An identifier.
        case name
        /// A numeral.
        case number
        /// A string in quotes.
        case string
        /// A string in long brackets.
        case longString
        /// A comment that ends with its line.
        case comment
        /// A comment in long brackets.
        case longComment
        /// An operator, a bracket or other punctuation.
        case symbol
        /// Bytes that no Lua text has there, malformed numerals included.
        case invalid
    }

    /// What it is.
    package let kind: Kind
    /// The bytes it consists of.
    package let range: Range<Int>
    /// Whether the closing quote or long bracket is missing.
    package let isUnfinished: Bool

    init(_ kind: Kind, _ range: Range<Int>, isUnfinished: Bool = false) {
        self.kind = kind
        self.range = range
        self.isUnfinished = isUnfinished
    }

    var isComment: Bool { kind == .comment || kind == .longComment }
    var isString: Bool { kind == .string || kind == .longString }
}
