import Platform
import Testing

@testable import Terminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// One at a time with the editor's tests: a program has one terminal.
extension LineEditorTests {
    /// Bars on a real terminal, at given times.
    struct ProgressBarsTests {
        let terminal: PseudoTerminal
        let bars: ProgressOutput
        /// What a script prints to.
        let stream: Int32

        init() throws {
            terminal = try PseudoTerminal()
            stream = dup(terminal.program)
            bars = ProgressOutput(.bar, descriptor: terminal.program, isColored: true, streams: [stream])
        }

        /// The rows of the window that have text.
        private func shown(columns: Int = 40, rows: Int = 10) -> [String] {
            terminal.drain()
            let screen = terminal.screen(columns: columns, rows: rows)
            #expect(screen.isCursorVisible)
            return Array(screen.everything[...(screen.everything.lastIndex { !$0.isEmpty } ?? 0)])
        }

        private func begin(_ id: Int = 1, _ name: String = "a.mp4") {
            bars.take(.began(id: id, name: name, total: 1000, confirmed: 0), at: 0)
        }

        @Test("A bar is drawn, changes, and goes for a line that stays")
        func life() {
            defer { close(stream) }
            begin()
            #expect(bars.update(at: 0.1))
            #expect(shown() == [""])
            bars.take(.moved(id: 1, sent: 500, confirmed: 100, total: nil), at: 1)
            bars.update(at: 1)
            #expect(shown() == ["a.mp4  50%  500 B/s  ETA 00:01"])
            bars.update(at: 11)
            #expect(shown() == ["a.mp4  50%  0 B/s  ETA --:--"])
            bars.take(.ended(id: 1, bytes: 1000), at: 20)
            bars.writeOutcomes(at: 20)
            #expect(shown() == ["a.mp4  1000 B in 20.0 s  (50 B/s)"])
            #expect(!bars.update(at: 21))
            bars.finish()
            #expect(shown() == ["a.mp4  1000 B in 20.0 s  (50 B/s)"])
            #expect(terminal.screen().row == 1 && terminal.screen().column == 0)
        }

        @Test("A short transfer leaves only its line")
        func shortTransfer() {
            defer { close(stream) }
            begin()
            bars.update(at: 0.1)
            bars.take(.ended(id: 1, bytes: 1000), at: 0.2)
            bars.writeOutcomes(at: 0.2)
            terminal.drain()
            // Behind what begins a row if the cursor is within one.
            let line = terminal.received.drop { $0 == 0x20 || $0 == 0x0D }
            #expect(Array(line) == Array("a.mp4  1000 B in 0.2 s  (4.9 KiB/s)\r\n".utf8))
        }

        @Test("Notes, ends and a script's output appear above the bars, in whole lines")
        func above() {
            defer { close(stream) }
            begin(1, "a.mp4")
            begin(2, "b.mp4")
            bars.update(at: 1)
            bars.note("warning: x", at: 1)
            #expect(shown().count == 4 && shown()[0] == "warning: x" && shown()[1].hasPrefix("a.mp4        0%"))
            DescriptorIO.write(Array("one\ntw".utf8), to: stream)
            #expect(terminal.waits(for: "one"))
            #expect(terminal.waits(for: "2 transfers"))
            #expect(shown()[1] == "one" && shown()[2].hasPrefix("a.mp4"))
            DescriptorIO.write(Array("o\n".utf8), to: stream)
            #expect(terminal.waits(for: "two"))
            #expect(terminal.waits(for: "2 transfers"))
            bars.take(.ended(id: 1, bytes: 1000), at: 2)
            bars.writeOutcomes(at: 2)
            bars.update(at: 2)
            #expect(
                shown() == [
                    "warning: x", "one", "two", "a.mp4  1000 B in 2.0 s  (500 B/s)",
                    "b.mp4  0%  0/1000 B  0 B/s  ETA --:--",
                ]
            )
            bars.finish()
            #expect(shown().count == 4)
            #expect(isatty(stream) != 0)
        }

        @Test("Who needs the terminal gets it without bars, and with what was printed without a line's end")
        func pausing() {
            defer { close(stream) }
            begin()
            bars.update(at: 1)
            DescriptorIO.write(Array("rest".utf8), to: stream)
            bars.pause()
            #expect(shown() == ["rest"])
            #expect(isatty(stream) != 0)
            bars.pause()
            bars.update(at: 2)
            bars.resume(at: 2)
            bars.update(at: 2)
            #expect(shown() == ["rest"])
            // The bars begin a row of their own.
            bars.resume(at: 3)
            #expect(shown() == ["rest", "a.mp4  0%  0/1000 B  0 B/s  ETA --:--"])
            bars.finish()
            #expect(shown() == ["rest"])
            #expect(terminal.screen().row == 1)
        }

