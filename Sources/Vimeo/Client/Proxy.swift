import Platform

/// A proxy as the environment names it.
struct Proxy: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case http
        case socks5
    }

    let kind: Kind
    let host: String
    let port: Int
    let user: String?
    let password: String?

    /// Reads `[scheme://][user:password@]host[:port]`; without a scheme it is an HTTP proxy, without a port it is 1080, as for curl.
    init(_ text: String) throws(VimeoError) {
        var rest = text[...]
        var scheme = "http"
        if let mark = text.firstRange(of: "://") {
            scheme = text[..<mark.lowerBound].lowercased()
            rest = text[mark.upperBound...]
        }
        switch scheme {
        case "http": kind = .http
        case "socks5", "socks5h": kind = .socks5
        default:
            throw Self.unusable(
                "its scheme '\(PlainText.oneLine(scheme))' is not supported",
                hint: "use http://, socks5:// or socks5h://"
            )
        }
        rest = rest.prefix { $0 != "/" }
        if let mark = rest.lastIndex(of: "@") {
            let parts = rest[..<mark].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = PercentEncoding.decoded(String(parts[0]))
            password = parts.count > 1 ? PercentEncoding.decoded(String(parts[1])) : ""
            rest = rest[rest.index(after: mark)...]
        } else {
            user = nil
            password = nil
        }
        guard kind == .http || user == nil else {
            throw Self.unusable(
                "SOCKS proxies with a password are not supported",
                hint: "use one without, or an HTTP proxy"
            )
        }
        let place: Address
        do {
            place = try Address(absolute: "http://\(rest)", what: "proxy")
        } catch {
            throw Self.unusable("it does not name a host and port", hint: "write it as http://host:port")
        }
        host = place.origin.host
        port = rest.hasSuffix(":80") || place.origin.port != 80 ? place.origin.port : 1080
    }

    private static func unusable(_ problem: String, hint: String) -> VimeoError {
        VimeoError(.usage, code: .proxy, "the proxy in the environment cannot be used: \(problem)", hint: hint)
    }
}
