/// What a text track is for, as Vimeo names it.
public enum TextTrackType: String, Sendable, CaseIterable {
    /// What is said and heard, for people who hear neither.
    case captions
    /// The parts of the video.
    case chapters
    /// What can be seen, for people who do not see it.
    case descriptions
    /// Data for scripts of the page.
    case metadata
    /// What is said, in another language.
    case subtitles

    /// Reads a name; an unknown one is a usage error that names the nearest.
    init(named text: String) throws(VimeoError) {
        guard let type = Self(rawValue: text) else {
            let names = Self.allCases.map(\.rawValue)
            let near = Self.nearest(to: text).map { "; did you mean \($0.rawValue)?" } ?? ""
            throw VimeoError(
                .usage,
                code: .badType,
                "'\(PlainText.oneLine(text))' is not a type of text track",
                hint: "valid types: \(names.joined(separator: ", "))\(near)"
            )
        }
        self = type
    }

    /// The type that shares the longest start with the text, if that is at least three letters long.
    private static func nearest(to text: String) -> TextTrackType? {
        func shared(_ type: TextTrackType) -> Int {
            zip(text.lowercased().utf8, type.rawValue.utf8).prefix { $0 == $1 }.count
        }
        let best = allCases.map { (type: $0, length: shared($0)) }.max { $0.length < $1.length }
        guard let best, best.length >= 3 else { return nil }
        return best.type
    }
}
