extension JSONReader {
    /// Notes the failure; the result is always `nil`, for use in `return`.
    @inline(never)
    mutating func fail(_ kind: JSONError.Kind, _ reason: String, _ cursor: Cursor) -> Cursor? {
        failure = Failure(kind: kind, reason: reason, at: cursor)
        return nil
    }

    /// Fails because something else stands at `cursor`.
    @inline(never)
    mutating func expected(_ what: StaticString, _ cursor: Cursor) -> Cursor? {
        fail(.syntax, "expected \(what), found \(found(cursor))", cursor)
    }

    /// The byte at `cursor` in words.
    func found(_ cursor: Cursor) -> String {
        guard cursor < end else { return "the end of the text" }
        return Self.describe(cursor.pointee)
    }

    /// A byte in words: as a character where that can be seen.
    static func describe(_ byte: UInt8) -> String {
        if (0x21...0x7E).contains(byte) { return "'\(Character(Unicode.Scalar(byte)))'" }
        let digits = String(byte, radix: 16, uppercase: true)
        return "byte 0x" + (digits.count < 2 ? "0" : "") + digits
    }
}
