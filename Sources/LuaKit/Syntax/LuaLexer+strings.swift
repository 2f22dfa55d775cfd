extension LuaLexer {
    /// The short string at `start`, which an unescaped line end breaks off.
    func string(at start: Int) -> LuaToken {
        let quote = bytes[start]
        var position = start + 1
        while let next = byte(position) {
            if next == quote { return LuaToken(.string, start..<position + 1) }
            if next.isLuaNewline { break }
            position = next == UInt8(ascii: "\\") ? escapeEnd(position) : position + 1
        }
        return LuaToken(.string, start..<position, isUnfinished: true)
    }

    /// Where the escape ends that begins at `start`, as far as that decides where the string ends.
    private func escapeEnd(_ start: Int) -> Int {
        guard let escaped = byte(start + 1) else { return bytes.count }
        if escaped == UInt8(ascii: "z") { return end(from: start + 2, while: \.isLuaSpace) }
        // CR LF and LF CR are one line end.
        if escaped.isLuaNewline, let next = byte(start + 2), next.isLuaNewline, next != escaped { return start + 3 }
        return start + 2
    }

    func comment(at start: Int) -> LuaToken {
        if byte(start + 2) == UInt8(ascii: "["), let level = level(at: start + 2) {
            return long(.longComment, from: start, contentStart: start + 4 + level, level: level)
        }
        return LuaToken(.comment, start..<lineEnd(from: start))
    }

    /// A long string, or a bracket.
    func bracket(at start: Int) -> LuaToken {
        if let level = level(at: start) {
            return long(.longString, from: start, contentStart: start + 2 + level, level: level)
        }
        let end = end(from: start + 1) { $0 == UInt8(ascii: "=") }
        // Lua has no use for a bracket before an equals sign but this.
        return LuaToken(end > start + 1 ? .invalid : .symbol, start..<end)
    }

    /// The number of equals signs in the long bracket that opens at `start`; nil if none does.
    private func level(at start: Int) -> Int? {
        let end = end(from: start + 1) { $0 == UInt8(ascii: "=") }
        return byte(end) == UInt8(ascii: "[") ? end - start - 1 : nil
    }

    private func long(_ kind: LuaToken.Kind, from start: Int, contentStart: Int, level: Int) -> LuaToken {
        var position = contentStart
        while true {
            position = end(from: position) { $0 != UInt8(ascii: "]") }
            guard position < bytes.count else { return LuaToken(kind, start..<bytes.count, isUnfinished: true) }
            let end = end(from: position + 1) { $0 == UInt8(ascii: "=") }
            if end - position - 1 == level, byte(end) == UInt8(ascii: "]") { return LuaToken(kind, start..<end + 1) }
            position = end
        }
    }
}
