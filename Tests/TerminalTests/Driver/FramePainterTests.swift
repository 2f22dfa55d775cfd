import Testing

@testable import Terminal

/// What is sent makes a screen show the frame.
struct FramePainterTests {
    /// Numbers that are the same in each run.
    struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    static let painter = FramePainter(isColored: true)

    static func frame(columns: Int, rows: Int, _ numbers: inout Numbers) -> Frame {
        let styles: [Style] = [.plain, Style(color: .red), Style(isBold: true), Style(color: .cyan, isReversed: true)]
        let content = (0..<Int.random(in: 1...rows, using: &numbers)).map { _ -> Frame.Row in
            // Full rows are what the cursor waits behind.
            let isFull = Int.random(in: 0..<3, using: &numbers) == 0
            let isWide = Int.random(in: 0..<4, using: &numbers) == 0
            var left = isFull ? columns : Int.random(in: 0...columns, using: &numbers)
            var row: Frame.Row = []
            while left > 0 {
                let count = Int.random(in: 1...left, using: &numbers)
                let character = "abcdef".randomElement(using: &numbers) ?? "a"
                let text =
                    isWide && count > 1
                    ? String(repeating: "漢", count: count / 2) + (count % 2 == 1 ? "x" : "")
                    : String(repeating: character, count: count)
                row.append(Frame.Span(text, styles.randomElement(using: &numbers) ?? .plain))
                left -= count
            }
            return row
        }
        let row = Int.random(in: 0..<content.count, using: &numbers)
        let width = content[row].reduce(0) { $0 + TextWidth.of($1.text) }
        return Frame(rows: content, cursorRow: row, cursorColumn: min(width, columns - 1))
    }

    static func text(_ frame: Frame) -> [String] {
        frame.rows.map { $0.map(\.text).joined() }
    }

    /// The screen shows what was above, then the frame, then nothing; the cursor is where the frame says.
    static func expectShown(_ frame: Frame, above: [String], on screen: ScreenModel) {
        let everything = screen.everything
        let expected = above + text(frame)
        #expect(Array(everything.prefix(expected.count)) == expected)
        #expect(everything.dropFirst(expected.count).joined().isEmpty)
        #expect(screen.scrolledRows.count + screen.row == above.count + frame.cursorRow)
        #expect(screen.column == frame.cursorColumn)
        #expect(screen.isCursorVisible)
    }

    @Test("Any frame turns into any other, at the window's top and bottom", arguments: 0..<40)
    func updates(seed: UInt64) {
        var numbers = Numbers(state: seed)
        let columns = Int.random(in: 2...12, using: &numbers)
        let above = (0..<Int.random(in: 0...6, using: &numbers)).map { "\($0)" }
        var screen = ScreenModel(columns: columns, rows: 6)
        for line in above { screen.feed(Array("\(line)\r\n".utf8)) }
        var old: Frame?
        for _ in 0..<40 {
            let new = Self.frame(columns: columns, rows: 6, &numbers)
            screen.feed(Self.painter.update(from: old, to: new, columns: columns))
            Self.expectShown(new, above: above, on: screen)
            old = new
        }
    }

    @Test("An erased frame leaves nothing, a left one has the cursor below", arguments: 0..<40)
    func ends(seed: UInt64) {
        var numbers = Numbers(state: seed)
        var screen = ScreenModel(columns: 7, rows: 6)
        screen.feed(Array("above\r\n".utf8))
        let frame = Self.frame(columns: 7, rows: 4, &numbers)
        screen.feed(Self.painter.update(from: nil, to: frame, columns: 7))
        var left = screen
        left.feed(Self.painter.leave(frame))
        #expect(left.everything.prefix(frame.rows.count + 1) == (["above"] + Self.text(frame))[...])
        #expect(left.row + left.scrolledRows.count == frame.rows.count + 1 && left.column == 0)
        screen.feed(Self.painter.erase(frame, columns: 7))
        #expect(screen.everything == ["above", "", "", "", "", ""])
        #expect(screen.row == 1 && screen.column == 0)
    }

    @Test("After a change of width, rows wrapped by the terminal go, and those above stay", arguments: 0..<60)
    func resizing(seed: UInt64) {
        var numbers = Numbers(state: seed)
        let before = Int.random(in: 3...12, using: &numbers)
        let after = Int.random(in: 3...12, using: &numbers)
        var screen = ScreenModel(columns: before, rows: 60)
        screen.feed(Array("abc\r\n".utf8))
        var frame = Self.frame(columns: before, rows: 8, &numbers)
        // Wide characters are wrapped as a whole, which the model does not do.
        frame.rows = frame.rows.map { $0.map { Frame.Span($0.text.replacing("漢", with: "xx"), $0.style) } }
        screen.feed(Self.painter.update(from: nil, to: frame, columns: before))
        screen.resize(columns: after)
        screen.feed(Self.painter.erase(frame, columns: after))
        let new = Self.frame(columns: after, rows: 8, &numbers)
        screen.feed(Self.painter.update(from: nil, to: new, columns: after))
        Self.expectShown(new, above: ["abc"], on: screen)
    }

    @Test("Only the rows that changed are sent, and nothing for the same frame")
    func difference() {
        let old = Frame(rows: [[Frame.Span("one")], [Frame.Span("two")]], cursorRow: 1, cursorColumn: 3)
        var new = old
        #expect(Self.painter.update(from: old, to: new, columns: 80).isEmpty)
        new.rows[1] = [Frame.Span("two!")]
        new.cursorColumn = 4
        let sent = String(decoding: Self.painter.update(from: old, to: new, columns: 80), as: UTF8.self)
        #expect(sent.contains("two!") && !sent.contains("one"))
    }

    @Test("A text longer than the window is left as a whole")
    func longText() {
        let frame = Frame(rows: (0..<30).map { [Frame.Span("row \($0)")] }, cursorRow: 29, cursorColumn: 6)
        var screen = ScreenModel(columns: 10, rows: 5)
        screen.feed(Self.painter.rows(frame, columns: 10))
        #expect(screen.everything == Self.text(frame) + [""])
    }

    @Test("Styles are set with what is missing, and reset only where something goes")
    func styles() {
        let red = Style(color: .red)
        #expect(red.sequence(after: .plain) == "\u{1B}[31m")
        #expect(Style(color: .red, isBold: true).sequence(after: red) == "\u{1B}[1m")
        #expect(Style(color: .cyan).sequence(after: red) == "\u{1B}[36m")
        #expect(Style(isDim: true).sequence(after: red) == "\u{1B}[0;2m")
        #expect(Style.plain.sequence(after: red) == "\u{1B}[m")
        #expect(red.sequence(after: red).isEmpty)
    }

    @Test("Without colour what is selected still shows")
    func withoutColor() {
        let row = [Frame.Span("a", Style(color: .red)), Frame.Span("b", Style(color: .red, isReversed: true))]
        let frame = Frame(rows: [row], cursorRow: 0, cursorColumn: 0)
        let sent = String(decoding: FramePainter(isColored: false).rows(frame, columns: 80), as: UTF8.self)
        #expect(sent.contains("a\u{1B}[7mb\u{1B}[m") && !sent.contains("31"))
    }
}
