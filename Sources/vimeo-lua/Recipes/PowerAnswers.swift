internal import JSONCore
internal import Platform

/// What the user has allowed for good: JSON lines in a file that only the user can read.
///
/// A line that cannot be read allows nothing.
struct PowerAnswers {
    /// A file with a certain content, and what it may do.
    struct Entry: Equatable {
        let file: String
        let digest: String
        let powers: [String]
    }

    private static let largest = 4 << 20
    private static let mostEntries = 1000

    let path: FilePath

    /// Whether all that an entry asks for was allowed for the same file and content.
    func include(_ entry: Entry) -> Bool {
        entries().contains {
            $0.file == entry.file && $0.digest == entry.digest && Set(entry.powers).isSubset(of: $0.powers)
        }
    }

    /// Remembers an entry in place of those of the same file with another content.
    func add(_ entry: Entry) throws(Errno) {
        let kept = entries().filter { $0.file != entry.file || $0.digest == entry.digest && $0.powers != entry.powers }
            .suffix(Self.mostEntries - 1)
        var bytes: [UInt8] = []
        for entry in kept + [entry] { bytes += entry.json + [0x0A] }
        try path.removingLastComponent().createFolder(permissions: .privateFolder)
        try FileReplacement.write(bytes, to: path, permissions: .privateFile)
    }

    private func entries() -> [Entry] {
        guard let bytes = try? path.contents(upTo: Self.largest, [.noFollow, .nonBlocking]) else { return [] }
        return bytes.split(separator: 0x0A).compactMap { Entry(json: Array($0)) }
    }
}

extension PowerAnswers.Entry {
    fileprivate var json: [UInt8] {
        let object: JSONObject = [
            "file": .string(file), "sha256": .string(digest), "allows": .array(powers.map { .string($0) }),
        ]
        return JSONValue.object(object).bytes()
    }

    fileprivate init?(json: [UInt8]) {
        guard let value = JSONValue(json: json), let file = value["file"]?.string,
            let digest = value["sha256"]?.string, let powers = value["allows"]?.array
        else { return nil }
        self.init(file: file, digest: digest, powers: powers.compactMap(\.string))
    }
}
