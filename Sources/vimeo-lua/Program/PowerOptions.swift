internal import Vimeo
internal import VimeoLua

/// What the `--allow-…` options grant: nil for a kind without an option.
struct PowerOptions: Equatable, Sendable {
    private(set) var api: Access?
    private var lists: [Powers.Kind: [String]] = [:]

    struct Invalid: Error {}

    /// The values of a kind with a list.
    subscript(kind: Powers.Kind) -> [String]? { lists[kind] }

    /// Whether there was an option of a kind.
    func answers(_ kind: Powers.Kind) -> Bool { kind == .api ? api != nil : lists[kind] != nil }

    mutating func set(_ kind: Powers.Kind, _ text: String) throws {
        guard kind != .api else {
            guard let access = Access(named: text) else { throw Invalid() }
            api = access
            return
        }
        let values = text.split(separator: ",").map(String.init)
        guard !values.isEmpty, kind != .env || Powers.credentials.isDisjoint(with: values) else { throw Invalid() }
        lists[kind, default: []] += values
    }

    /// The powers of a script that declares nothing.
    func powers() throws -> Powers {
        try Powers(
            api: api ?? .none,
            read: self[.read] ?? [],
            write: self[.write] ?? [],
            hosts: self[.net] ?? [],
            programs: self[.run] ?? [],
            variables: self[.env] ?? []
        )
    }
}

extension Access {
    /// By the names that options and recipes use.
    init?(named name: String) {
        switch name {
        case "none": self = .none
        case "read": self = .read
        case "write": self = .write
        case "delete": self = .delete
        default: return nil
        }
    }
}
