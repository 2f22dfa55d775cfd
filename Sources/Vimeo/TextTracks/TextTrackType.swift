internal import Platform

/// What a text track is for, as Vimeo names it.
package enum TextTrackType: String, Sendable, CaseIterable {
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
            let near = NearestName.find(text.lowercased(), in: names).map { "; did you mean \($0)?" } ?? ""
            throw VimeoError(
                .usage,
                code: .badType,
                "'\(PlainText.oneLine(text))' is not a type of text track",
                hint: "valid types: \(names.joined(separator: ", "))\(near)"
            )
        }
        self = type
    }
}
