import Platform

/// Turns SubRip (`.srt`), which has no standard, into WebVTT: it reads what players read.
enum SubRip {
    private struct Cue {
        var start: Int64
        var end: Int64
        var lines: [String]
    }

    /// WebVTT with the same cues, ordered by their start, without those that have no text or no duration.
    static func webVTT(_ text: String) -> String {
        let lines = text.drop { $0 == "\u{FEFF}" }.split(omittingEmptySubsequences: false) {
            $0 == "\n" || $0 == "\r\n" || $0 == "\r"
        }
        let cues = cues(lines).filter { $0.end > $0.start && !$0.lines.isEmpty }
        // The sort of the standard library need not keep the order of equals.
        let ordered = cues.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
        var result = "WEBVTT\n"
        for cue in ordered.map(\.element) {
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
        let halves = text.trimmed().split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
        let parts = halves[0].split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count <= 2, (2...3).contains(parts.count) else { return nil }
        var seconds: Int64 = 0
        for part in parts {
            let part = part.trimmed()
            guard isCounter(part), part.utf8.count <= 6, let number = Int64(part) else { return nil }
            seconds = seconds * 60 + number
        }
        guard halves.count == 2 else { return seconds * 1000 }
        let fraction = halves[1].trimmed()
        guard isCounter(fraction) else { return nil }
        return seconds * 1000 + (Int64((fraction + "00").prefix(3)) ?? 0)
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
                let line = SubRipText.webVTT(line.trimmed())
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
        let rest = line[arrow.upperBound...].trimmed()
        let word = rest.prefix { $0 != " " && $0 != "\t" }
        guard let end = milliseconds(word) else { return nil }
        return (start, end)
    }

    /// `01:02:03.004`.
    private static func stamp(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { String($0, digits: 2) }
        return "\(clock.joined(separator: ":")).\(String(milliseconds % 1000, digits: 3))"
    }
}
