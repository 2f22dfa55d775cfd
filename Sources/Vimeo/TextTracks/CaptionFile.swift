import NIOCore
import Platform

/// The bytes of a text track, as WebVTT.
struct CaptionFile: Sendable {
    let bytes: [UInt8]
    /// The file's own name, with the ending of what is sent.
    let name: String

    /// 16 MiB: the captions of a whole day are smaller.
    static let largest: Int64 = 16 * 1024 * 1024

    /// Reads WebVTT, or SubRip, which is turned into it; anything else is an error of kind `file`.
    init(_ source: UploadSource, _ files: FileAccess) async throws(VimeoError) {
        let file = try source.open(files)
        guard file.size <= Self.largest else {
            throw FileProblem.problem(
                source.place,
                .tooLarge,
                "has \(Wording.bytes(file.size)), which is too large for a text track",
                "check that it is the right file; the limit is \(Wording.bytes(Self.largest))"
            )
        }
        try await file.prepare(0..<file.size)
        let content = Array(try await file.bytes(file.size).readableBytesView)
        try self.init(content, place: source.place, name: file.name)
    }

    init(_ content: [UInt8], place: String, name: String) throws(VimeoError) {
        switch CaptionFormat(content) {
        case .webVTT:
            bytes = content
            self.name = name
        case .subRip:
            let text = SubRip.webVTT(String(decoding: content, as: UTF8.self))
            guard text.contains("-->") else {
                throw FileProblem.problem(
                    place,
                    .captions,
                    "contains no cue with a text and a duration",
                    "check the file"
                )
            }
            bytes = Array(text.utf8)
            self.name = Self.renamed(name)
        case let format: throw Self.refused(format, place)
        }
    }

    private static func renamed(_ name: String) -> String {
        let stem = name.lowercased().hasSuffix(".srt") ? String(name.dropLast(4)) : name
        return "\(stem).vtt"
    }

    private static func refused(_ format: CaptionFormat, _ place: String) -> VimeoError {
        let (problem, hint) =
            switch format {
            case .other(let name): ("is \(name), which Vimeo does not accept", "convert it to WebVTT first")
            case .utf16: ("is in UTF-16", "convert it first: iconv -f UTF-16 -t UTF-8")
            case .eightBit:
                ("is not UTF-8", "convert it first, if it comes from Windows: iconv -f WINDOWS-1252 -t UTF-8")
            case .binary: ("is not text", "check that it is the right file")
            case .empty: ("is empty", "check that it is the right file")
            default:
                (
                    "is neither WebVTT nor SubRip",
                    "a WebVTT file begins with the line WEBVTT, a SubRip file with 1 and the times of the first cue"
                )
            }
        return FileProblem.problem(place, .captions, problem, hint)
    }
}
