extension OperationTable {
    private static let families = ["Videos": 0, "Folders": 1, "Showcases": 1, "Users": 1]

    /// All operations, first those that people mean more often: of videos before others, of a resource before those of its
    /// parts, and changing before reading.
    var byImportance: [Operation] {
        all.enumerated().map { place, operation in
            let family = Self.families[operation.family] ?? 2
            let method = ["PATCH", "GET", "POST", "PUT"].firstIndex(of: operation.method) ?? 4
            return (rank: (family, operation.segments.count, method, place), operation: operation)
        }
        .sorted { $0.rank < $1.rank }.map(\.operation)
    }
}
