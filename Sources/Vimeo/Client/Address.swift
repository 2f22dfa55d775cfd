import Platform

/// A URL that is safe to request: checked, encoded, and split into its origin and the rest.
struct Address: Sendable, Hashable, CustomStringConvertible {
    var origin: Origin

    /// Path and query, beginning with `/`.
    var target: String

    var description: String { "\(origin)\(target)" }

    /// The path without the query.
    var path: Substring { Substring(target.utf8.prefix { $0 != UInt8(ascii: "?") }) }

    /// Reads an absolute `http` or `https` URL; `what` names it in messages.
    init(absolute text: String, what: String = "URL") throws(VimeoError) {
        try Self.rejectControls(in: text, what: what)
        guard let mark = text.firstRange(of: "://") else {
            throw Self.unusable(what, "has no scheme", hint: "write it as https://host/path")
        }
        let scheme = text[..<mark.lowerBound].lowercased()
        guard scheme == "https" || scheme == "http" else {
            throw Self.unusable(
                what,
                "has the scheme '\(PlainText.oneLine(scheme))'",
                hint: "only https and http can be used"
            )
        }
        let rest = text[mark.upperBound...]
        let authority = rest.prefix { !"/?#\\".contains($0) }
        var target = rest[authority.endIndex...]
        if let fragment = target.firstIndex(of: "#") { target = target[..<fragment] }
        origin = try Self.origin(scheme: scheme, authority: authority, what: what)
        self.target = try Self.checkedTarget(target, what: what)
    }

    /// Reads what a script calls a path: a URI such as `/videos/1`, with or without its first slash, or an absolute URL.
    init(path: String, root: Address) throws(VimeoError) {
        if Self.isAbsolute(path) {
            try self.init(absolute: path)
            return
        }
        try Self.rejectControls(in: path, what: "path")
        guard !path.isEmpty else { throw Self.unusable("path", "is empty", hint: "a path looks like /videos/1") }
        guard !path.utf8.contains(UInt8(ascii: "#")) else {
            throw Self.unusable("path", "contains a '#'", hint: "write a literal '#' as %23")
        }
        let rest = try Self.checkedTarget(path.hasPrefix("/") ? path[...] : "/\(path)"[...], what: "path")
        self.init(origin: root.origin, target: root.target == "/" ? rest : "\(root.target)\(rest)")
    }

    /// Whether what a script calls a path is an absolute URL: a `://` in a query does not make it one.
    static func isAbsolute(_ path: String) -> Bool {
        let scheme = Substring(path.utf8.prefix { !"/?#".utf8.contains($0) })
        return scheme.hasSuffix(":") && path[scheme.endIndex...].hasPrefix("//")
    }

    private init(origin: Origin, target: String) {
        self.origin = origin
        self.target = target
    }

