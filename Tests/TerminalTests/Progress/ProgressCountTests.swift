import Testing

@testable import Terminal

/// What is shown of counts of items, at given times.
struct ProgressCountTests {
    /// 12 of 41 items in 4 seconds.
    private func board() -> ProgressBoard {
        var board = ProgressBoard()
        board.take(.began(id: 1, name: "talk.mp4", total: 1000, confirmed: 0), at: 0)
        board.take(.counting(id: -1, name: "applying", total: nil), at: 0)
        board.take(.moved(id: 1, sent: 500, confirmed: 500, total: nil), at: 4)
        board.take(.counted(id: -1, done: 12, total: 41), at: 4)
        return board
    }

    @Test("A count is above the transfers that began before it, with rate and time left, and is none of them")
    func rows() {
        let rows = ProgressBoardTests.text(board(), columns: 60, at: 4)
        #expect(rows.count == 2)
        #expect(rows.first == "applying  29%       12/41    3.0/s  ETA 00:10")
        #expect(rows.last?.hasPrefix("talk.mp4  50%  500/1000 B") == true)
        var two = board()
        two.take(.began(id: 2, name: "more.mp4", total: 1000, confirmed: 0), at: 3)
        let all = ProgressBoardTests.text(two, columns: 60, at: 4)
        #expect(all.map { $0.prefix(8) } == ["applying", "talk.mp4", "more.mp4", "2 transf"])
        // In a low window the count stays.
        let low = ProgressBoardTests.text(two, columns: 60, windowRows: 5, at: 4)
        #expect(low.map { $0.prefix(8) } == ["applying", "… and 2 ", "2 transf"])
    }

    @Test("The end of a count leaves a line, or none")
    func end() {
        var shown = board()
        let outcome = shown.take(.countEnded(id: -1, leavesLine: true), at: 10)
        #expect(outcome.map { ProgressBoard.lastRow($0).map(\.text).joined() } == "applying  12/41 in 10.0 s  (1.2/s)")
        var silent = board()
        #expect(silent.take(.countEnded(id: -1, leavesLine: false), at: 10) == nil)
        #expect(silent.running.count == 1)
        #expect(silent.take(.counted(id: -1, done: 13, total: 41), at: 11) == nil)
    }

    @Test("In lines a count is said every five seconds")
    func lines() {
        var lines = ProgressLines()
        #expect(lines.take(.counting(id: -1, name: "planning", total: 300), at: 0) == [])
        #expect(lines.take(.counted(id: -1, done: 1, total: 300), at: 4) == [])
        #expect(lines.dueLines(at: 4.9) == [])
        #expect(lines.dueLines(at: 5) == ["planning: 0% (1/300, 12/min, ETA 24:55)"])
        #expect(lines.dueLines(at: 64) == [])
        #expect(lines.take(.countEnded(id: -1, leavesLine: true), at: 70) == ["planning: 1/300 in 1:10 (1/min)"])
    }

    @Test("A program gets an object per line")
    func json() {
        var json = ProgressJSON()
        #expect(json.take(.counting(id: -3, name: "rows\n", total: nil), at: 0) == [])
        #expect(json.take(.counted(id: -3, done: 2, total: nil), at: 1) == [])
        #expect(
            json.dueLines(at: 1)
                == [#"{"type":"count","label":"rows\n","done":2,"total":null,"rate":2.0,"eta":null}"#]
        )
        _ = json.take(.counted(id: -3, done: 4, total: 4), at: 2)
        #expect(
            json.take(.countEnded(id: -3, leavesLine: true), at: 2)
                == [#"{"type":"counted","label":"rows\n","done":4,"total":4,"seconds":2.0}"#]
        )
        #expect(!json.isRunning)
    }

    @Test(
        "Rates of items",
        arguments: [(0, "0/min"), (0.2, "12/min"), (1, "1.0/s"), (9.9, "9.9/s"), (9.96, "10/s"), (1234.5, "1235/s")]
    )
    func rates(rate: Double, text: String) {
        #expect(ProgressFormat.speed(rate, of: .items) == text)
    }
}
