/// A local variable that a chunk declares.
package struct LuaLocal: Equatable, Sendable {
    /// Its name.
    package let name: String
    /// What follows in angle brackets: `const`, `close`, or something that Lua rejects.
    package let attribute: String?
    /// The bytes of the name.
    package let range: Range<Int>
}

extension LuaSource {
    /// The locals that the chunk itself declares, in order; those of its blocks and functions are not among them.
    package var declaredLocals: [LuaLocal] {
        var locals: [LuaLocal] = []
        for index in words.indices where words[index] == .local && nesting.enclosing[index] < 0 {
            if word(index + 1) == .function {
                if isName(index + 2) { locals.append(local(index + 2, attribute: nil)) }
            } else {
                addNames(from: index + 1, to: &locals)
            }
        }
        return locals
    }

    private func addNames(from start: Int, to locals: inout [LuaLocal]) {
        var index = start
        while isName(index) {
            let name = index
            var attribute: String?
            index += 1
            if word(index) == .less, isName(index + 1), word(index + 2) == .greater {
                attribute = text(index + 1)
                index += 3
            }
            locals.append(local(name, attribute: attribute))
            guard word(index) == .comma else { return }
            index += 1
        }
    }

    private func local(_ index: Int, attribute: String?) -> LuaLocal {
        LuaLocal(name: text(index), attribute: attribute, range: code[index].range)
    }
}
