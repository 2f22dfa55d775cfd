/// Begins a row unless the cursor is at the beginning of one: after a full row of spaces it waits at the row's end, or is in
/// the next row.
package enum RowStart {
    /// The bytes for a window of this many columns.
    package static func bytes(columns: Int) -> [UInt8] { Array(repeating: 0x20, count: columns) + [0x0D] }
}
