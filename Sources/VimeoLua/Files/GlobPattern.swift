/// A pattern for paths: `*`, `?`, `[a-z]`, `[!a-z]` within a name, `**` for any number of folders, `\` before a
/// character that stands for itself.
///
/// A name that begins with a dot is matched only by a component that begins with one, as in the shell. Characters are
/// those of UTF-8; a byte that is not part of one is a character of its own.
struct GlobPattern: Sendable {
    enum Component: Equatable {
        /// A name without any wildcard.
        case literal([UInt8])
        case wildcard(NamePattern)
        /// `**`
        case anyFolders
    }

    let components: [Component]
    /// Whether it begins at the root.
    let isAbsolute: Bool
    /// Whether it ends with a slash, so that folders match only.
    let wantsFolder: Bool

    init(_ pattern: [UInt8]) {
        let slash = UInt8(ascii: "/")
        isAbsolute = pattern.first == slash
        var components: [Component] = []
        for part in pattern.split(separator: slash) {
            let component = Self.component(part)
            // Two in a row mean the same as one.
            if component != .anyFolders || components.last != .anyFolders { components.append(component) }
        }
        self.components = components
        wantsFolder = pattern.last == slash && !components.isEmpty
    }

    private static func component(_ part: ArraySlice<UInt8>) -> Component {
        if part.elementsEqual("**".utf8) { return .anyFolders }
        let pattern = NamePattern(part)
        return pattern.literal.map { .literal($0) } ?? .wildcard(pattern)
    }

    // A search is in several places of the pattern at once: a place is the number of the component that the next name
    // has to match. So each folder is read once, however many `**` there are.

    /// The place that means the whole pattern has been matched.
    var end: Int { components.count }

    /// The places where a search begins.
    var start: Set<Int> { skippingFolders([0]) }

    /// The places after a name in a folder.
    ///
    /// - Parameter isLink: whether it is a symbolic link, which `**` matches but does not follow.
    func places(after name: [UInt8], from places: Set<Int>, isLink: Bool) -> Set<Int> {
        var next: Set<Int> = []
        for place in places where place < end {
            switch components[place] {
            case .literal(let literal):
                if literal == name { next.insert(place + 1) }
            case .wildcard(let pattern):
                if pattern.matches(name) { next.insert(place + 1) }
            case .anyFolders:
                guard name.first != UInt8(ascii: ".") else { continue }
                if place + 1 == end { next.insert(end) }
                if !isLink { next.insert(place) }
            }
        }
        return skippingFolders(next)
    }

    /// Adds the places after each `**`, which also matches no folder at all, though not as the last name.
    private func skippingFolders(_ places: Set<Int>) -> Set<Int> {
        places.union(places.filter { $0 + 1 < end && components[$0] == .anyFolders }.map { $0 + 1 })
    }
}
