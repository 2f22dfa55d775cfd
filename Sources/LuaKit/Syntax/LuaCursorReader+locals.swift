extension LuaCursorReader {
    /// The names of the locals, parameters and loop variables that the text before the cursor has in scope, sorted.
    var locals: [String] {
        var around: Set<Int> = [-1]
        var opening = source.nesting.enclosing[count]
        while opening >= 0 {
            around.insert(opening)
            opening = source.nesting.enclosing[opening]
        }
        // Each with the block that it is in.
        var found: [(name: String, block: Int)] = []
        for index in 0..<count {
            switch source.words[index] {
            case .local where around.contains(source.nesting.enclosing[index]):
                found += names(declaredAt: index).map { ($0, source.nesting.enclosing[index]) }
            case .function where around.contains(index):
                found += parameters(ofFunctionAt: index).map { ($0, index) }
            case .do:
                let loop = source.nesting.partner[index]
                guard loop >= 0, around.contains(loop), source.words[loop] == .for else { break }
                found += list(from: loop + 1).map { ($0, loop) }
            case .else, .elseif:
                let condition = source.nesting.partner[index]
                // What the branch before has declared ends with it.
                if condition >= 0 { found.removeAll { $0.block == condition } }
            default: break
            }
        }
        return Set(found.map(\.name)).sorted()
    }

    private func names(declaredAt index: Int) -> [String] {
        guard source.word(index + 1) == .function else { return list(from: index + 1) }
        return index + 2 < count && source.isName(index + 2) ? [source.text(index + 2)] : []
    }

    /// The names between commas, attributes left out; the one that is being typed is not among them.
    private func list(from start: Int) -> [String] {
        var names: [String] = []
        var index = start
        while index < count, source.isName(index) {
            names.append(source.text(index))
            index += source.word(index + 1) == .less && source.word(index + 3) == .greater ? 4 : 1
            guard index < count, source.words[index] == .comma else { break }
            index += 1
        }
        return names
    }

    private func parameters(ofFunctionAt function: Int) -> [String] {
        var opening = function + 1
        var isMethod = false
        while opening < count, source.words[opening] != .leftParenthesis {
            isMethod = isMethod || source.words[opening] == .colon
            opening += 1
        }
        guard opening < count, isParameterList(opening) else { return [] }
        let closing = source.nesting.partner[opening]
        guard closing > opening, closing < count else { return [] }
        return (isMethod ? ["self"] : []) + list(from: opening + 1)
    }

    /// The other variables that the text before the cursor assigns to, functions included, sorted: once it has run they are
    /// globals.
    var assigned: [String] {
        var found: Set<String> = []
        for index in 0..<count {
            switch source.words[index] {
            case .function
            where source.word(index - 1) != .local && index + 1 < count && source.isName(index + 1)
                && source.word(index + 2) == .leftParenthesis:
                found.insert(source.text(index + 1))
            case .assign: found.formUnion(names(assignedAt: index))
            default: break
            }
        }
        return found.sorted()
    }

    /// The names before an equals sign, unless they are declared there or keys of a table.
    private func names(assignedAt assign: Int) -> [String] {
        let opening = source.nesting.enclosing[assign]
        guard opening < 0 || source.words[opening] != .leftBrace else { return [] }
        var names: [String] = []
        var place = assign - 1
        while place >= 0, source.isName(place) {
            let before = source.word(place - 1)
            if before != .dot, before != .colon { names.append(source.text(place)) }
            if before == .local || before == .for { return [] }
            guard before == .comma else { break }
            place -= 2
        }
        return names
    }
}
