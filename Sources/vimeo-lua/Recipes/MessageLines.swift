/// Makes lines of what a script prints where only whole lines are shown.
final class MessageLines {
    /// A longer line is shown in pieces.
    private static let longest = 64 * 1024

    private let message: (String) -> Void
    private var rest: [UInt8] = []

    init(to message: @escaping (String) -> Void) { self.message = message }

    func write(_ bytes: [UInt8]) {
        var bytes = bytes[...]
        while let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
            rest += bytes[..<end]
            show()
            bytes = bytes[(end + 1)...]
        }
        rest += bytes
        if rest.count > Self.longest { show() }
    }

    /// Shows what has no end of line.
    func finish() {
        if !rest.isEmpty { show() }
    }

    private func show() {
        // A tab would be shown as an escape.
        let parts = String(decoding: rest, as: UTF8.self).split(separator: "\t", omittingEmptySubsequences: false)
        message(parts.joined(separator: "  "))
        rest.removeAll(keepingCapacity: true)
    }
}
