import Platform

/// Which proxy a request goes through, by curl's rules for the environment.
///
/// `https_proxy` and `all_proxy` are read in both cases, lower case first; `http_proxy` in lower case only, because a
/// web server can be made to set `HTTP_PROXY`. An empty value is the same as none.
struct ProxyRules: Sendable {
    private let environment: [String: String]

    init(_ environment: [String: String]) { self.environment = environment }

    /// The proxy for an origin, or nil to connect directly; plain HTTP to this machine is never proxied.
    func proxy(for origin: Origin) throws(VimeoError) -> Proxy? {
        if origin.scheme == "http", origin.isLoopback { return nil }
        let names = origin.scheme == "https" ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
        guard let text = first(names + ["all_proxy", "ALL_PROXY"]), !isExempt(origin) else { return nil }
        return try Proxy(text)
    }

    private func first(_ names: [String]) -> String? {
        names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }

    private func isExempt(_ origin: Origin) -> Bool {
        guard let list = first(["no_proxy", "NO_PROXY"]) else { return false }
        if list == "*" { return true }
        let host = origin.host.hasSuffix(".") ? String(origin.host.dropLast()) : origin.host
        return list.split { $0 == "," || $0.isWhitespace }.contains { entry in
            Self.matches(entry.lowercased(), host: host)
        }
    }

    /// A name covers itself and what is below it; an address itself or, with `/bits`, its network.
    private static func matches(_ entry: String, host: String) -> Bool {
        if let address = IPAddress(host) {
            let parts = entry.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard let network = IPAddress(String(parts[0])) else { return false }
            if parts.count == 1 { return network == address }
            guard let bits = Int(parts[1]) else { return false }
            return address.shares(bits, with: network)
        }
        var name = entry[...]
        if name.hasPrefix(".") { name.removeFirst() }
        if name.hasSuffix(".") { name.removeLast() }
        return !name.isEmpty && (host == name || host.hasSuffix(".\(name)"))
    }
}

/// The bytes of an IPv4 or IPv6 address.
private struct IPAddress: Equatable {
    private let bytes: [UInt8]

    /// Reads an address without a port; IPv6 with or without brackets.
    init?(_ text: String) {
        let plain = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        var buffer = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, plain, &buffer) == 1 {
            bytes = Array(buffer[..<4])
        } else if inet_pton(AF_INET6, plain, &buffer) == 1 {
            bytes = buffer
        } else {
            return nil
        }
    }

    /// Whether the first `bits` bits are the same.
    func shares(_ bits: Int, with other: IPAddress) -> Bool {
        guard bytes.count == other.bytes.count, bits >= 0, bits <= bytes.count * 8 else { return false }
        for (index, pair) in zip(bytes, other.bytes).enumerated() {
            let counted = min(max(bits - index * 8, 0), 8)
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> counted)
            if pair.0 & mask != pair.1 & mask { return false }
        }
        return true
    }
}
