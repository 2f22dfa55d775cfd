import Platform

/// Scheme, host and port: the unit of trust; two URLs with equal origins may see the same token.
package struct Origin: Sendable, Hashable, CustomStringConvertible {
    /// `https` or `http`.
    let scheme: String

    /// The host in lower case; an IPv6 address without its brackets.
    let host: String

    /// The port, the scheme's default one included.
    let port: Int

    /// Whether the host is this machine, where plain HTTP can be trusted.
    var isLoopback: Bool { host == Loopback.name || host == "::1" || LoopbackAddress.isIPv4(host) }

    /// Whether connecting takes threads of the task pool: for the name of the host, or for TLS.
    var needsTaskPool: Bool {
        scheme == "https"
            || host != Loopback.name && host.contains { !$0.isASCII || $0.isLetter } && !host.contains(":")
    }

    /// Whether what is sent there stays secret.
    var isPrivate: Bool { scheme == "https" || isLoopback }

    /// `https://host:port`, without a default port.
    package var description: String { "\(scheme)://\(authority)" }

    /// The host, and the port unless it is the scheme's own, as in a `Host` header.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (scheme == "https" ? 443 : 80) ? name : "\(name):\(port)"
    }
}
