internal import Vimeo

/// Braces in a pattern: `{a,b}` stands for `a` and `b`, also nested.
enum Braces {
    /// The most patterns that one may expand to.
    static let mostPatterns = 1000

    /// The patterns that a pattern with braces stands for, in order.
    ///
    /// Braces without a comma, and unclosed ones, are ordinary characters.
    static func expand(_ pattern: [UInt8]) throws(VimeoError) -> [[UInt8]] {
        var done: [[UInt8]] = []
        // The next one last.
        var open = [pattern]
        while let pattern = open.popLast() {
            guard let group = firstGroup(in: pattern) else {
                done.append(pattern)
                continue
            }
            guard done.count + open.count + group.choices.count <= mostPatterns else {
                throw VimeoError(
                    .usage,
                    "the braces of the pattern expand to more than \(mostPatterns) patterns",
                    hint: "use fewer alternatives, or several calls"
                )
            }
            let (head, tail) = (pattern[..<group.range.lowerBound], pattern[group.range.upperBound...])
            open += group.choices.reversed().map { Array(head + $0 + tail) }
        }
        return done
    }

    /// The first group that closes and has a comma.
    private static func firstGroup(in pattern: [UInt8]) -> (range: Range<Int>, choices: [ArraySlice<UInt8>])? {
        // Of each brace that is open: where it is, and the commas in it.
        var open: [(start: Int, commas: [Int])] = []
        var best: (range: Range<Int>, choices: [ArraySlice<UInt8>])?
        var index = 0
        while index < pattern.count {
            switch pattern[index] {
            case UInt8(ascii: "\\"):
                index += 1
            case UInt8(ascii: "{"):
                open.append((index, []))
            case UInt8(ascii: ","):
                if let last = open.indices.last { open[last].commas.append(index) }
            case UInt8(ascii: "}"):
                guard let (start, commas) = open.popLast(), !commas.isEmpty else { break }
                if best.map({ start < $0.range.lowerBound }) ?? true {
                    let bounds = [start] + commas + [index]
                    best = (start..<index + 1, zip(bounds, bounds.dropFirst()).map { pattern[($0 + 1)..<$1] })
                }
                // No other group can begin earlier once none is open.
                if open.isEmpty { return best }
            default:
                break
            }
            index += 1
        }
        return best
    }
}
