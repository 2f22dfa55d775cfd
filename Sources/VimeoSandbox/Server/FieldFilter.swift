import JSONCore
import Platform

/// The `fields` parameter: names with commas between them; dots go down into objects and elements of arrays.
struct FieldFilter: Sendable {
    private var children: [String: FieldFilter] = [:]
    /// True where the whole value is wanted.
    private var isLeaf = false

    /// Deeper parts of a name than any object has are ignored.
    private static let depthLimit = 16

    /// Reads the parameter; nil if it names nothing.
    init?(_ text: String) {
        for name in text.utf8.split(separator: UInt8(ascii: ",")) {
            let path = name.split(separator: UInt8(ascii: ".")).map { String(Substring($0).trimmed()) }
            guard !path.isEmpty, path.count <= Self.depthLimit else { continue }
            insert(path[...])
        }
        if children.isEmpty { return nil }
    }

    private init() {}

    private mutating func insert(_ path: ArraySlice<String>) {
        guard let name = path.first else {
            isLeaf = true
            return
        }
        children[name, default: FieldFilter()].insert(path.dropFirst())
    }

    /// Whether a member is wanted, or part of it.
    func wants(_ name: String) -> Bool { isLeaf || children[name] != nil }

    /// What is wanted of a member; nil for all of it.
    func inside(_ name: String) -> FieldFilter? { isLeaf ? nil : children[name] }

    /// The wanted part of `value`, in its own order; what it does not have is left out.
    func apply(to value: JSONValue) -> JSONValue {
        if isLeaf { return value }
        switch value {
        case .object(let object):
            let members = object.members.compactMap { member -> JSONObject.Member? in
                guard let child = children[member.key] else { return nil }
                return JSONObject.Member(key: member.key, value: child.apply(to: member.value))
            }
            return .object(JSONObject(distinct: members))
        case .array(let elements): return .array(elements.map(apply))
        default: return value
        }
    }
}
