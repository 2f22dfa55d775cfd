import Platform

/// The header `Range` (RFC 9110 section 14.2) against a file.
enum ByteRange: Equatable, Sendable {
    /// The header is absent, not a single range of bytes, or malformed: the whole file is the answer.
    case whole
    case part(Range<Int64>)
    case unsatisfiable

    init(_ text: String?, size: Int64) {
        self = .whole
        guard let text, text.lowercased().hasPrefix("bytes=") else { return }
        let ends = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false).map { $0.trimmed() }
        guard ends.count == 2 else { return }
        let (first, last) = (Int64(digits: ends[0]), Int64(digits: ends[1]))
        if let first {
            guard ends[1].isEmpty || last ?? -1 >= first else { return }
            self = first < size ? .part(first..<min((last ?? size - 1), size - 1) + 1) : .unsatisfiable
        } else if ends[0].isEmpty, let last {
            // The last so many bytes.
            self = last > 0 && size > 0 ? .part(max(0, size - last)..<size) : .unsatisfiable
        }
    }
}
