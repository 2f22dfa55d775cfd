/// Checks the URIs of resources that callers give.
enum ResourceURI {
    /// `/videos/1` or `videos/1`.
    static func video(_ text: String) throws(VimeoError) -> String {
        let segments = try segments(text)
        guard segments.count == 2, segments[0] == "videos" else {
            throw VimeoError(
                .usage,
                code: "bad_uri",
                "'\(PlainText.oneLine(text))' is no URI of a video",
                hint: "it looks like /videos/123456789"
            )
        }
        return "/videos/\(segments[1])"
    }

    /// Any resource: segments of letters, digits, `-`, `_` and `:`.
    static func segments(_ text: String) throws(VimeoError) -> [Substring] {
        let path = text.hasPrefix("/") ? text.dropFirst() : text[...]
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isLegal) }) else {
            throw VimeoError(
                .usage,
                code: "bad_uri",
                "'\(PlainText.oneLine(text))' is no URI of a resource",
                hint: "it looks like /videos/123456789 or /users/1/albums/2"
            )
        }
        return segments
    }

    private static func isLegal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
