/// A file that is to be fetched from this machine, for a version.
struct Pull: Sendable, Equatable {
    let host: String
    let port: Int
    /// Path and query.
    let target: String
    let version: String
    let video: String

    /// Reads a link; nil if it leads off this machine, or is no plain HTTP.
    init?(link: String, version: String, video: String) {
        guard link.lowercased().hasPrefix("http://") else { return nil }
        let rest = link.dropFirst("http://".count).prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let halves = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count <= 2, let host = halves.first?.lowercased() else { return nil }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        let isLoopback = numbers.count == 4 && numbers[0] == 127 && numbers.allSatisfy { $0 != nil }
        guard isLoopback || host == "localhost" else { return nil }
        guard let port = halves.count == 2 ? UInt16(halves[1]) : 80, port > 0 else { return nil }
        let target = rest[authority.endIndex...]
        guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        self.host = host
        self.port = Int(port)
        self.target = target.hasPrefix("/") ? String(target) : "/\(target)"
        self.version = version
        self.video = video
    }
}
