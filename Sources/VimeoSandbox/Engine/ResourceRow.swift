/// A list of the API, or a single thing: a row of `resources.txt`, which explains the kinds and attributes.
final class ResourceRow: Sendable {
    enum Form: String, Sendable {
        case collection
        case keyed
        case membership
        case fixed
        case inverse
        case union
        case same
        case value
    }

    let form: Form
    /// The path, with `{names}`.
    let path: String
    let kind: Kind
    /// `at`, `of`, `body` and `key`.
    private let attributes: [String: String]
    /// Where the fields of a body go: nil is kept and not shown.
    let targets: [String: [String]?]
    let isForAnyone: Bool
    let replaces: Bool
    let makesMembers: Bool
    let isNewestFirst: Bool

    var of: String { attributes["of"] ?? "" }
    /// The field of a body that has the things for the whole list.
    var bodyField: String? { attributes["body"] }
    /// The field that has the name of a keyed thing.
    var keyField: String? { attributes["key"] }
    /// The path that the things are below.
    var itemPath: String { attributes["at"] ?? path }

    /// The path of what the list belongs to: up to its last name; empty for lists of the whole API.
    let base: String
    /// `of` for a row whose things are those that have others in that list.
    let ofPattern: ListPattern

    static let all: [ResourceRow] = String(decoding: PackageResources.resources_txt, as: UTF8.self)
        .split(separator: "\n").filter { $0.first != "#" }.compactMap { ResourceRow($0) }

    private init?(_ line: Substring) {
        let columns = line.split(separator: " ")
        guard columns.count >= 3, let form = Form(rawValue: String(columns[0])) else { return nil }
        self.form = form
        path = String(columns[1])
        kind = Self.kinds[String(columns[2])] ?? Kind(String(columns[2]))
        var attributes: [String: String] = [:]
        var flags: Set<Substring> = []
        var targets: [String: [String]?] = [:]
        for column in columns.dropFirst(3) {
            let halves = column.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else {
                flags.insert(column)
                continue
            }
            if halves[0] == "set" {
                for entry in halves[1].split(separator: ",") {
                    let ends = entry.split(separator: ">", omittingEmptySubsequences: false)
                    targets[String(ends[0])] =
                        ends[1].isEmpty ? .some(nil) : ends[1].split(separator: ".").map(String.init)
                }
            } else {
                attributes[String(halves[0])] = String(halves[1])
            }
        }
        self.attributes = attributes
        self.targets = targets
        isForAnyone = attributes["by"] == "anyone"
        replaces = flags.contains("replace")
        makesMembers = flags.contains("any")
        isNewestFirst = flags.contains("newest")
        let parts = path.split(separator: "/")
        let last = parts.lastIndex { $0.hasPrefix("{") }
        ofPattern = ListPattern(attributes["of"] ?? "")
        base = last.map { "/" + parts[...$0].joined(separator: "/") } ?? ""
    }

    private static let kinds = [
        Kind.video.object: Kind.video, Kind.version.object: .version, Kind.textTrack.object: .textTrack,
    ]
}

extension String {
    /// The path with its `{names}` replaced.
    func filled(_ parameters: [String: String]) -> String {
        guard contains("{") else { return self }
        return split(separator: "/", omittingEmptySubsequences: false).map { part in
            part.hasPrefix("{") ? parameters[String(part.dropFirst().dropLast())] ?? "" : String(part)
        }.joined(separator: "/")
    }
}
