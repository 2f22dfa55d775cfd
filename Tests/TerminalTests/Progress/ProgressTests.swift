import Testing

@testable import Terminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The front: modes, and lines on a pipe.
struct ProgressTests {
    @Test(
        "The mode is decided by the terminal",
        arguments: [
            (Progress.Mode.auto, true, "xterm", Progress.Mode.bar), (.auto, true, "dumb", .lines),
            (.auto, false, "xterm", .lines), (.bar, true, "dumb", .bar), (.bar, false, "xterm", .lines),
            (.lines, true, "xterm", .lines), (.json, true, "xterm", .json), (.none, true, "xterm", .none),
        ]
    )
    func modes(mode: Progress.Mode, isTerminal: Bool, term: String, decided: Progress.Mode) {
        #expect(mode.decided(isTerminal: isTerminal) { $0 == "TERM" ? term : nil } == decided)
    }

    /// All that is written to a pipe.
    private func output(_ mode: Progress.Mode, _ body: (Progress) -> Void) throws -> String {
        let pipe = try #require(DescriptorIO.makePipe())
        let progress = Progress(mode: mode, descriptor: pipe.writing, isColored: false) { _ in nil }
        body(progress)
        progress.finish()
        close(pipe.writing)
        defer { close(pipe.reading) }
        var bytes: [UInt8] = []
        while let part = DescriptorIO.read(pipe.reading), !part.isEmpty { bytes += part }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("Ends and notes are written when they come, in order")
    func order() throws {
        let text = try output(.auto) { progress in
            #expect(progress.mode == .lines)
            progress.handle(.began(id: 1, name: "a", total: 0, confirmed: 0))
            progress.note("note")
            progress.handle(.failed(id: 1, kind: "http", message: "no", hint: nil, statusCode: nil))
            progress.withCleared { progress.note("last") }
        }
        #expect(text == "note\na: failed at 100%: no\nlast\n")
    }

    @Test("Without progress there are only notes")
    func none() throws {
        let text = try output(.none) { progress in
            progress.handle(.began(id: 1, name: "a", total: 0, confirmed: 0))
            progress.handle(.ended(id: 1, bytes: 0))
            progress.note("note")
        }
        #expect(text == "note\n")
    }

    @Test("The thread writes what nobody else does")
    func thread() throws {
        let pipe = try #require(DescriptorIO.makePipe())
        defer { close(pipe.reading) }
        let progress = Progress(mode: .json, descriptor: pipe.writing, isColored: false) { _ in nil }
        progress.handle(.began(id: 1, name: "a", total: 10, confirmed: 0))
        let first = String(decoding: DescriptorIO.read(pipe.reading) ?? [], as: UTF8.self)
        #expect(first.contains("\"bytes\":0,") && first.hasSuffix("}\n"))
        progress.handle(.moved(id: 1, sent: 5, confirmed: 0, total: nil))
        let second = String(decoding: DescriptorIO.read(pipe.reading) ?? [], as: UTF8.self)
        #expect(second.contains("\"bytes\":5,") && second.hasSuffix("}\n"))
        progress.finish()
        // A last event is written also after the end.
        progress.handle(.ended(id: 1, bytes: 10))
        #expect(String(decoding: DescriptorIO.read(pipe.reading) ?? [], as: UTF8.self).contains("\"done\""))
        close(pipe.writing)
    }
}
