/// Lists whose paths differ in the parts that are `*` only: `/users/*/albums/*/videos`.
struct ListPattern: Sendable {
    /// With the slash before each.
    private let parts: [String]
    /// How many parts follow the last `*`.
    private let tail: Int

    init(_ path: String) {
        parts = path.split(separator: "/").map { "/\($0)" }
        tail = parts.reversed().prefix { $0 != "/*" }.count
    }

    func fits(_ list: String) -> Bool {
        var rest = list.utf8[...]
        for part in parts {
            guard let first = rest.first, first == UInt8(ascii: "/") else { return false }
            let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            guard part == "/*" || rest[..<end].elementsEqual(part.utf8) else { return false }
            rest = rest[end...]
        }
        return rest.isEmpty
    }

    /// The URI of the thing that has a list that fits: its path up to the last `*`.
    func thing(of list: String) -> String {
        String(decoding: list.utf8.dropLast(parts.suffix(tail).reduce(0) { $0 + $1.utf8.count }), as: UTF8.self)
    }
}
