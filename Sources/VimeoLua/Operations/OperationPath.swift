/// A path as somebody typed it, taken apart.
struct OperationPath {
    /// What stands before the path: the origin of an absolute URL, or nothing.
    let origin: Substring
    /// The path itself, without query and fragment.
    let path: Substring
    /// Whether a query or fragment follows.
    let hasMore: Bool

    init(_ text: String) {
        var rest = text[...]
        if let scheme = text.firstRange(of: "://"), text[..<scheme.lowerBound].allSatisfy(\.isLetter) {
            rest = text[scheme.upperBound...].drop { $0 != "/" && $0 != "?" && $0 != "#" }
        }
        origin = text[..<rest.startIndex]
        path = rest.prefix { $0 != "?" && $0 != "#" }
        hasMore = path.endIndex < text.endIndex
    }

    var segments: [Substring] { path.split(separator: "/") }
}
