import Testing

@testable import Terminal

/// A row of a table: keys and the text they leave, with `|` at the cursor.
struct KeyCase: CustomTestStringConvertible, Sendable {
    let keys: String
    let expected: String
    let history: [String]
    let initial: String

    init(_ keys: String, _ expected: String, history: [String] = [], initial: String = "") {
        self.keys = keys
        self.expected = expected
        self.history = history
        self.initial = initial
    }

    var testDescription: String { "\(keys) -> \(expected)" }

    func check(_ language: TestLanguage = .blocks, location: SourceLocation = #_sourceLocation) {
        var editor = Editor(language: language, history: history, initialText: initial)
        editor.press(keys)
        #expect(editor.marked == expected, sourceLocation: location)
    }
}

extension Editor {
    /// Presses keys and returns what the last one asked for.
    @discardableResult
    mutating func press(_ keys: String, hasMoreInput: Bool = false) -> Outcome {
        var outcome = Outcome.none
        for key in KeyNotation.keys(keys) { outcome = handle(key, hasMoreInput: hasMoreInput) }
        return outcome
    }

    /// The text with `|` at the cursor.
    var marked: String {
        document.buffer.substring(0..<cursor) + "|" + document.buffer.substring(cursor..<document.buffer.count)
    }

    /// The rows as plain text, `▮` before what is under the cursor; `{…}` is dimmed, `[…]` reversed if `styled`.
    mutating func shown(columns: Int = 20, rows: Int = 10, prompt: String = "> ", styled: Bool = false) -> [String] {
        let frame = frame(
            prompt: [Frame.Span(prompt)],
            continuation: [Frame.Span(". ")],
            columns: columns,
            rows: rows
        )
        #expect(frame.rows.count <= max(1, rows))
        #expect(frame.rows.indices.contains(frame.cursorRow))
        #expect((0..<max(1, columns)).contains(frame.cursorColumn))
        for row in frame.rows { #expect(row.width <= max(1, columns)) }
        for span in frame.rows.joined() {
            #expect(span.text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        }
        return frame.rows.enumerated().map { number, row in
            var column = 0
            var text = ""
            for span in row {
                if styled && span.style.isDim { text += "{" }
                if styled && span.style.isReversed { text += "[" }
                for character in span.text {
                    if number == frame.cursorRow && column == frame.cursorColumn { text += "▮" }
                    text.append(character)
                    column += TextWidth.of(character)
                }
                if styled && span.style.isReversed { text += "]" }
                if styled && span.style.isDim { text += "}" }
            }
            return number == frame.cursorRow && frame.cursorColumn >= column ? text + "▮" : text
        }
    }
}

/// A language of closures; plain text unless given otherwise.
struct TestLanguage: EditorLanguage {
    var isComplete: (_ text: String) -> Bool = { _ in true }
    var highlight: (_ text: String, _ cursor: Int?) -> [StyledRange] = { _, _ in [] }
    var indentation: (_ text: String, _ lineStart: Int) -> Int = { _, _ in 0 }
    var complete: (_ text: String, _ cursor: Int) -> EditorCompletion? = { _, _ in nil }
    var hint: (_ text: String, _ cursor: Int) -> Frame.Row? = { _, _ in nil }
    /// Told of each text that is read.
    var onAnalysis: (_ text: String) -> Void = { _ in }

    func analyze(_ text: String) -> any EditorAnalysis {
        onAnalysis(text)
        return Analysis(language: self, text: text)
    }

    private struct Analysis: EditorAnalysis {
        let language: TestLanguage
        let text: String

        var isComplete: Bool { language.isComplete(text) }
        func highlight(cursor: Int?) -> [StyledRange] { language.highlight(text, cursor) }
        func indentation(ofLineAt lineStart: Int) -> Int { language.indentation(text, lineStart) }
        func completion(at cursor: Int) -> EditorCompletion? { language.complete(text, cursor) }
        func hint(at cursor: Int) -> Frame.Row? { language.hint(text, cursor) }
    }

    /// Blocks from `do` or `{` to `end` or `}`, two blanks deep each; `else` stands at the block's own depth.
    static var blocks: TestLanguage {
        TestLanguage(
            isComplete: { depth(of: $0) <= 0 },
            indentation: { text, start in
                let before = String(decoding: text.utf8.prefix(start), as: UTF8.self)
                let line = text.utf8.dropFirst(start).prefix { $0 != 0x0A }.drop { $0 == 0x20 }
                let word = line.prefix { $0 != 0x20 }
                let isClosing = ["end", "}", "else", "elseif"].contains(String(decoding: word, as: UTF8.self))
                return max(0, depth(of: before) - (isClosing ? 1 : 0)) * 2
            },
            complete: { text, cursor in
                let before = text.utf8.prefix(cursor)
                let word = String(decoding: before.suffix(while: { $0 > 0x60 && $0 < 0x7B }), as: UTF8.self)
                let names = ["print", "string", "strict", "strong", "tostring", "table"].filter { $0.hasPrefix(word) }
                let start = cursor - word.utf8.count
                let candidates = names.map { EditorCompletion.Candidate(text: $0, label: $0) }
                return word.isEmpty ? nil : EditorCompletion(range: start..<cursor, candidates: candidates)
            },
            hint: { text, _ in text.hasSuffix("(") ? [Frame.Span("hint: a number, a string")] : nil }
        )
    }

    private static func depth(of text: String) -> Int {
        text.split { $0 == " " || $0 == "\n" }.reduce(0) { depth, word in
            switch word {
            case "do", "{": depth + 1
            case "end", "}": depth - 1
            default: depth
            }
        }
    }
}

extension Collection where Element == UInt8, Self: BidirectionalCollection {
    func suffix(while matches: (UInt8) -> Bool) -> SubSequence {
        var start = endIndex
        while start > startIndex, matches(self[index(before: start)]) { start = index(before: start) }
        return self[start...]
    }
}
