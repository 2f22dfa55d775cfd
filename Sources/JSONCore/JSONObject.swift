/// The members of a JSON object, in order, each key once; the order does not count for equality.
public struct JSONObject: Sendable {
    /// A name and its value.
    public struct Member: Sendable, Equatable {
        /// The name.
        public let key: String
        /// The value.
        public var value: JSONValue

        package init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// The members in order.
    public private(set) var members: [Member] = []

    /// An object without members.
    public init() {}

    /// An object of members; of equal keys the last wins.
    public init(_ pairs: [(String, JSONValue)]) {
        members.reserveCapacity(pairs.count)
        for (key, value) in pairs { self[key] = value }
    }

    /// An object of members whose keys differ.
    package init(distinct members: [Member]) {
        self.members = members
    }

    /// Whether there are no members.
    public var isEmpty: Bool { members.isEmpty }

    /// The value of `key`; a new value keeps the member's place, a new key goes to the end, nil removes.
    public subscript(key: String) -> JSONValue? {
        get { members.first { $0.key == key }?.value }
        set {
            let index = members.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(key: key, value: value))
            case (nil, nil): break
            }
        }
    }

    /// The names of the members, in order.
    public var keys: [String] { members.map(\.key) }

    /// Sets the members of `other`, merging where both sides hold an object.
    package mutating func merge(_ other: JSONObject) {
        for member in other.members {
            if let new = member.value.object, var old = self[member.key]?.object {
                old.merge(new)
                self[member.key] = .object(old)
            } else {
                self[member.key] = member.value
            }
        }
    }
}

extension JSONObject: Equatable, ExpressibleByDictionaryLiteral {
    /// An object of members; of equal keys the last wins.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements)
    }

    /// Whether both have the same members, in any order.
    public static func == (one: JSONObject, other: JSONObject) -> Bool {
        one.members.count == other.members.count && one.members.allSatisfy { other[$0.key] == $0.value }
    }
}
