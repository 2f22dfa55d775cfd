import Testing

@testable import Terminal

/// What is shown of transfers, at given times.
struct ProgressBoardTests {
    static let gibibyte: Int64 = 1 << 30

    /// A transfer with 24 MiB/s, at second 10.
    static func board(name: String = "talk.mp4", total: Int64? = 3 * gibibyte, retries: Int = 0) -> ProgressBoard {
        var board = ProgressBoard()
        let start = 2 * gibibyte - (240 << 20)
        board.take(.began(id: 1, name: name, total: total, confirmed: start), at: 0)
        for _ in 0..<retries {
            board.take(.waits(id: 1, seconds: 0, reason: "reset"), at: 0)
            board.take(.moved(id: 1, sent: start, confirmed: start, total: nil), at: 0)
        }
        for second in 1...10 {
            let sent = start + Int64(second) * (24 << 20)
            board.take(.moved(id: 1, sent: sent, confirmed: 3 * gibibyte / 2, total: nil), at: Double(second))
        }
        return board
    }

    static func take(_ event: ProgressEvent, at time: Double, _ board: inout ProgressBoard) -> ProgressBoard.Outcome? {
        board.take(event, at: time)
    }

    static func text(_ board: ProgressBoard, columns: Int, windowRows: Int = 24, at time: Double = 10) -> [String] {
        board.rows(columns: columns, windowRows: windowRows, at: time).map { $0.map(\.text).joined() }
    }

    @Test(
        "A row has what there is room for",
        arguments: [
            (120, "talk.mp4  [" + "====================------              ]  66%  2.0/3.0 GiB  24.0 MiB/s  ETA 00:43"),
            (80, "talk.mp4  [==========---       ]  66%  2.0/3.0 GiB  24.0 MiB/s  ETA 00:43"),
            (60, "talk.mp4  66%  2.0/3.0 GiB  24.0 MiB/s  ETA 00:43"),
            (40, "talk.mp4  66%  24.0 MiB/s  ETA 00:43"),
            (30, "talk.mp4  66%  ETA 00:43"),
            (20, "talk.mp4  66%"),
            (12, "tal…p4  66%"),
            (8, "t…  66%"),
            (6, "ta…p4"),
            (3, "t…"),
        ]
    )
    func widths(columns: Int, text: String) {
        #expect(Self.text(Self.board(), columns: columns) == [text])
    }

