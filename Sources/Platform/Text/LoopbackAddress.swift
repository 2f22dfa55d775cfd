/// The addresses of this machine (RFC 1122, section 3.2.1.3).
package enum LoopbackAddress {
    /// Whether a host is an IPv4 address that begins with 127, in its usual form: what only resembles one, as `127.-0.0.1`
    /// does, would be looked up as a name.
    package static func isIPv4(_ host: some StringProtocol) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in UInt8(part).map { String($0) == part } ?? false }
    }
}
