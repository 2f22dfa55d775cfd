/// The members of a JSON object, in order, each key once.
struct JSONObject: Equatable, Sendable {
    struct Member: Equatable, Sendable {
        let key: String
        var value: JSON
    }

    private(set) var members: [Member] = []

    init() {}

    /// Makes an object of members whose keys differ.
    init(distinct members: [Member]) {
        self.members = members
    }

    init(_ pairs: [(String, JSON)]) {
        members.reserveCapacity(pairs.count)
        for (key, value) in pairs {
            self[key] = value
        }
    }

    /// The value of `key`; a new value keeps the member's place, a new key goes to the end, nil removes.
    subscript(key: String) -> JSON? {
        get {
            members.first { $0.key == key }?.value
        }
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

    /// Sets the members of `other`, going down where both sides hold an object.
    mutating func merge(_ other: JSONObject) {
        for member in other.members {
            if case .object(let new) = member.value, case .object(var old)? = self[member.key] {
                old.merge(new)
                self[member.key] = .object(old)
            } else {
                self[member.key] = member.value
            }
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, JSON)...) {
        self.init(elements)
    }
}
