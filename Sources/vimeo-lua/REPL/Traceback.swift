/// The calls that led to an error, as the prompt shows them: without its own, and short however many there are.
struct Traceback {
    /// Innermost first; empty if they add nothing to the message.
    let rows: [String]

    // How many rows are shown of each end of a deep stack.
    private static let shownRows = 4

    private struct Entry {
        let frame: String
        var count = 1
    }

    /// - Parameter text: the lines below `stack traceback:`.
    init(_ text: String) {
        var entries: [Entry] = []
        // How many levels Lua itself has left out, and before which entry.
        var skipped: (count: Int, place: Int)?
        for line in text.split(separator: "\n") {
            let frame = String(line.drop { $0 == "\t" || $0 == " " })
            // The prompt's own frames follow.
            if frame == "[C]: in ?" || frame.hasPrefix("[C]: in function 'vimeo.repl'") { break }
            if frame == "(...tail calls...)" || frame.hasPrefix("[C]: in function 'error'") { continue }
            if frame.hasPrefix("...") {
                skipped = (frame.split { !("0"..."9").contains($0) }.first.flatMap { Int($0) } ?? 0, entries.count)
            } else if entries.last?.frame == frame {
                // What is left out between equal frames is taken to be the same.
                let isRun = entries[entries.count - 1].count > 1
                entries[entries.count - 1].count += 1
                if isRun, let (count, place) = skipped, place == entries.count {
                    entries[entries.count - 1].count += count
                    skipped = nil
                }
            } else {
                entries.append(Entry(frame: frame))
            }
        }
        guard entries.reduce(0, { $0 + $1.count }) > 1 else {
            rows = []
            return
        }
        let shown = entries.map { $0.count == 1 ? $0.frame : "\($0.frame) (\($0.count) times)" }
        guard let (count, _) = skipped, shown.count > 2 * Self.shownRows else {
            rows = shown
            return
        }
        let hidden = count + entries.dropFirst(Self.shownRows).dropLast(Self.shownRows).reduce(0) { $0 + $1.count }
        rows = shown.prefix(Self.shownRows) + ["… \(hidden) more"] + shown.suffix(Self.shownRows)
    }
}
