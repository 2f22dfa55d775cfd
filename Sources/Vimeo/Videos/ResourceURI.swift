import Platform

/// Names resources of the API: what callers give, and what answers hold.
package enum ResourceURI {
    /// The URI of the video that a text names; nil if it does not name one.
    ///
    /// A number, a URI (`/videos/1`, `/videos/1:hash`, `/me/videos/1`, `/channels/staffpicks/videos/1`), and the addresses,
    /// with or without `https://`, of the API, the player (`?h=hash`), the video's page (`vimeo.com/1/hash`), and its pages
    /// in the video manager and in a showcase, channel or group.
    ///
    /// - Parameter api: another origin of the API than Vimeo's own.
    package static func named(_ text: String, api: Origin? = nil) -> String? {
        if !text.isEmpty, text.utf8.allSatisfy(\.isASCIIDigit) { return "/videos/\(text)" }
        if !text.contains("://") {
            let segments = (text.hasPrefix("/") ? text.dropFirst() : text[...])
                .split(separator: "/", omittingEmptySubsequences: false)
            if segments.allSatisfy({ isLegal($0) }), let uri = video(atEndOf: segments) { return uri }
        }
        guard let (url, parts) = address(text) else { return nil }
        switch url.origin.host {
        case _ where url.origin == api: return video(atEndOf: parts)
        case "api.vimeo.com": return video(atEndOf: parts)
        case "player.vimeo.com":
            guard parts.count == 2, parts[0] == "video" else { return nil }
            return video(parts[1], hash: hash(url))
        case _ where isSite(url): return page(parts, hash: hash(url))
        default: return nil
        }
    }

    /// The URI of the video that a caller's argument names; throws `usage` with code `bad_uri` if it does not name one.
    package static func video(_ text: String, api: Origin? = nil) throws(VimeoError) -> String {
        if let uri = named(text, api: api) { return uri }
        throw VimeoError(
            .usage,
            code: .badURI,
            "'\(PlainText.oneLine(text))' does not name a video",
            hint: "give a number, a URI such as /videos/123456789, or an address such as https://vimeo.com/123456789"
        )
    }

    /// The segments of any resource's URI, or of the video, showcase, channel or group that the text names: letters, digits,
    /// `-`, `_` and `:`.
    package static func segments(_ text: String, api: Origin? = nil) throws(VimeoError) -> [Substring] {
        if let uri = named(text, api: api) { return uri.split(separator: "/") }
        if let place = place(text) { return place }
        let segments = (text.hasPrefix("/") ? text.dropFirst() : text[...])
            .split(separator: "/", omittingEmptySubsequences: false)
        guard segments.allSatisfy({ isLegal($0) }) else {
            throw VimeoError(
                .usage,
                code: .badURI,
                "'\(PlainText.oneLine(text))' is not the URI of a resource",
                hint: "it looks like /videos/123456789, /users/1/albums/2 or https://vimeo.com/123456789"
            )
        }
        return segments
    }

    /// A URI from an answer of the server; nil unless it is a path that can be requested as it is: without `..`, control
    /// characters and the like.
    static func answered(_ text: String?) -> String? {
        guard let text, text.hasPrefix("/"), text.utf8.count <= 2048 else { return nil }
        return text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).allSatisfy { isLegal($0) }
            ? text : nil
    }

    /// `videos/1` at the end of a URI.
    private static func video(atEndOf segments: [Substring]) -> String? {
        guard segments.count >= 2, segments[segments.count - 2] == "videos", let id = segments.last else { return nil }
        let parts = id.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return video(parts[0], hash: parts.count > 1 ? parts[1] : nil)
    }

    private static func video(_ id: Substring, hash: Substring?) -> String? {
        guard !id.isEmpty, id.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
        guard let hash else { return "/videos/\(id)" }
        return isHash(hash) ? "/videos/\(id):\(hash)" : nil
    }

    /// A page at vimeo.com: the number of the video follows a word for the place it is shown in, or comes first.
    private static func page(_ parts: [Substring], hash: Substring?) -> String? {
        guard let first = parts.first else { return nil }
        var rest = parts[...]
        switch first {
        case "manage": rest = rest.dropFirst(rest.dropFirst().first == "videos" ? 2 : 1)
        case "showcase", "album", "channels", "groups", "ondemand":
            rest = rest.dropFirst(2)
            if let word = rest.first, word == "video" || word == "videos" { rest = rest.dropFirst() }
        case "video", "videos": rest = rest.dropFirst()
        default: break
        }
        guard let id = rest.first else { return nil }
        // The key of an unlisted video follows its number; in the manager, so do the names of its parts.
        let key = rest.dropFirst().first.flatMap { word in
            isHash(word) && (first != "manage" || word.utf8.contains(where: \.isASCIIDigit)) ? word : nil
        }
        return video(id, hash: key ?? hash)
    }

    /// The segments of the showcase, channel or group whose own page a text is the address of.
    private static func place(_ text: String) -> [Substring]? {
        guard let (url, parts) = address(text), isSite(url), parts.count == 2 else { return nil }
        switch parts[0] {
        case "showcase", "album": return parts[1].utf8.allSatisfy(\.isASCIIDigit) ? ["albums", parts[1]] : nil
        case "channels", "groups": return parts
        default: return nil
        }
    }

    /// An address, with or without `https://`, and the segments of its path, if all are legal.
    private static func address(_ text: String) -> (Address, [Substring])? {
        guard let url = try? Address(absolute: text.contains("://") ? text : "https://\(text)", what: "address") else {
            return nil
        }
        let parts = url.path.split(separator: "/")
        return parts.allSatisfy { isLegal($0) } ? (url, parts) : nil
    }

    private static func isSite(_ url: Address) -> Bool { ["vimeo.com", "www.vimeo.com"].contains(url.origin.host) }

    /// The parameter `h` of a query.
    private static func hash(_ url: Address) -> Substring? {
        url.target.dropFirst(url.path.count + 1).split(separator: "&").first { $0.hasPrefix("h=") }?.dropFirst(2)
    }

    private static func isHash(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0.isASCIIAlphanumeric }
    }

    private static func isLegal(_ segment: Substring) -> Bool {
        !segment.isEmpty && segment.utf8.allSatisfy { $0.isASCIIAlphanumeric || "-_:".utf8.contains($0) }
    }
}

extension Client {
    /// The URI of the video or other resource that a text names.
    ///
    /// - Throws: `usage` with code `bad_uri` if it does not name one.
    public func uri(naming text: String) throws(VimeoError) -> String {
        "/\(try ResourceURI.segments(text, api: root.origin).joined(separator: "/"))"
    }
}
