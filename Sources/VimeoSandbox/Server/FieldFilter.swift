import JSONCore
import Platform

/// The `fields` parameter: names with commas between them; dots go down into objects and elements of arrays.
struct FieldFilter: Sendable {
    /// Few: a name is found sooner by looking at each than by hashing it.
    private(set) var children: [(name: String, filter: FieldFilter)] = []
    /// True where the whole value is wanted.
    private var isLeaf = false

    /// Deeper parts of a name than any object has are ignored.
    private static let depthLimit = 16

    /// Reads the parameter; nil if it names nothing.
    init?(_ text: String) {
        for name in text[...].utf8.split(separator: UInt8(ascii: ",")) {
            let path = name.split(separator: UInt8(ascii: "."))
            guard !path.isEmpty, path.count <= Self.depthLimit else { continue }
            insert(path[...])
        }
        if children.isEmpty { return nil }
    }

    private init() {}

    private mutating func insert(_ path: ArraySlice<Substring.UTF8View>) {
        guard let part = path.first else {
            isLeaf = true
            return
        }
        let hasBlanks = part.contains { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        let name = hasBlanks ? String(Substring(part).trimmed()) : String(Substring(part))
        let index = children.firstIndex { $0.name == name } ?? children.count
        if index == children.count { children.append((name, FieldFilter())) }
        children[index].filter.insert(path.dropFirst())
    }

    private func child(_ name: String) -> FieldFilter? { children.first { $0.name == name }?.filter }

    /// Whether a member is wanted, or part of it.
    func wants(_ name: String) -> Bool { isLeaf || child(name) != nil }

    /// What is wanted of a member; nil for all of it.
    func inside(_ name: String) -> FieldFilter? { isLeaf ? nil : child(name) }

    /// The wanted part of `value`, in its own order; what it does not have is left out.
    func apply(to value: JSONValue) -> JSONValue {
        if isLeaf { return value }
        switch value {
        case .object(let object):
            let members = object.members.compactMap { member -> JSONObject.Member? in
                guard let child = child(member.key) else { return nil }
                return JSONObject.Member(key: member.key, value: child.apply(to: member.value))
            }
            return .object(JSONObject(distinct: members))
        case .array(let elements): return .array(elements.map(apply))
        default: return value
        }
    }
}
