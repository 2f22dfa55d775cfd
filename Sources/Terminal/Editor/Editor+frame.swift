extension Editor {
    private static let menuLimit = 10
    private static let hintLimit = 3

    /// The rows to show in a window of the given size.
    package mutating func frame(prompt: Frame.Row, continuation: Frame.Row, columns: Int, rows: Int) -> Frame {
        let columns = max(1, columns)
        let rows = max(1, rows)
        window = Window(columns: columns, rows: rows, prompt: prompt, continuation: continuation)
        var layout = layout(prompt: prompt, continuation: continuation, columns: columns, rows: rows)
        var below: [Frame.Row] = []
        if rows > 1 && menu != nil {
            let limit = min(Editor.menuLimit, max(1, rows - layout.height(upTo: rows)))
            below = menu?.rows(columns: columns, limit: limit) ?? []
        } else if rows > 1 {
            below = Array(notes(columns: columns, rows: rows).prefix(max(1, rows - layout.height(upTo: rows))))
        }
        let height = rows - below.count
        top = layout.top(from: top, height: height)
        var frame = layout.frame(from: top, height: height)
        frame.rows += below
        return frame
    }

    private mutating func layout(prompt: Frame.Row, continuation: Frame.Row, columns: Int, rows: Int) -> TextLayout {
        var buffer = document.buffer
        var prompt = prompt
        var cursor = isFinished ? buffer.count : buffer.cursor
        if vi?.isInserting == false && !isFinished {
            for span in prompt.indices { prompt[span].style.isReversed = true }
        }
        var highlighted: Range<Int>?
        if let search {
            prompt = searchPrompt(search, columns: columns)
            if let match = search.match {
                buffer = TextBuffer(walk.text(at: match.index))
                cursor = buffer.boundary(atOrBefore: match.range.lowerBound)
                highlighted = match.range
            }
        }
        var runs = analysis(of: buffer.text).highlight(cursor: isFinished ? nil : cursor)
        if let selection = vi?.selection, search == nil, !isFinished {
            runs.append(StyledRange(selected(selection).range, .reversed))
        }
        if let highlighted { runs.append(StyledRange(highlighted, .reversed)) }
        // The cursor is visible, so no line further away than the window is high can be.
        let line = buffer.line(at: cursor)
        let first = buffer.lineStarts[max(0, line - rows)]
        let end = buffer.range(ofLine: min(buffer.lineStarts.count - 1, line + rows)).upperBound
        return TextLayout(
            buffer: buffer,
            cursor: cursor,
            columns: columns,
            prompt: prompt,
            continuation: continuation,
            ghost: ghost(),
            styles: StyleMap(runs, in: first..<end)
        )
    }

    /// The first line of the suggestion.
    private mutating func ghost() -> String {
        guard !isFinished && menu == nil && search == nil, let rest = suggestedRest() else { return "" }
        guard let end = rest.utf8.firstIndex(of: 0x0A) else { return rest }
        return rest[..<end] + "…"
    }

    /// What is said below the text: about the search, the pending keys, or the call around the cursor.
    private mutating func notes(columns: Int, rows: Int) -> [Frame.Row] {
        if isFinished { return [] }
        if let search {
            let end = "no \(search.isBackward ? "older" : "newer") match"
            if search.isAtEnd { return [[Frame.Span(end, .dimmed)].fitted(to: columns)] }
            return search.following.map { match in
                let buffer = TextBuffer(walk.text(at: match.index))
                let line = buffer.range(ofLine: buffer.line(at: match.range.lowerBound))
                return [Frame.Span(String(buffer.substring(line).prefix(columns + 1)), .dimmed)].fitted(to: columns)
            }
        }
        if let count { return [[Frame.Span("\(count) ×", .dimmed)].fitted(to: columns)] }
        if let typed = vi?.typed, !typed.isEmpty { return [[Frame.Span(String(typed), .dimmed)].fitted(to: columns)] }
        if let selection = vi?.selection {
            return [[Frame.Span(selection.isLines ? "visual line" : "visual", .dimmed)].fitted(to: columns)]
        }
        return hint()?.wrapped(to: columns, limit: max(1, min(Editor.hintLimit, rows / 4))) ?? []
    }

    private mutating func hint() -> Frame.Row? {
        guard !isFinished && search == nil, let hint = analysis().hint(at: cursor), !hint.isEmpty else { return nil }
        return hint
    }

    private func searchPrompt(_ search: HistorySearch, columns: Int) -> Frame.Row {
        var query = search.query[...]
        var mark = ""
        // The end of a long query is what was just typed.
        while TextWidth.of(String(query)) > max(4, columns / 2 - 10), !query.isEmpty {
            query.removeFirst()
            mark = "…"
        }
        let style = search.isFailed ? Style(color: .red) : .plain
        let prompt: Frame.Row = [Frame.Span("(search) ", .dimmed), Frame.Span("'\(mark)\(query)': ", style)]
        return search.isFailed ? prompt + [Frame.Span("no match ", style)] : prompt
    }
}
