/// One component of a ``GlobPattern`` as characters and wildcards.
struct NamePattern: Equatable, Sendable {
    private enum Token: Equatable {
        case one(Letter)
        case anyOne
        case anyMany
        case set([ClosedRange<Letter>], isNegated: Bool)

        func matches(_ character: Letter) -> Bool {
            switch self {
            case .one(let own): own == character
            case .anyOne: true
            case .anyMany: false
            case .set(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
            }
        }
    }

    private let tokens: [Token]
    /// The name it stands for, if it has no wildcard.
    let literal: [UInt8]?

    init(_ pattern: ArraySlice<UInt8>) {
        let characters = Letter.all(of: pattern)
        var tokens: [Token] = []
        var index = 0
        while index < characters.count {
            let character = characters[index]
            index += 1
            switch character {
            case "*":
                if tokens.last != .anyMany { tokens.append(.anyMany) }
            case "?":
                tokens.append(.anyOne)
            case "[":
                // An unclosed one is an ordinary character.
                if let set = Self.set(characters[index...]) {
                    tokens.append(set.token)
                    index = set.end
                } else {
                    tokens.append(.one(character))
                }
            case "\\" where index < characters.count:
                tokens.append(.one(characters[index]))
                index += 1
            default:
                tokens.append(.one(character))
            }
        }
        self.tokens = tokens
        var literal: [UInt8]? = []
        for token in tokens {
            if case .one(let character) = token { literal? += character.bytes } else { literal = nil }
        }
        self.literal = literal
    }

    /// The set that begins after a `[`, and where it ends; nil if it is not closed.
    private static func set(_ rest: ArraySlice<Letter>) -> (token: Token, end: Int)? {
        var index = rest.startIndex
        var ranges: [ClosedRange<Letter>] = []
        let isNegated = rest.first == "!" || rest.first == "^"
        if isNegated { index += 1 }
        let first = index
        while index < rest.endIndex {
            // A bracket in the first place is one of the characters.
            if rest[index] == "]", index > first { return (.set(ranges, isNegated: isNegated), index + 1) }
            if rest[index] == "\\", index + 1 < rest.endIndex { index += 1 }
            let low = rest[index]
            var high = low
            if index + 2 < rest.endIndex, rest[index + 1] == "-", rest[index + 2] != "]" {
                index += rest[index + 2] == "\\" && index + 3 < rest.endIndex ? 3 : 2
                high = rest[index]
            }
            // A reversed range matches nothing.
            if low <= high { ranges.append(low...high) }
            index += 1
        }
        return nil
    }

    /// Whether a whole name matches.
    func matches(_ name: [UInt8]) -> Bool {
        // A hidden name is matched only by an explicit dot.
        if name.first == UInt8(ascii: "."), tokens.first != .one(".") { return false }
        let characters = Letter.all(of: name)
        var (token, character) = (0, 0)
        // Where to continue when the last `*` has to match one more character; earlier ones need not change.
        var retry: (token: Int, character: Int)?
        while character < characters.count {
            if token < tokens.count, tokens[token] == .anyMany {
                retry = (token + 1, character)
                token += 1
            } else if token < tokens.count, tokens[token].matches(characters[character]) {
                token += 1
                character += 1
            } else if let (nextToken, start) = retry {
                retry = (nextToken, start + 1)
                (token, character) = (nextToken, start + 1)
            } else {
                return false
            }
        }
        return tokens[token...].allSatisfy { $0 == .anyMany }
    }
}

/// A character of a file name: a Unicode scalar, or a byte that is not part of one.
struct Letter: Comparable, Sendable, ExpressibleByUnicodeScalarLiteral {
    /// Bytes that are not text are numbered from here, above all scalars.
    private static let foreign: UInt32 = 0x11_0000

    private let value: UInt32

    init(unicodeScalarLiteral scalar: Unicode.Scalar) {
        value = scalar.value
    }

    private init(value: UInt32) {
        self.value = value
    }

    /// The letters of a name.
    static func all(of bytes: some Collection<UInt8>) -> [Letter] {
        var letters: [Letter] = []
        var rest = bytes[...]
        while let first = rest.first {
            let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
            if let scalar = String(validating: rest.prefix(length), as: UTF8.self)?.unicodeScalars.first {
                letters.append(Letter(value: scalar.value))
                rest = rest.dropFirst(length)
            } else {
                letters.append(Letter(value: foreign + UInt32(first)))
                rest = rest.dropFirst()
            }
        }
        return letters
    }

    /// The bytes it stands for.
    var bytes: [UInt8] {
        guard let scalar = Unicode.Scalar(value) else { return [UInt8(truncatingIfNeeded: value)] }
        return Array(String(Character(scalar)).utf8)
    }

    static func < (left: Letter, right: Letter) -> Bool { left.value < right.value }
}
