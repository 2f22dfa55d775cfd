import Platform

/// An URL that is safe to request: checked, encoded, and taken apart into its origin and the rest.
struct Address: Sendable, Hashable, CustomStringConvertible {
    var origin: Origin

    /// Path and query, beginning with `/`.
    var target: String

    var description: String { "\(origin)\(target)" }

    /// Reads an absolute `http` or `https` URL.
    ///
    /// `what` names it in messages.
    init(absolute text: String, what: String = "URL") throws(VimeoError) {
        try Self.rejectControls(in: text, what: what)
        guard let mark = text.firstRange(of: "://") else {
            throw Self.unusable(what, "has no scheme", hint: "write it as https://host/path")
        }
        let scheme = text[..<mark.lowerBound].lowercased()
        guard scheme == "https" || scheme == "http" else {
            throw Self.unusable(what, "has the scheme '\(scheme)'", hint: "only https and http can be used")
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
        let scheme = path.prefix { !"/?#".contains($0) }
        if scheme.hasSuffix(":"), path[scheme.endIndex...].hasPrefix("//") {
            try self.init(absolute: path)
            return
        }
        try Self.rejectControls(in: path, what: "path")
        guard !path.isEmpty else { throw Self.unusable("path", "is empty", hint: "a path looks like /videos/1") }
        guard !path.contains("#") else {
            throw Self.unusable("path", "has a '#'", hint: "write a literal '#' as %23")
        }
        let rest = try Self.checkedTarget(path.hasPrefix("/") ? path[...] : "/\(path)"[...], what: "path")
        self.init(origin: root.origin, target: root.target == "/" ? rest : "\(root.target)\(rest)")
    }

    private init(origin: Origin, target: String) {
        self.origin = origin
        self.target = target
    }

    /// Resolves the `Location` of a redirect.
    func redirected(to location: String) throws(VimeoError) -> Address {
        // RFC 3986, 4.2: a colon in the first segment can only end a scheme.
        if location.prefix(while: { !"/?#".contains($0) }).contains(":") {
            return try Address(absolute: location, what: "redirect")
        }
        if location.hasPrefix("//") {
            return try Address(absolute: "\(origin.scheme):\(location)", what: "redirect")
        }
        guard location.hasPrefix("/") else {
            let folder = target.prefix { $0 != "?" }
            let base = folder.prefix(through: folder.lastIndex(of: "/") ?? folder.startIndex)
            return try Address(absolute: "\(origin)\(base)\(location)", what: "redirect")
        }
        return try Address(absolute: "\(origin)\(location)", what: "redirect")
    }

    private static func origin(scheme: String, authority: Substring, what: String) throws(VimeoError) -> Origin {
        guard !authority.contains("@") else {
            throw unusable(what, "has a user name or password in it", hint: "remove everything up to the '@'")
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
        guard let port else { throw unusable(what, "has a senseless port", hint: "a port is a number up to 65535") }
        let isIPv6 = authority.hasPrefix("[")
        let isLegal = host.utf8.allSatisfy { byte in
            isIPv6 ? byte.isHexDigit || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") : isHostByte(byte)
        }
        guard !host.isEmpty, isLegal else {
            throw unusable(what, "has a senseless host", hint: "names beyond ASCII are written in their xn-- form")
        }
        return Origin(scheme: scheme, host: host.lowercased(), port: port)
    }

    private static func portNumber(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy(\.isASCIIDigit),
            let port = UInt16(text), port > 0
        else { return nil }
        return Int(port)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        byte.isASCIIAlphanumeric || "-._".utf8.contains(byte)
    }
}
