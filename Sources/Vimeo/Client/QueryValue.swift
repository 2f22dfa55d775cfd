/// A value in a query string.
public enum QueryValue: Sendable, Hashable {
    /// A text, encoded as needed.
    case string(String)
    /// A whole number.
    case integer(Int64)
    /// A number; written in the shortest form that reads back the same.
    case number(Double)
    /// `true` or `false`.
    case boolean(Bool)
    /// Several values, joined with commas.
    case list([QueryValue])

    /// The value as text, not yet encoded.
    var text: String {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): Int64(exactly: number).map { String($0) } ?? String(number)
        case .boolean(let flag): String(flag)
        case .list(let values): values.map(\.text).joined(separator: ",")
        }
    }
}
