internal import Synchronization

/// The user's earlier inputs, in this window and in others.
package final class History: Sendable {
    private struct State {
        var entries: [String] = []
        var file: HistoryFile?
        var hasReported = false
    }

    /// Longer entries stay in memory.
    package static let maximumEntrySize = 64 << 10

    private let limit: Int
    private let state: Mutex<State>
    private let isSecret: @Sendable (String) -> Bool
    private let onProblem: @Sendable (String) -> Void

    /// - Parameters:
    ///   - path: the file, shared with other windows; nil keeps entries in memory only.
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
        self.limit = limit
        state = Mutex(State(file: path.map { HistoryFile(path: $0, limit: limit) }))
        refresh()
    }

    /// The entries, the oldest first, none of them twice.
    package var entries: [String] { state.withLock { $0.entries } }

    package func refresh() {
        withFile { file throws(HistoryFile.Failure) in try file.readNew() }
    }

    /// Adds an entry, unless it is blank or secret.
    ///
    /// - Parameter isStored: whether other windows and later runs see it, if it is not too long for that.
    package func add(_ entry: String, isStored: Bool = true) {
        guard !entry.allSatisfy(\.isWhitespace), !isSecret(entry) else { return }
        let isStored = isStored && entry.utf8.count <= Self.maximumEntrySize
        withFile(entry) { file throws(HistoryFile.Failure) in isStored ? try file.append(entry) : [] }
    }

    /// Uses the file, adds the entries that it returns and then the new one, and reports the first problem.
    private func withFile(
        _ entry: String? = nil,
        _ body: (inout HistoryFile) throws(HistoryFile.Failure) -> [String]
    ) {
        let (found, problem): ([String], String?) = state.withLock { state in
            guard var file = state.file else { return ([], nil) }
            defer { state.file = file }
            do throws(HistoryFile.Failure) {
                return (try body(&file), nil)
            } catch {
                defer { state.hasReported = true }
                return ([], state.hasReported ? nil : error.message)
            }
        }
        let new = found.filter { !isSecret($0) } + (entry.map { [$0] } ?? [])
        if !new.isEmpty { state.withLock { $0.entries = $0.entries.adding(new, limit: limit) } }
        if let problem { onProblem(problem) }
    }
}

extension [String] {
    /// These entries and newer ones in the order in which they were last used, each once, no more than the limit.
    func adding(_ newer: [String], limit: Int) -> [String] {
        var known: Set<String> = []
        var newestFirst: [String] = []
        for entry in (self + newer).reversed() where newestFirst.count < limit && known.insert(entry).inserted {
            newestFirst.append(entry)
        }
        return newestFirst.reversed()
    }
}