        @Test("Bars are drawn anew in a window of another size, narrower or wider", arguments: [20, 27, 60])
        func resize(columns: UInt16) {
            defer { close(stream) }
            bars.note("above", at: 0)
            begin()
            begin(2, "b.mp4")
            bars.update(at: 1)
            terminal.drain()
            let before = terminal.received.count
            terminal.resize(columns: columns, rows: 10)
            bars.update(at: 1.1)
            terminal.drain()
            var screen = ScreenModel(columns: 40, rows: 10)
            screen.feed(Array(terminal.received[..<before]))
            screen.resize(columns: Int(columns))
            screen.feed(Array(terminal.received[before...]))
            let rows = screen.everything.filter { !$0.isEmpty }
            #expect(rows.count == 4)
            #expect(zip(rows, ["above", "a.mp4", "b.mp4", "2 transfers"]).allSatisfy { $0.hasPrefix($1) })
            bars.finish()
        }

        @Test("In a window with too few rows for bars nothing is drawn")
        func tinyWindow() {
            defer { close(stream) }
            begin()
            bars.update(at: 1)
            terminal.resize(columns: 40, rows: 2)
            bars.update(at: 2)
            #expect(shown() == [""])
            terminal.resize(columns: 1, rows: 10)
            bars.update(at: 3)
            #expect(shown() == [""])
            bars.finish()
        }

        @Test("At the window's bottom bars scroll and go as elsewhere")
        func bottom() {
            defer { close(stream) }
            for line in 0..<12 { bars.note("\(line)", at: 0) }
            begin()
            begin(2, "b.mp4")
            bars.update(at: 1)
            bars.note("12", at: 1)
            bars.update(at: 1.1)
            #expect(shown().count == 16)
            bars.finish()
            #expect(shown() == (0...12).map { "\($0)" })
        }

        @Test("After Ctrl-Z and fg the bars are drawn below what the shell has written")
        func continued() {
            defer { close(stream) }
            begin()
            bars.update(at: 1)
            DescriptorIO.write(Array("[1]+ Stopped\r\n".utf8), to: terminal.program)
            // Test threads may have signals blocked.
            var signals = sigset_t()
            var before = sigset_t()
            sigemptyset(&signals)
            sigaddset(&signals, SIGCONT)
            pthread_sigmask(SIG_UNBLOCK, &signals, &before)
            raise(SIGCONT)
            pthread_sigmask(SIG_SETMASK, &before, nil)
            bars.update(at: 2)
            #expect(
                shown() == [
                    "a.mp4  0%  0/1000 B  0 B/s  ETA --:--", "[1]+ Stopped", "a.mp4  0%  0/1000 B  0 B/s  ETA --:--",
                ]
            )
            bars.finish()
            var action = sigaction()
            sigaction(SIGCONT, nil, &action)
            #expect(action.isDefault)
        }

        @Test("A frame is one write, and nothing is written when nothing has changed")
        func writes() {
            defer { close(stream) }
            begin()
            bars.update(at: 6)
            terminal.drain()
            let before = terminal.received.count
            bars.update(at: 7)
            terminal.drain()
            #expect(terminal.received.count == before)
            bars.take(.moved(id: 1, sent: 500, confirmed: 0, total: nil), at: 7)
            bars.update(at: 7)
            terminal.drain()
            let frame = String(decoding: terminal.received[before...], as: UTF8.self)
            #expect(frame.hasPrefix("\u{1B}[?2026h\u{1B}[?25l") && frame.hasSuffix("\u{1B}[?25h\u{1B}[?2026l"))
            bars.finish()
        }

        @Test("Events from many threads at once, with the ticking thread and output")
        func threads() async throws {
            defer { close(stream) }
            let stream = stream
            let window = terminal
            let progress = Progress(mode: .bar, descriptor: terminal.program, isColored: true, streams: [stream]) {
                _ in nil
            }
            let reader = ReaderThread {
                _ = window.waits(for: "the end\r\n")
                return .end
            }
            await withTaskGroup(of: Void.self) { group in
                for id in 0..<8 {
                    group.addTask {
                        progress.handle(.began(id: id, name: "f\(id)", total: 100, confirmed: 0))
                        // Otherwise all would be over before there is a bar.
                        progress.handle(.waits(id: id, seconds: 0, reason: ""))
                        progress.note("retry \(id)")
                        for sent in 1...100 {
                            progress.handle(.moved(id: id, sent: Int64(sent), confirmed: 0, total: nil))
                        }
                        progress.note("note \(id)")
                        DescriptorIO.write(Array("print \(id)\n".utf8), to: stream)
                        progress.withCleared { progress.note("cleared \(id)") }
                        progress.handle(.ended(id: id, bytes: 100))
                    }
                }
            }
            progress.finish()
            progress.note("the end")
            _ = try reader.line
            let lines = terminal.screen().everything.filter { !$0.isEmpty }
            #expect(lines.last == "the end" && lines.count == 41)
            for id in 0..<8 {
                #expect(lines.contains("note \(id)") && lines.contains("print \(id)"))
                #expect(lines.contains { $0.hasPrefix("f\(id)  100 B in ") })
            }
        }
    }
}