    @Test("Retries are counted")
    func retries() {
        #expect(
            Self.text(Self.board(retries: 1), columns: 65)
                == ["talk.mp4  66%  2.0/3.0 GiB  24.0 MiB/s  ETA 00:43  1 retry"]
        )
        #expect(Self.text(Self.board(retries: 2), columns: 65)[0].hasSuffix("  ETA 00:43  2 retries"))
        #expect(Self.text(Self.board(retries: 2), columns: 60)[0].hasSuffix("  ETA 00:43"))
    }

    @Test("No row is as wide as the window, whatever the name and the numbers", arguments: 1...130)
    func neverTooWide(columns: Int) {
        let names = [
            "", "a", "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字.mp4", "👨‍👩‍👧👍🏽🇩🇪❤\u{FE0F}", "\u{1B}[2J\u{301}\n",
            String(repeating: "long name ", count: 100),
        ]
        var board = ProgressBoard()
        for (id, name) in names.enumerated() {
            let total = id % 2 == 0 ? Int64.max : nil
            board.take(.began(id: id, name: name, total: total, confirmed: 0), at: 0)
            board.take(.moved(id: id, sent: .max - 1, confirmed: .max, total: nil), at: 1)
            if id > 2 { board.take(.waits(id: id, seconds: 1e300, reason: "漢字: " + name), at: 1) }
        }
        for rows in [board, Self.board(name: names[2]), Self.board(total: nil)] {
            for row in rows.rows(columns: columns, windowRows: 20, at: 2) {
                #expect(row.width < columns)
                #expect(!row.contains { $0.text.contains("\u{1B}") || $0.text.contains("\n") })
            }
        }
    }

    @Test("Without a total there are bytes and speed")
    func unknownTotal() {
        let board = Self.board(total: nil)
        #expect(Self.text(board, columns: 80) == ["talk.mp4  2.0 GiB  24.0 MiB/s"])
        #expect(Self.text(board, columns: 20) == ["talk.mp4  2.0 GiB"])
    }

    @Test("Long and wide names are cut in the middle, and leave room for the bar")
    func longNames() {
        let name = "漢字の会議の録画その一その二その三その四その五.mp4"
        #expect(
            Self.text(Self.board(name: name), columns: 80) == [
                "漢字の会議の…その五.mp4   [=====-    ]  66%  2.0/3.0 GiB  24.0 MiB/s  ETA 00:43"
            ]
        )
    }

    @Test("While nothing moves the speed falls, and then there is no time left to tell")
    func stall() {
        let board = Self.board()
        #expect(Self.text(board, columns: 60, at: 12) == ["talk.mp4  66%  2.0/3.0 GiB  14.4 MiB/s  ETA 01:12"])
        #expect(Self.text(board, columns: 60, at: 20) == ["talk.mp4  66%  2.0/3.0 GiB  0 B/s  ETA --:--"])
    }

    @Test("A wait is counted down, then the transfer goes on with a speed of its own")
    func wait() {
        var board = Self.board()
        board.take(.waits(id: 1, seconds: 12, reason: "connection refused"), at: 10)
        #expect(Self.text(board, columns: 60) == ["talk.mp4  66%  retrying in 12 s: connection refused"])
        #expect(Self.text(board, columns: 60, at: 21.5) == ["talk.mp4  66%  retrying in 1 s: connection refused"])
        #expect(Self.text(board, columns: 60, at: 22) == ["talk.mp4  66%  retrying now: connection refused"])
        #expect(Self.text(board, columns: 40) == ["talk.mp4  66%  retrying in 12 s: conne…"])
        #expect(Self.text(board, columns: 20) == ["talk.mp4  66%"])
        board.take(.moved(id: 1, sent: 3 << 29, confirmed: 3 << 29, total: nil), at: 22)
        #expect(Self.text(board, columns: 60, at: 22) == ["talk.mp4  50%  1.5/3.0 GiB  ETA --:--  1 retry"])
        board.take(.moved(id: 1, sent: 3 << 29 + 1 << 20, confirmed: 3 << 29, total: nil), at: 23)
        #expect(Self.text(board, columns: 60, at: 23)[0].contains("GiB  1.0 MiB/s"))
    }

    @Test("What is sent and confirmed is shown apart, and never more than all")
    func confirmed() {
        func bar(_ sent: Int64, _ confirmed: Int64) -> String {
            var board = ProgressBoard()
            board.take(.began(id: 1, name: "a", total: 1000, confirmed: 0), at: 0)
            board.take(.moved(id: 1, sent: sent, confirmed: confirmed, total: nil), at: 0)
            return String(Self.text(board, columns: 50, at: 0.4)[0].dropFirst(3).prefix { $0 != "/" })
        }
        #expect(bar(0, 0) == "[          ]  0%  0")
        #expect(bar(500, 200) == "[==---     ]  50%  500")
        #expect(bar(999, 999) == "[========= ]  99%  999")
        #expect(bar(1000, 900) == "[=========-]  100%  1000")
        #expect(bar(2000, 3000) == "[==========]  100%  2000")
        #expect(bar(-5, .min) == "[          ]  0%  0")
        #expect(bar(100, 300) == "[===       ]  10%  100")
    }

    @Test("An empty file is all there, and a negative total is no total")
    func oddTotals() {
        var board = ProgressBoard()
        board.take(.began(id: 1, name: "a", total: 0, confirmed: 0), at: 0)
        #expect(Self.text(board, columns: 30, at: 1) == ["a  100%  0 B/s  ETA --:--"])
        board.take(.began(id: 1, name: "a", total: -1, confirmed: 0), at: 0)
        #expect(Self.text(board, columns: 30, at: 1) == ["a  0 B  0 B/s"])
    }

    @Test("Several transfers have their columns below each other, and a total with what is done")
    func several() {
        var board = ProgressBoard()
        for id in 1...3 {
            board.take(.began(id: id, name: "file\(id).mov", total: 1000 << 20, confirmed: 0), at: 0)
        }
        board.take(.moved(id: 1, sent: 500 << 20, confirmed: 400 << 20, total: nil), at: 5)
        board.take(.moved(id: 2, sent: 50 << 20, confirmed: 0, total: nil), at: 5)
        board.take(.ended(id: 3, bytes: 1000 << 20), at: 5)
        board.take(.waits(id: 2, seconds: 3, reason: "502"), at: 5)
        #expect(
            Self.text(board, columns: 75, at: 5) == [
                "file1.mov            50%  500.0/1000.0 MiB  100.0 MiB/s  ETA 00:05",
                "file2.mov             5%  retrying in 3 s: 502",
                "2 transfers, 1 done  51%       1.5/2.9 GiB  100.0 MiB/s  ETA 00:15",
            ]
        )
    }

    @Test(
        "What does not fit below each other is counted",
        arguments: [
            (24, ["a1", "a2", "a3", "a4", "a5", "5 transfers"]), (8, ["a1", "a2", "a3", "a4", "a5", "5 transfers"]),
            (7, ["a1", "a2", "a3", "… and 2 more", "5 transfers"]), (5, ["a1", "… and 4 more", "5 transfers"]),
            (4, ["a1", "5 transfers"]), (3, ["5 transfers"]), (2, []), (1, []),
        ]
    )
    func manyTransfers(windowRows: Int, names: [String]) {
        var board = ProgressBoard()
        for id in 1...5 { board.take(.began(id: id, name: "a\(id)", total: nil, confirmed: 0), at: 0) }
        let rows = Self.text(board, columns: 30, windowRows: windowRows, at: 1)
        #expect(rows.count == names.count)
        for (row, name) in zip(rows, names) { #expect(row.hasPrefix(name)) }
    }

    @Test("What has just begun is not seen yet, and what ended leaves a line")
    func outcomes() throws {
        var board = ProgressBoard()
        board.take(.began(id: 1, name: "talk.mp4", total: 3 << 30, confirmed: 0), at: 0)
        #expect(Self.text(board, columns: 80, at: 0.2).isEmpty)
        #expect(board.isRunning)
        let ended = try #require(Self.take(.ended(id: 1, bytes: 3 << 30), at: 125, &board))
        #expect(!board.isRunning)
        #expect(ProgressBoard.lastRow(ended).map(\.text).joined() == "talk.mp4  3.0 GiB in 2:05  (24.6 MiB/s)")
        // Only what was sent now counts for the speed.
        board.take(.began(id: 1, name: "talk.mp4", total: 3 << 30, confirmed: 2 << 30), at: 0)
        let resumed = try #require(Self.take(.ended(id: 1, bytes: 3 << 30), at: 10.24, &board))
        #expect(ProgressBoard.lastRow(resumed).map(\.text).joined() == "talk.mp4  3.0 GiB in 10.2 s  (100.0 MiB/s)")
        board.take(.began(id: 2, name: "empty", total: 0, confirmed: 0), at: 0)
        let empty = try #require(Self.take(.ended(id: 2, bytes: 0), at: 0, &board))
        #expect(ProgressBoard.lastRow(empty).map(\.text).joined() == "empty  0 B in 0.0 s")
    }

    @Test("A failure says how much the server has confirmed, and why, in one line")
    func failure() throws {
        var board = Self.board()
        let event = ProgressEvent.failed(id: 1, kind: "http", message: "gone\n\u{1B}", hint: nil, statusCode: 410)
        let failed = try #require(Self.take(event, at: 11, &board))
        #expect(ProgressBoard.lastRow(failed).map(\.text).joined() == "talk.mp4  failed at 50%: gone\\u{a}\\u{1b}")
        #expect(board.take(event, at: 11) == nil)
        var other = Self.board()
        let cancelled = ProgressEvent.failed(id: 1, kind: "cancelled", message: "x", hint: nil, statusCode: nil)
        let stopped = try #require(Self.take(cancelled, at: 11, &other))
        #expect(ProgressBoard.lastRow(stopped).map(\.text).joined() == "talk.mp4 stopped at 66%")
    }

    @Test("What was stopped says whether the same call continues it")
    func resumable() throws {
        var board = Self.board()
        let hint = "the same call resumes the upload to /videos/1 where it stopped"
        let event = ProgressEvent.failed(id: 1, kind: "cancelled", message: "x", hint: hint, statusCode: nil)
        let stopped = try #require(Self.take(event, at: 11, &board))
        #expect(
            ProgressBoard.lastRow(stopped).map(\.text).joined()
                == "talk.mp4 stopped at 66%; the same call continues it"
        )
    }

    @Test("What took less than a tenth of a second has no speed", arguments: [(0.09, false), (0.1, true)])
    func shortSpeed(seconds: Double, isShown: Bool) throws {
        var board = ProgressBoard()
        board.take(.began(id: 1, name: "a", total: 1000, confirmed: 0), at: 0)
        let ended = try #require(Self.take(.ended(id: 1, bytes: 1000), at: seconds, &board))
        #expect((ended.speed != nil) == isShown)
    }

    @Test("Events of what did not begin mean nothing")
    func unknownTransfers() {
        var board = ProgressBoard()
        board.take(.moved(id: 9, sent: 1, confirmed: 1, total: 1), at: 0)
        board.take(.waits(id: 9, seconds: 1, reason: ""), at: 0)
        #expect(board.take(.ended(id: 9, bytes: 1), at: 0) == nil)
        #expect(!board.isRunning)
    }
}
