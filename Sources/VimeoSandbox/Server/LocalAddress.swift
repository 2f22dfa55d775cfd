import NIOHTTP1
import Platform

/// Who a server on loopback answers to: programs of this machine, and no web page from elsewhere that got a name
/// resolved to this address (DNS rebinding).
enum LocalAddress {
    /// Throws 403 for a `Host` or an `Origin` that is not of this machine.
    static func check(_ headers: HTTPHeaders) throws(APIError) {
        if let host = headers.first(name: "Host"), !isLoopback(name(host)) {
            throw .plain(.forbidden, "The sandbox on this machine does not answer to the Host \(host).")
        }
        guard let origin = headers.first(name: "Origin") else { return }
        let place = origin.split(separator: "/", omittingEmptySubsequences: true)
        guard place.count == 2, isLoopback(name(String(place[1]))) else {
            throw .plain(.forbidden, "The sandbox on this machine does not answer to web pages of \(origin).")
        }
    }

    /// Whether a name or an address is this machine's own (RFC 6761 section 6.3, RFC 1122 section 3.2.1.3).
    static func isLoopback(_ name: String) -> Bool {
        if name == "127.0.0.1" || name == "localhost" { return true }
        let name = name.lowercased()
        if name == "localhost" || name.hasSuffix(".localhost") || name == "::1" || name == "[::1]" { return true }
        return LoopbackAddress.isIPv4(name)
    }

    /// The name or address in a `Host` header; nil if it is neither.
    static func host(_ headers: HTTPHeaders) -> String? {
        guard let name = headers.first(name: "Host").map(name), !name.isEmpty else { return nil }
        let isAddress = name.hasPrefix("[") && name.hasSuffix("]")
        let isName = name.utf8.dropFirst(isAddress ? 1 : 0).dropLast(isAddress ? 1 : 0).allSatisfy { byte in
            byte.isASCIIAlphanumeric || byte == UInt8(ascii: ".") || byte == UInt8(ascii: isAddress ? ":" : "-")
        }
        return isName ? name : nil
    }

    /// The name without the port.
    private static func name(_ host: String) -> String {
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return String(host[...end]) }
        return String(Substring(host.utf8.prefix { $0 != UInt8(ascii: ":") }))
    }
}
