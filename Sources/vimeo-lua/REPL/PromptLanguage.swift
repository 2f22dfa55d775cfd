internal import LuaKit
internal import Terminal
internal import VimeoLua

/// The language of a prompt: Lua, and commands that begin with a colon.
struct PromptLanguage: EditorLanguage {
    let repl: REPL
    let completer: Completer

    init(_ repl: REPL) {
        self.repl = repl
        completer = Completer(
            table: repl.settings.table,
            scope: repl.scope,
            stack: repl.stack,
            manual: repl.settings.help.manual
        )
        completer.detailOfGlobal = { [unowned repl] in repl.detail(ofResult: $0) }
    }

    func analyze(_ text: String) -> any EditorAnalysis {
        switch PromptInput(text) {
        case .command: CommandAnalysis(text: text, language: self)
        case .empty, .question, .lua: LuaAnalysis(text: text, source: LuaSource(Array(text.utf8)), language: self)
        }
    }
}

extension EditorCompletion {
    /// Proposals with their texts made safe to show.
    init(range: Range<Int>, _ candidates: [Completer.Candidate], omitted: Int = 0) {
        self.init(
            range: range,
            candidates: candidates.map {
                Candidate(
                    text: $0.text,
                    label: TerminalText.escaped($0.label),
                    detail: TerminalText.escaped($0.detail),
                    closing: $0.closing,
                    isDim: $0.isGlobal,
                    isPlaceholder: $0.isPlaceholder
                )
            },
            omitted: omitted
        )
    }
}

extension PromptLanguage {
    /// The last string, number or name with what stands before its dots.
    func lastArgument(of text: String) -> String? {
        guard case .lua = PromptInput(text) else {
            return text.split(whereSeparator: \.isWhitespace).last.map(String.init)
        }
        let source = LuaSource(Array(text.utf8))
        let tokens = source.tokens
        guard var first = tokens.lastIndex(where: { [.name, .number, .string, .longString].contains($0.kind) }) else {
            return nil
        }
        let end = tokens[first].range.upperBound
        let isName = tokens[first].kind == .name
        while isName, first >= 2, tokens[first - 2].kind == .name, tokens[first - 1].range.count == 1,
            [UInt8(ascii: "."), UInt8(ascii: ":")].contains(source.bytes[tokens[first - 1].range.lowerBound])
        {
            first -= 2
        }
        return String(decoding: source.bytes[tokens[first].range.lowerBound..<end], as: UTF8.self)
    }
}

extension REPL {
    /// Of which input `_7` is the result, and what the other names are that the prompt sets; empty for all others.
    fileprivate func detail(ofResult name: String) -> String {
        switch name {
        case "_": return "the last result"
        case "_error": return "the last error"
        default:
            guard name.hasPrefix("_"), let number = Int(name.dropFirst()), let text = transcript.text(number) else {
                return ""
            }
            return "input \(number): \(text.prefix { $0 != "\n" })"
        }
    }
}

/// Lua code, read once for all that the editor asks about it.
struct LuaAnalysis: EditorAnalysis {
    let text: String
    let source: LuaSource
    let language: PromptLanguage

    /// Whether Enter runs the text: Lua itself says whether more has to come.
    var isComplete: Bool {
        switch PromptInput(text) {
        case .question: true
        case .empty, .command, .lua: language.repl.isComplete(text, source)
        }
    }

    func highlight(cursor: Int?) -> [StyledRange] {
        var runs = source.tokens.compactMap { token in
            Self.style(token).map { StyledRange(token.range, $0) }
        }
        for range in source.unmatchedBrackets { runs.append(StyledRange(range, Style(color: .red))) }
        if let cursor, let (one, other) = source.matchingBracket(at: cursor) {
            runs += [one, other].map { StyledRange($0, Style(isBold: true, isUnderlined: true)) }
        }
        return runs
    }

    private static func style(_ token: LuaToken) -> Style? {
        switch token.kind {
        case .keyword: Style(color: .magenta)
        case .number: Style(color: .cyan)
        case .string, .longString: Style(color: .green, isUnderlined: token.isUnfinished)
        case .comment, .longComment: Style(color: .gray)
        case .invalid: Style(color: .red)
        case .name, .symbol: nil
        }
    }

    func indentation(ofLineAt lineStart: Int) -> Int { source.indentation(ofLineAt: lineStart) }

    func completion(at cursor: Int) -> EditorCompletion? {
        language.completer.proposals(for: source, at: cursor).map { proposals in
            EditorCompletion(range: proposals.range, proposals.candidates, omitted: proposals.omitted)
        }
    }

    func hint(at cursor: Int) -> Frame.Row? {
        guard let hint = language.completer.hint(for: source, at: cursor) else { return nil }
        let dim = Style(isDim: true)
        var spans = [Frame.Span(hint.name, dim)]
        if !hint.parameters.isEmpty || hint.current != nil {
            spans.append(Frame.Span("(", dim))
            for (place, parameter) in hint.parameters.enumerated() {
                if place > 0 { spans.append(Frame.Span(", ", dim)) }
                spans.append(Frame.Span(parameter, place == hint.current ? Style(isBold: true) : dim))
            }
            spans.append(Frame.Span(")", dim))
        }
        if !hint.text.isEmpty { spans.append(Frame.Span("  \(TerminalText.escaped(hint.text))", dim)) }
        return spans
    }
}
