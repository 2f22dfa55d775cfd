// The fields of table constructors, and arguments, which look the same.
extension LuaSource {
    /// The ranges of tokens between the separators directly in the bracket at `opening`, up to the token at `end`.
    func fields(of opening: Int, before end: Int) -> [Range<Int>] {
        var fields: [Range<Int>] = []
        var start = opening + 1
        var index = start
        while index < end {
            if words[index] == .comma || words[index] == .semicolon {
                fields.append(start..<index)
                start = index + 1
            } else if words[index]?.opens == true {
                // What is inside of it was or will be looked at when it is that bracket's turn.
                let closing = nesting.partner[index]
                if closing < 0 { break }
                index = max(index, closing)
            }
            index += 1
        }
        fields.append(min(start, end)..<end)
        return fields
    }

    /// The index of the equals sign behind the key of a field.
    func assign(in field: Range<Int>) -> Int? {
        var index = field.lowerBound
        guard index < field.upperBound else { return nil }
        if words[index] == .leftBracket {
            index = max(index, nesting.partner[index])
        } else if !isName(index) {
            return nil
        }
        index += 1
        return index < field.upperBound && words[index] == .assign ? index : nil
    }

    /// The key of a field; nil if it has none, or one that is not a string.
    func key(of field: Range<Int>) -> String? {
        guard let assign = assign(in: field) else { return nil }
        if isName(field.lowerBound) { return text(field.lowerBound) }
        return assign == field.lowerBound + 3 ? string(field.lowerBound + 1) : nil
    }
}
