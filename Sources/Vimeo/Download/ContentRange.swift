import Platform

/// The header `Content-Range` (RFC 9110, 14.4): which part of how much an answer holds.
struct ContentRange: Sendable, Equatable {
    /// The first and one past the last byte; nil in an answer 416, which holds none.
    var bytes: Range<Int64>?
    /// The size of the whole; nil if it is `*`.
    var total: Int64?

    /// Reads `bytes 0-9/100`, `bytes 0-9/*` or `bytes */100`; nil for anything else, and for what contradicts itself.
    init?(_ text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
        let halves = words[1].split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        if halves[1] != "*" {
            guard let number = Int64(digits: halves[1]) else { return nil }
            total = number
        }
        if halves[0] == "*" {
            if total == nil { return nil }
            return
        }
        let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Int64(digits: ends[0]), let last = Int64(digits: ends[1]), first <= last,
            last < total ?? .max
        else { return nil }
        bytes = first..<(last + 1)
    }
}
