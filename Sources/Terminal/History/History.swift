internal import Synchronization

/// The user's earlier inputs, in this window and in others.
package final class History: Sendable {
    private struct State {
        var entries: HistoryEntries
        var file: HistoryFile?
        var hasReported = false
    }

    /// Longer entries are not stored.
    package static let maximumEntrySize = 64 << 10

    private let state: Mutex<State>
    private let isSecret: @Sendable (String) -> Bool
    private let onProblem: @Sendable (String) -> Void

    /// A history with the entries of its file.
    ///
    /// - Parameters:
    ///   - path: the file, shared with other windows; nil keeps entries in memory only.
    ///   - limit: how many entries are kept.
    ///   - isSecret: whether an entry must not be stored.
    ///   - onProblem: called once if the file cannot be used; entries are then only in memory.
    package init(
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
    package var entries: [String] { state.withLock { $0.entries.all } }

    /// Reads what other windows have entered since.
    package func refresh() {
        withFile { file throws(HistoryFile.Failure) in try file.readNew() }
    }

    /// Adds an entry, unless it is blank, secret or too long.
    package func add(_ entry: String) {
        let isBlank = entry.allSatisfy(\.isWhitespace)
        guard !isBlank, entry.utf8.count <= Self.maximumEntrySize, !isSecret(entry) else { return }
        withFile { file throws(HistoryFile.Failure) in try file.append(entry) }
        state.withLock { $0.entries.append(entry) }
    }

    /// Uses the file, adds the entries that it returns, and reports the first problem.
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

/// Entries in the order in which they were last used, the oldest first.
struct HistoryEntries {
    private(set) var all: [String] = []
    private var known: Set<String> = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Adds the newest entry; an earlier equal entry is removed.
    mutating func append(_ entry: String) {
        if !known.insert(entry).inserted, let index = all.lastIndex(of: entry) { all.remove(at: index) }
        all.append(entry)
        if all.count > limit { known.remove(all.removeFirst()) }
    }

    /// Adds entries, the oldest first.
    mutating func append(contentsOf entries: [String]) {
        guard entries.count > 1 else { return entries.forEach { append($0) } }
        known = []
        var newestFirst: [String] = []
        for entry in (all + entries).reversed() where newestFirst.count < limit && known.insert(entry).inserted {
            newestFirst.append(entry)
        }
        all = newestFirst.reversed()
    }
}