    /// Resolves the `Location` of a redirect (RFC 3986, 5.2).
    func redirected(to location: String) throws(VimeoError) -> Address {
        // RFC 3986, 4.2: a colon in the first segment can only end a scheme.
        if location.prefix(while: { !"/?#".contains($0) }).contains(":") {
            return try Address(absolute: location, what: "redirect")
        }
        if location.hasPrefix("//") {
            return try Address(absolute: "\(origin.scheme):\(location)", what: "redirect")
        }
        let relative = Substring(location.utf8.prefix { !"?#".utf8.contains($0) })
        let rest = location[relative.endIndex...]
        guard !relative.isEmpty else {
            let own = rest.hasPrefix("?") ? path : target[...]
            return try Address(absolute: "\(origin)\(own)\(rest)", what: "redirect")
        }
        let folder = path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex)
        let merged = relative.hasPrefix("/") ? String(relative) : "\(folder)\(relative)"
        return try Address(absolute: "\(origin)\(Self.removingDotSegments(merged))\(rest)", what: "redirect")
    }

    /// RFC 3986, 5.2.4: the path, which begins with a slash, without `.`, and `..` with what it leads out of.
    private static func removingDotSegments(_ path: String) -> String {
        var result: [Substring] = []
        let segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .dropFirst().map(Substring.init)
        for segment in segments where segment != "." {
            if segment == ".." { _ = result.popLast() } else { result.append(segment) }
        }
        // A folder stays one.
        if let last = segments.last, last == "." || last == ".." { result.append("") }
        return "/" + result.joined(separator: "/")
    }

    /// The same address with more parameters at its end.
    func adding(_ query: [Request.Parameter]) throws(VimeoError) -> Address {
        guard !query.isEmpty else { return self }
        var pairs: [String] = []
        for parameter in query {
            try Self.rejectToken(named: parameter.name, in: "query")
            pairs.append(
                "\(PercentEncoding.queryValue(parameter.name))=\(PercentEncoding.queryValue(parameter.value.text))"
            )
        }
        var result = self
        let separator = target.contains("?") ? (target.hasSuffix("?") || target.hasSuffix("&") ? "" : "&") : "?"
        result.target += separator + pairs.joined(separator: "&")
        return result
    }

    static func unusable(_ what: String, _ problem: String, hint: String) -> VimeoError {
        VimeoError(.usage, code: .badURL, "the \(what) \(problem)", hint: hint)
    }

    private static func origin(scheme: String, authority: Substring, what: String) throws(VimeoError) -> Origin {
        guard !authority.contains("@") else {
            throw unusable(what, "contains a user name or password", hint: "remove everything up to the '@'")
        }
        var host = authority
        var port: Int? = scheme == "https" ? 443 : 80
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            host = authority[authority.index(after: authority.startIndex)..<end]
            let rest = authority[authority.index(after: end)...]
            if !rest.isEmpty { port = rest.hasPrefix(":") ? portNumber(rest.dropFirst()) : nil }
        } else if let colon = authority.lastIndex(of: ":") {
            host = authority[..<colon]
            port = portNumber(authority[authority.index(after: colon)...])
        }
        guard let port else { throw unusable(what, "has an invalid port", hint: "a port is a number up to 65535") }
        let isIPv6 = authority.hasPrefix("[")
        let isLegal = host.utf8.allSatisfy { byte in
            isIPv6 ? byte.isHexDigit || ":.".utf8.contains(byte) : byte.isASCIIAlphanumeric || "-._".utf8.contains(byte)
        }
        guard !host.isEmpty, isLegal else {
            throw unusable(what, "has an invalid host", hint: "names beyond ASCII are written in their xn-- form")
        }
        return Origin(scheme: scheme, host: host.lowercased(), port: port)
    }

    private static func portNumber(_ text: Substring) -> Int? {
        guard text.utf8.allSatisfy(\.isASCIIDigit), let port = UInt16(text), port > 0 else { return nil }
        return Int(port)
    }

    private static func rejectControls(in text: String, what: String) throws(VimeoError) {
        for byte in text.utf8 where byte < 0x20 || byte == 0x7F {
            let name =
                switch byte {
                case 0: "a NUL byte"
                case 0x0A, 0x0D: "a line break"
                default: "a control character"
                }
            let other = what == "path" ? ", or put the text into the query" : ""
            throw unusable(what, "contains \(name)", hint: "remove it\(other)")
        }
    }

    /// The path and query, encoded and free of what could lead a request astray.
    private static func checkedTarget(_ text: Substring, what: String) throws(VimeoError) -> String {
        let path = Substring(text.utf8.prefix { $0 != UInt8(ascii: "?") })
        for segment in path.split(separator: "/") {
            let plain = PercentEncoding.decodedBytes(String(segment))
            guard plain != Array("..".utf8), plain != Array(".".utf8) else {
                throw unusable(
                    what,
                    "has a '\(String(decoding: plain, as: UTF8.self))' segment",
                    hint: "name the resource itself"
                )
            }
            guard !plain.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
                throw unusable(what, "contains an encoded control character", hint: "remove it")
            }
        }
        let query = text[path.endIndex...].dropFirst()
        for pair in query.split(separator: "&") {
            try rejectToken(named: PercentEncoding.decoded(String(pair.prefix { $0 != "=" })), in: what)
        }
        let slash = path.hasPrefix("/") ? "" : "/"
        let encoded = "\(slash)\(PercentEncoding.repaired(String(path)))"
        return query.isEmpty ? encoded : "\(encoded)?\(PercentEncoding.repaired(String(query)))"
    }

    private static func rejectToken(named name: String, in what: String) throws(VimeoError) {
        guard name.lowercased() == "access_token" else { return }
        throw VimeoError(
            .usage,
            code: .tokenInURL,
            "the \(what) contains an access_token",
            hint: "a token in a URL ends up in logs; set VIMEO_ACCESS_TOKEN instead"
        )
    }
}
