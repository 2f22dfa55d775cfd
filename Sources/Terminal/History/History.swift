internal import Synchronization

/// What the user entered before, in this window and in others.
public final class History: Sendable {
    private struct State {
        var entries: HistoryEntries
        var file: HistoryFile?
        var hasReported = false
    }

    /// Longer entries are not stored.
    public static let maximumEntrySize = 64 << 10

    private let state: Mutex<State>
    private let isSecret: @Sendable (String) -> Bool
    private let onProblem: @Sendable (String) -> Void

    /// A history, with what its file has.
    ///
    /// - Parameters:
    ///   - path: the file, shared with other windows; nil keeps entries in memory only.
    ///   - limit: how many entries are kept.
    ///   - isSecret: whether an entry is kept nowhere.
    ///   - onProblem: told once if the file cannot be used; entries stay in memory then.
    public init(
        path: String?,
        limit: Int = 10_000,
        isSecret: @escaping @Sendable (String) -> Bool = { _ in false },
        onProblem: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.isSecret = isSecret
        self.onProblem = onProblem
        let entries = HistoryEntries(limit: max(1, limit))
        state = Mutex(State(entries: entries, file: path.map { HistoryFile(path: $0, limit: max(1, limit)) }))
        refresh()
    }

    /// The entries, the oldest first, none of them twice.
    public var entries: [String] { state.withLock { $0.entries.all } }

    /// Takes over what other windows have entered since.
    public func refresh() {
        withFile { file throws(HistoryFile.Failure) in try file.readNew() }
    }

    /// Adds an entry, unless it is blank, secret or too long.
    public func add(_ entry: String) {
        let isBlank = entry.allSatisfy(\.isWhitespace)
        guard !isBlank, entry.utf8.count <= Self.maximumEntrySize, !isSecret(entry) else { return }
        withFile { file throws(HistoryFile.Failure) in try file.append(entry) }
        state.withLock { $0.entries.append(entry) }
    }

    /// Uses the file, takes over the entries that it gives, and reports the first problem.
    private func withFile(_ body: (inout HistoryFile) throws(HistoryFile.Failure) -> [String]) {
        let problem: String? = state.withLock { state in
            guard var file = state.file else { return nil }
            defer { state.file = file }
            do throws(HistoryFile.Failure) {
                state.entries.append(contentsOf: try body(&file).filter { !isSecret($0) })
                return nil
            } catch {
                defer { state.hasReported = true }
                return state.hasReported ? nil : error.message
            }
        }
        if let problem { onProblem(problem) }
    }
}
