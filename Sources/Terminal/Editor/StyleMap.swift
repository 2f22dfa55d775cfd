/// The styles of a part of the text, byte by byte.
struct StyleMap {
    private let range: Range<Int>
    private let styles: [Style]
    /// One more than the place in `styles`; 0 where no run covers the byte.
    private var indices: [Int32]

    /// The styles of a range; where runs overlap the later one counts.
    init(_ runs: [EditorLanguage.Run], in range: Range<Int>) {
        self.range = range
        indices = Array(repeating: 0, count: range.count)
        var styles: [Style] = []
        for run in runs where run.range.overlaps(range) {
            styles.append(run.style)
            let part = run.range.clamped(to: range)
            for offset in part { indices[offset - range.lowerBound] = Int32(styles.count) }
        }
        self.styles = styles
    }

    /// The style of the character that begins at an offset.
    subscript(offset: Int) -> Style {
        guard range.contains(offset) else { return .plain }
        let index = Int(indices[offset - range.lowerBound])
        return index == 0 ? .plain : styles[index - 1]
    }
}
