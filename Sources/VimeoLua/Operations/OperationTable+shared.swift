extension OperationTable {
    /// The table that comes with the program, read at its first use.
    static let shared = OperationTable(parsing: PackageResources.operations_tsv)
}
