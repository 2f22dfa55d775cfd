internal import LuaKit
internal import Terminal
internal import VimeoLua

/// A command, as the editor asks about it.
struct CommandAnalysis: EditorAnalysis {
    private let nameEnd: Int
    private let name: String
    private let command: PromptCommand?
    private let text: String
    private let language: PromptLanguage
    /// Where the argument begins, if it is Lua, and what is known about it.
    private let input: (start: Int, analysis: LuaAnalysis)?

    init(text: String, language: PromptLanguage) {
        let bytes = Array(text.utf8)
        let start = bytes.prefix { $0 == UInt8(ascii: " ") }.count
        nameEnd = start + bytes[start...].prefix { $0 != UInt8(ascii: " ") }.count
        let name = String(decoding: bytes[start..<nameEnd], as: UTF8.self)
        let command = REPL.commands.first { ":\($0.name)" == name }
        self.text = text
        self.name = name
        self.command = command
        self.language = language
        if case .input? = command?.argument {
            let code = String(decoding: bytes[nameEnd...], as: UTF8.self)
            input = (nameEnd, LuaAnalysis(text: code, source: LuaSource(Array(code.utf8)), language: language))
        } else {
            input = nil
        }
    }

    func highlight(cursor: Int?) -> [StyledRange] {
        let name = StyledRange(0..<nameEnd, Style(color: .magenta))
        guard let input else { return [name] }
        return [name]
            + input.analysis.highlight(cursor: cursor.map { $0 - input.start }).map {
                StyledRange($0.range.lowerBound + input.start..<$0.range.upperBound + input.start, $0.style)
            }
    }

    func completion(at cursor: Int) -> EditorCompletion? {
        let typed = Array(text.utf8).prefix(cursor)
        guard cursor > nameEnd else {
            let word = String(decoding: typed, as: UTF8.self)
            let found = REPL.commands.filter { ":\($0.name)".hasPrefix(word) }
            return EditorCompletion(
                range: 0..<cursor,
                candidates: found.map {
                    .init(text: ":\($0.name)\($0.usage.isEmpty ? "" : " ")", label: ":\($0.name)", detail: $0.text)
                }
            )
        }
        if let input {
            return input.analysis.completion(at: cursor - input.start).map { found in
                var found = found
                found.range = found.range.lowerBound + input.start..<found.range.upperBound + input.start
                return found
            }
        }
        let start = nameEnd + typed[nameEnd...].prefix { $0 == UInt8(ascii: " ") }.count
        let argument = String(decoding: typed[start...], as: UTF8.self)
        var candidates = candidates(argument)
        // A setting's value is a word of its own.
        var place = start
        if case .setting? = command?.argument, let blank = argument.utf8.lastIndex(of: UInt8(ascii: " ")) {
            place += argument.utf8.distance(from: argument.startIndex, to: blank) + 1
        }
        candidates.removeAll { $0.text.isEmpty }
        return candidates.isEmpty ? nil : EditorCompletion(range: place..<cursor, candidates)
    }

    private func candidates(_ typed: String) -> [Completer.Candidate] {
        switch command?.argument {
        case nil, .input, .none?: []
        case .words(let words): words.filter { $0.hasPrefix(typed) }.map { Completer.Candidate($0) }
        case .setting: PromptSettings.words(after: typed)
        case .topic: language.completer.topics(typed)
        case .file: language.completer.files(typed)
        case .number:
            language.repl.transcript.inputs.reversed().filter { "\($0.number)".hasPrefix(typed) }.map { input in
                Completer.Candidate("\(input.number)", detail: String(input.text.prefix { $0 != "\n" }))
            }
        }
    }

    func hint(at cursor: Int) -> Frame.Row? {
        input.flatMap { $0.analysis.hint(at: cursor - $0.start) }
    }
}
