import Platform

/// Turns SubRip (`.srt`) into WebVTT.
///
/// There is no standard for SubRip: this reads what players read, which is more than what is usually written.
enum SubRip {
    private struct Cue {
        var start: Int64
        var end: Int64
        var lines: [String]
    }

    /// WebVTT with the same cues, ordered by their start.
    ///
    /// Counters and positions are dropped, as are cues without a text or a duration. Line breaks may be of any kind.
    static func webVTT(_ text: String) -> String {
        var cues = cues(lines(of: text)).filter { $0.end > $0.start && !$0.lines.isEmpty }
        // The sort of the standard library need not keep the order of equals.
        let ordered = cues.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
        cues = ordered.map(\.element)
        var result = "WEBVTT\n"
        for cue in cues {
            result += "\n\(stamp(cue.start)) --> \(stamp(cue.end))\n"
            for line in cue.lines { result += "\(line)\n" }
        }
        return result
    }

    /// Whether a line says when a cue is shown.
    static func isTiming(_ line: some StringProtocol) -> Bool { times(line) != nil }

    /// Whether a line is nothing but the number of a cue.
    static func isCounter(_ line: some StringProtocol) -> Bool {
        !line.isEmpty && line.utf8.allSatisfy(\.isASCIIDigit)
    }

    /// `1:02:03,4`, with a comma or a dot, with or without hours and fraction, as milliseconds; nil for anything else.
    static func milliseconds(_ text: some StringProtocol) -> Int64? {
        let halves = text.trimmingBlanks().split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
        let parts = halves[0].split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count <= 2, (2...3).contains(parts.count) else { return nil }
        var seconds: Int64 = 0
        for part in parts {
            let part = part.trimmingBlanks()
            guard isCounter(part), part.utf8.count <= 6, let number = Int64(part) else { return nil }
            seconds = seconds * 60 + number
        }
        guard halves.count == 2 else { return seconds * 1000 }
        let fraction = halves[1].trimmingBlanks()
        guard isCounter(fraction) else { return nil }
        return seconds * 1000 + (Int64((fraction + "00").prefix(3)) ?? 0)
    }

    private static func lines(of text: String) -> [Substring] {
        // By scalars: CR LF is one character, but two scalars.
        var scalars = text.unicodeScalars[...]
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        var lines: [Substring] = []
        var start = scalars.startIndex
        var index = start
        while index < scalars.endIndex {
            let scalar = scalars[index]
            let next = scalars.index(after: index)
            if scalar == "\n" || scalar == "\r" {
                lines.append(Substring(scalars[start..<index]))
                let isPair = scalar == "\r" && next < scalars.endIndex && scalars[next] == "\n"
                start = isPair ? scalars.index(after: next) : next
                index = start
            } else {
                index = next
            }
        }
        lines.append(Substring(scalars[start...]))
        return lines
    }

    private static func cues(_ lines: [Substring]) -> [Cue] {
        var cues: [Cue] = []
        for line in lines {
            if let (start, end) = times(line) {
                // The line before it is the counter, and not part of the last cue's text.
                if let last = cues.last?.lines.last, isCounter(last) { cues[cues.count - 1].lines.removeLast() }
                cues.append(Cue(start: start, end: end, lines: []))
            } else if !cues.isEmpty {
                // A blank line would end a WebVTT cue, so it goes; what follows it is still this cue's text.
                let line = SubRipText.webVTT(line.trimmingBlanks())
                if !line.isEmpty { cues[cues.count - 1].lines.append(line) }
            }
        }
        return cues
    }

    /// `start --> end`, and perhaps a position after it.
    private static func times(_ line: some StringProtocol) -> (start: Int64, end: Int64)? {
        guard line.utf8.count <= 200, let arrow = line.firstRange(of: "-->"),
            let start = milliseconds(line[..<arrow.lowerBound])
        else { return nil }
        let rest = line[arrow.upperBound...].trimmingBlanks()
        let word = rest.prefix { $0 != " " && $0 != "\t" }
        guard let end = milliseconds(word) else { return nil }
        return (start, end)
    }

    /// `01:02:03.004`.
    private static func stamp(_ milliseconds: Int64) -> String {
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        let seconds = milliseconds / 1000
        return "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
            + ".\(padded(milliseconds % 1000, 3))"
    }
}
