/// An ESC that has acted as Escape, as nothing followed it soon, and what has come since.
///
/// Slow connections split the sequence of a key: when its rest comes, the key takes the Escape back.
struct ActedEscape {
    /// How many ESC there were.
    let count: Int
    let style: KeyStyle
    var bytes: [UInt8] = []

    private static let bracket = UInt8(ascii: "[")
    private static let letterO = UInt8(ascii: "O")

    /// All bytes of what may be a sequence.
    var sequence: [UInt8] { Array(repeating: 0x1B, count: count) + bytes }

    /// Whether the bytes of a read are typed by hand: vi's command `O` often follows an Escape, and comes alone.
    func isDone(before read: some Collection<UInt8>) -> Bool {
        style == .vi && bytes.isEmpty && read.count == 1 && read.first == Self.letterO
    }

    /// Whether the bytes may be the rest of a sequence; control characters never are.
    var mayBelong: Bool {
        guard let first = bytes.first, bytes.count <= KeyParser.maximumParameterBytes else { return false }
        return (first == Self.bracket || first == Self.letterO) && bytes.allSatisfy { 0x20 <= $0 && $0 < 0x7F }
    }

    /// Whether the bytes are a whole sequence that means nothing, and not text such as `[1]`.
    var isUnknownSequence: Bool {
        guard bytes.count > 2, bytes[0] == Self.bracket, let last = bytes.last else { return false }
        return mayBelong && (last == UInt8(ascii: "~") || Character(Unicode.Scalar(last)).isLetter)
    }
}
