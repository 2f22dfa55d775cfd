internal import Synchronization

/// The URIs in the responses of this session, for completing paths.
final class SeenURIs: Sendable {
    /// A resource that was seen.
    struct Entry: Sendable, Equatable {
        let uri: String
        /// Its name, if it follows the URI; may be empty.
        let name: String
    }

    // Limits: URIs of one response, and URIs of each kind, of which the newest are kept.
    private static let perAnswer = 200
    private static let perKind = 500

    private let entries = Mutex<[String: [Entry]]>([:])
    private let isOn = Atomic(false)

    /// Starts recording, which only a prompt needs.
    func start() {
        isOn.store(true, ordering: .relaxed)
    }

    /// Records the URIs in a JSON body.
    func note(_ body: [UInt8]) {
        guard isOn.load(ordering: .relaxed) else { return }
        var found: [Entry] = []
        var rest = body[...]
        while found.count < Self.perAnswer, let mark = rest.firstRange(of: Array("\"uri\":\"".utf8)) {
            rest = rest[mark.upperBound...]
            guard let uri = Self.string(&rest) else { break }
            var name = ""
            if rest.starts(with: Array(",\"name\":\"".utf8)) {
                rest = rest.dropFirst(9)
                name = Self.string(&rest) ?? ""
            }
            if uri.hasPrefix("/"), uri.utf8.count < 200 { found.append(Entry(uri: uri, name: name)) }
        }
        guard !found.isEmpty else { return }
        entries.withLock { entries in
            for entry in found.reversed() {
                let kind = Self.collection(of: entry.uri)
                var list = entries[kind, default: []]
                list.removeAll { $0.uri == entry.uri }
                list.insert(entry, at: 0)
                entries[kind] = Array(list.prefix(Self.perKind))
            }
        }
    }

    /// The resources of a collection such as `/videos` or `/users/1/projects`, the newest first.
    func entries(in collection: String) -> [Entry] {
        entries.withLock { $0[collection] ?? [] }
    }

    /// The resources of all collections whose last segment is a name, such as `videos`.
    func entries(inCollectionsNamed name: String) -> [Entry] {
        entries.withLock { entries in
            entries.filter { $0.key.hasSuffix("/\(name)") }.sorted { $0.key < $1.key }.flatMap(\.value)
        }
    }

    /// All that was seen whose URI starts with a prefix.
    func entries(withPrefix prefix: String) -> [Entry] {
        entries.withLock { entries in
            entries.values.flatMap { $0 }.filter { $0.uri.hasPrefix(prefix) }.sorted { $0.uri < $1.uri }
        }
    }

    /// Everything before the last segment.
    static func collection(of uri: String) -> String {
        uri.lastIndex(of: "/").map { String(uri[..<$0]) } ?? ""
    }

    /// Takes a JSON string up to and with its closing quote; nil if it has escapes, which no URI has.
    private static func string(_ rest: inout ArraySlice<UInt8>) -> String? {
        guard let end = rest.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
            return nil
        }
        let text = String(decoding: rest[..<end], as: UTF8.self)
        let isWhole = rest[end] == UInt8(ascii: "\"")
        rest = rest[(end + 1)...]
        return isWhole ? text : ""
    }
}
