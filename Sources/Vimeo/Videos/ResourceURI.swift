/// Checks the URIs of resources that callers give.
enum ResourceURI {
    /// `/videos/1`, `videos/1`, or the page of a video.
    static func video(_ text: String) throws(VimeoError) -> String {
        let segments = try segments(text)
        guard segments.count == 2, segments[0] == "videos" else {
            throw VimeoError(
                .usage,
                code: .badURI,
                "'\(PlainText.oneLine(text))' is no URI of a video",
                hint: "it looks like /videos/123456789 or https://vimeo.com/123456789"
            )
        }
        return "/videos/\(segments[1])"
    }

    /// The video whose page at Vimeo an absolute URL is: `https://vimeo.com/1`, or `https://vimeo.com/1/key` if it is
    /// unlisted; nil for any other URL.
    static func video(ofPage url: String) -> String? {
        guard let page = try? Address(absolute: url, what: "link"),
            ["vimeo.com", "www.vimeo.com"].contains(page.origin.host)
        else { return nil }
        let segments = page.target.prefix { $0 != "?" }.split(separator: "/")
        guard let id = segments.first, id.utf8.allSatisfy({ (0x30...0x39).contains($0) }), segments.count <= 2,
            segments.allSatisfy({ $0.utf8.allSatisfy(isLegal) })
        else { return nil }
        return "/videos/\(segments.joined(separator: ":"))"
    }

    /// Any resource, or the page of a video: segments of letters, digits, `-`, `_` and `:`.
    static func segments(_ text: String) throws(VimeoError) -> [Substring] {
        let text = video(ofPage: text) ?? text
        let path = text.hasPrefix("/") ? text.dropFirst() : text[...]
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isLegal) }) else {
            throw VimeoError(
                .usage,
                code: .badURI,
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
