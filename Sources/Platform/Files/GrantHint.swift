/// What the error of a missing power advises: who can grant it, and how.
package enum GrantHint: Sendable {
    /// Options of the command line do, and keys of a recipe.
    case options
    /// The Swift program that runs the script does.
    case host
    /// As ``options``, except that no file can be written.
    case dryRun

    /// - Parameter kind: as options and recipes call it: `read`, `write`, `net`, `run` or `env`.
    package func text(_ kind: String, _ value: String) -> String {
        switch self {
        case .dryRun where kind == "write":
            "a dry run writes no files; run it without --dry-run"
        case .options, .dryRun: "--allow-\(kind)=\(value) allows it; a recipe declares \(kind) = \"\(value)\""
        case .host:
            "the program that runs the script can grant it: Powers(\(Self.labels[kind] ?? kind): [\"\(value)\"])"
        }
    }

    /// What allows more requests.
    package var moreRequests: String {
        switch self {
        case .options, .dryRun: "--allow-api=LEVEL allows more: read, write or delete"
        case .host: "the program that runs the script can allow more: Powers(api: .read), .write or .delete"
        }
    }

    /// The labels of `Powers.init` where they are other words.
    private static let labels = ["net": "hosts", "run": "programs", "env": "variables"]
}
