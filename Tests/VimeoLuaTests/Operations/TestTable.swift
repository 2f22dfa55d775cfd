@testable import VimeoLua

/// The operations of the API.
enum TestTable {
    static let shared = OperationTable.shared
}
