/// What belongs to the reading of one text.
struct ReadSession {
    var editor: Editor
    let prompt: Frame.Row
    let continuation: Frame.Row
    let language: EditorLanguage
    let raw: RawMode
    let signals: ReaderSignals

    mutating func frame(size: WindowSize) -> Frame {
        editor.frame(prompt: prompt, continuation: continuation, columns: size.columns, rows: size.rows)
    }

    /// The whole text and nothing else, with a mark after it, as it stays on the screen.
    func finalFrame(_ text: String, size: WindowSize, mark: String = "") -> Frame {
        let plain = EditorLanguage(
            isComplete: language.isComplete,
            highlight: language.highlight,
            indentation: language.indentation
        )
        var editor = Editor(language: plain, history: [], initialText: text)
        let rows = text.utf8.count + 1 + size.rows
        var frame = editor.frame(prompt: prompt, continuation: continuation, columns: size.columns, rows: rows)
        if !mark.isEmpty, !frame.rows.isEmpty { frame.rows[frame.rows.count - 1].append(Frame.Span(mark)) }
        return frame
    }
}
