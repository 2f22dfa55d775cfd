/// The text being edited, its lines and the cursor; offsets count UTF-8 bytes and stand between characters.
struct TextBuffer {
    private(set) var text: String
    /// Where the lines begin; the first is 0.
    private(set) var lineStarts: [Int]
    private(set) var cursor: Int
    private var reserved = 0

    init(_ text: String = "") {
        self.text = TextBuffer.normalized(text)
        self.text.makeContiguousUTF8()
        lineStarts = [0]
        cursor = self.text.utf8.count
        lineStarts += TextBuffer.lineStarts(in: self.text, at: 0)
    }

    var count: Int { text.utf8.count }
    var isEmpty: Bool { text.isEmpty }

    mutating func moveCursor(to offset: Int) {
        cursor = boundary(atOrAfter: offset)
    }

    /// Replaces a range whose bounds are between characters; the cursor moves after the new text, or
    /// with `keepsCursor` stays before the same text.
    mutating func replace(_ range: Range<Int>, with new: String, keepsCursor: Bool = false) {
        let newCursor = keepsCursor ? cursor + new.utf8.count - range.count : range.lowerBound + new.utf8.count
        let newCount = count - range.count + new.utf8.count
        if newCount > reserved {
            // Growing by doubling keeps the cost of a long row of insertions linear.
            reserved = newCount * 2
            text.reserveCapacity(reserved)
        }
        if range.lowerBound == count {
            text.append(new)
        } else {
            text.replaceSubrange(index(range.lowerBound)..<index(range.upperBound), with: new)
        }
        let first = line(at: range.lowerBound) + 1
        var last = first
        while last < lineStarts.count && lineStarts[last] <= range.upperBound { last += 1 }
        let shift = new.utf8.count - range.count
        if shift != 0 {
            for line in last..<lineStarts.count { lineStarts[line] += shift }
        }
        let added = TextBuffer.lineStarts(in: new, at: range.lowerBound)
        if !(added.isEmpty && first == last) { lineStarts.replaceSubrange(first..<last, with: added) }
        moveCursor(to: newCursor)
    }

    /// The text with `\n` for every line end.
    static func normalized(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            if scalar == "\r" {
                result.append("\n")
            } else if scalar != "\n" || previous != "\r" {
                result.append(scalar)
            }
            previous = scalar
        }
        return String(result)
    }

    private static func lineStarts(in text: String, at offset: Int) -> [Int] {
        var starts: [Int] = []
        var position = offset
        for byte in text.utf8 {
            position += 1
            if byte == 0x0A { starts.append(position) }
        }
        return starts
    }
}
