/// The brackets and blocks of a text, and how deep its lines stand in them.
///
/// All indices count tokens, comments left out. Text that is not balanced is read so that a mistake spoils little: a
/// bracket never crosses the block it is in.
struct LuaNesting: Sendable {
    /// For each token, and for the end, the innermost opening around it; -1 at the top.
    private(set) var enclosing: [Int] = []
    /// For an opening its closing, for a closing or a word in between (`then`, `else`) its opening; else -1.
    private(set) var partner: [Int]
    /// The closings that close nothing.
    private(set) var unmatched: [Int] = []
    /// The level of a line that starts with the token.
    private(set) var levelOfLine: [Int] = []
    /// The level of a line that starts behind the token.
    private(set) var levelAfter: [Int] = []

    private var openings: [Opening] = []
    private var blocks: [Block] = []
    /// How many brackets of each kind the innermost block has open.
    private var brackets: [LuaWord: Int] = [:]
    private var level: Int { openings.last.map { $0.level + 1 } ?? 0 }

    private struct Opening {
        let token: Int
        let word: LuaWord
        /// The level of its line: all that one line opens is one level deeper.
        let level: Int
        /// Whether it is a `while` or `for` without its `do`.
        var needsDo: Bool
    }

    /// An open block: its place among the openings, and the brackets that were open around it.
    private struct Block {
        let place: Int
        let brackets: [LuaWord: Int]
    }

    init(bytes: [UInt8], code: [LuaToken], words: [LuaWord?]) {
        partner = Array(repeating: -1, count: code.count)
        enclosing.reserveCapacity(code.count + 1)
        var end = 0
        var lineLevel = 0
        for (index, token) in code.enumerated() {
            enclosing.append(openings.last?.token ?? -1)
            let before = level
            let closed = words[index].flatMap { close($0, index) }
            levelOfLine.append(closed ?? before)
            let gap = Self.lineStart(in: bytes[end..<token.range.lowerBound], isStart: index == 0)
            if gap.hasLine { lineLevel = gap.isFirst ? closed ?? before : before }
            if closed == nil, let word = words[index], word.opens { open(word, index, level: lineLevel) }
            levelAfter.append(level)
            if bytes[token.range].contains(where: \.isLuaNewline) { lineLevel = level }
            end = token.range.upperBound
        }
        enclosing.append(openings.last?.token ?? -1)
    }

    /// Whether a line starts in what is before a token, and whether the token is the first on it.
    private static func lineStart(in gap: ArraySlice<UInt8>, isStart: Bool) -> (hasLine: Bool, isFirst: Bool) {
        var result = (hasLine: isStart, isFirst: isStart)
        for byte in gap {
            if byte.isLuaNewline {
                result = (true, true)
            } else if !byte.isLuaBlank {
                result.isFirst = false
            }
        }
        return result
    }

    private mutating func open(_ word: LuaWord, _ index: Int, level: Int) {
        if word.isBracket {
            brackets[word, default: 0] += 1
        } else {
            blocks.append(Block(place: openings.count, brackets: brackets))
            brackets = [:]
        }
        let needsDo = word == .while || word == .for
        openings.append(Opening(token: index, word: word, level: level, needsDo: needsDo))
    }

    /// Takes a word that closes something or continues a block.
    ///
    /// - Returns: the level of the line of the opening; nil for other words, and where nothing is open.
    private mutating func close(_ word: LuaWord, _ index: Int) -> Int? {
        switch word {
        case .rightParenthesis: closeBracket(.leftParenthesis, index)
        case .rightBracket: closeBracket(.leftBracket, index)
        case .rightBrace: closeBracket(.leftBrace, index)
        case .end: closeBlock(index) { $0 != .repeat }
        case .until: closeBlock(index) { $0 == .repeat }
        case .then, .else, .elseif: continueBlock(index) { $0.word == .if }
        case .do: continueBlock(index, \.needsDo)
        default: nil
        }
    }

    private mutating func closeBracket(_ opener: LuaWord, _ index: Int) -> Int? {
        guard brackets[opener, default: 0] > 0 else {
            unmatched.append(index)
            return nil
        }
        while let last = openings.popLast() {
            brackets[last.word]? -= 1
            if last.word == opener { return join(last, index) }
        }
        return nil
    }

    private mutating func closeBlock(_ index: Int, where isRight: (LuaWord) -> Bool) -> Int? {
        guard let block = blocks.last, isRight(openings[block.place].word) else {
            unmatched.append(index)
            return nil
        }
        let opening = openings[block.place]
        openings.removeSubrange(block.place...)
        brackets = block.brackets
        blocks.removeLast()
        return join(opening, index)
    }

    private mutating func join(_ opening: Opening, _ index: Int) -> Int {
        partner[opening.token] = index
        partner[index] = opening.token
        return opening.level
    }

    private mutating func continueBlock(_ index: Int, _ isRight: (Opening) -> Bool) -> Int? {
        guard let place = blocks.last?.place, isRight(openings[place]) else { return nil }
        openings.removeSubrange((place + 1)...)
        brackets = [:]
        openings[place].needsDo = false
        partner[index] = openings[place].token
        return openings[place].level
    }
}
