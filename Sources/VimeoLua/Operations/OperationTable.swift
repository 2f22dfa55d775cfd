/// The operations of the API, looked up by method and path.
struct OperationTable: Sendable {
    let all: [Operation]

    /// The table that comes with the program, read at its first use.
    static let shared = OperationTable(parsing: PackageResources.operations_tsv)

    /// Reads the table: a header line, then a line for each operation with its fields between tabs; other lines are left out.
    init(parsing bytes: [UInt8]) {
        all = bytes.split(separator: 0x0A).dropFirst().compactMap { line in
            let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            guard fields.count == 8 else { return nil }
            func list(_ text: String) -> [String] { text.split(separator: ",").map(String.init) }
            let body = list(fields[6])
            return Operation(
                method: fields[0],
                path: fields[1],
                id: fields[2],
                tag: fields[3],
                scopes: list(fields[4]),
                queryParameters: list(fields[5]),
                bodyFields: body.map { $0.hasSuffix("*") ? String($0.dropLast()) : $0 },
                required: Set(body.filter { $0.hasSuffix("*") }.map { String($0.dropLast()) }),
                statuses: list(fields[7]).compactMap { Int($0) }
            )
        }
    }

    /// The operation a method and a path name, the path concrete or a template; the one with the fewest parameters if
    /// several fit.
    func operation(_ method: String, _ path: String) -> Operation? {
        operations(path).first { $0.method == method }
    }

    /// All operations of a path, those with the fewest parameters first.
    func operations(_ path: String) -> [Operation] {
        let wanted = Self.segments(path)
        return all.filter { Self.fits($0.segments, wanted) }.enumerated()
            .sorted { (Self.parameters($0.element), $0.offset) < (Self.parameters($1.element), $1.offset) }
            .map(\.element)
    }

    private static func parameters(_ operation: Operation) -> Int {
        operation.segments.count { $0.hasPrefix("{") }
    }

    private static func fits(_ template: [Substring], _ path: [Substring]) -> Bool {
        template.count == path.count
            && zip(template, path).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
    }

    /// The segments of a path, without query, fragment, and the origin of an absolute URL.
    static func segments(_ path: String) -> [Substring] {
        var path = path[...]
        if let scheme = path.firstRange(of: "://") {
            path = path[scheme.upperBound...].drop { $0 != "/" }
        }
        return path.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
    }

    /// What a path may go on with.
    struct Continuation: Equatable {
        /// The next segment; a parameter in braces.
        let segment: String
        /// What the operation that ends here does; empty if none does.
        let text: String
        /// Whether longer paths go on from here.
        let hasMore: Bool
        var isParameter: Bool { segment.hasPrefix("{") }
    }

    /// The segments that complete a partly typed path, for a method or for any.
    func continuations(method: String?, typed: String) -> [Continuation] {
        let cut = typed.lastIndex(of: "/") ?? typed.startIndex
        let before = typed[..<cut].split(separator: "/")
        let prefix = typed[cut...].drop { $0 == "/" }
        var texts: [String: String] = [:]
        var deeper: Set<String> = []
        for operation in all where method == nil || operation.method == method {
            let segments = operation.segments
            guard segments.count > before.count, Self.fits(Array(segments.prefix(before.count)), before) else {
                continue
            }
            let segment = String(segments[before.count])
            guard segment.hasPrefix("{") || segment.hasPrefix(prefix) else { continue }
            if segments.count == before.count + 1 {
                texts[segment] = operation.words
            } else {
                deeper.insert(segment)
            }
        }
        return Set(texts.keys).union(deeper).sorted().map {
            Continuation(segment: $0, text: texts[$0] ?? "", hasMore: deeper.contains($0))
        }
    }
}
