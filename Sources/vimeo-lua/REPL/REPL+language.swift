internal import LuaKit
internal import Terminal
internal import VimeoLua

extension REPL {
    /// What the editor is told about the text in it.
    var language: EditorLanguage {
        let completer = Completer(table: settings.table, scope: scope, stack: stack)
        return EditorLanguage(
            isComplete: { [self] in isComplete($0) },
            highlight: { text, cursor in Self.highlight(text, cursor) },
            indentation: { text, lineStart in
                Self.isCommand(text) ? 0 : LuaSource(Array(text.utf8)).indentation(ofLineAt: lineStart)
            },
            complete: { text, cursor in Self.complete(text, cursor, completer) },
            hint: { text, cursor in Self.hint(text, cursor, completer) }
        )
    }

    private static func isCommand(_ text: String) -> Bool { text.hasPrefix(":") && !text.hasPrefix("::") }

    private static func highlight(_ text: String, _ cursor: Int) -> [EditorLanguage.Run] {
        guard !isCommand(text) else {
            return [EditorLanguage.Run(0..<text.utf8.prefix { $0 != UInt8(ascii: " ") }.count, Style(color: .magenta))]
        }
        let source = LuaSource(Array(text.utf8))
        var runs = source.tokens.compactMap { token in
            style(token).map { EditorLanguage.Run(token.range, $0) }
        }
        for range in source.unmatchedBrackets { runs.append(EditorLanguage.Run(range, Style(color: .red))) }
        if let (one, other) = source.matchingBracket(at: cursor) {
            runs += [one, other].map { EditorLanguage.Run($0, Style(isBold: true, isUnderlined: true)) }
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

    private static func complete(
        _ text: String,
        _ cursor: Int,
        _ completer: Completer
    ) -> EditorLanguage.Completion? {
        if isCommand(text) { return completeCommand(text, cursor) }
        return completer.proposals(for: text, at: cursor).map { proposals in
            EditorLanguage.Completion(
                range: proposals.range,
                candidates: proposals.candidates.map {
                    .init(text: $0.text, label: TerminalText.escaped($0.label), detail: TerminalText.escaped($0.detail))
                },
                omitted: proposals.omitted
            )
        }
    }

    private static func completeCommand(_ text: String, _ cursor: Int) -> EditorLanguage.Completion? {
        let typed = String(decoding: Array(text.utf8).prefix(cursor), as: UTF8.self)
        guard !typed.contains(" ") else { return nil }
        let found = commands.filter { ":\($0.name)".hasPrefix(typed) }
        return EditorLanguage.Completion(
            range: 0..<cursor,
            candidates: found.map {
                .init(text: ":\($0.name)\($0.usage.isEmpty ? "" : " ")", label: ":\($0.name)", detail: $0.text)
            }
        )
    }

    private static func hint(_ text: String, _ cursor: Int, _ completer: Completer) -> [Frame.Span]? {
        guard !isCommand(text), let hint = completer.hint(for: text, at: cursor) else { return nil }
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
