/// A character of a file name: a Unicode scalar, or a byte that is no part of one.
struct Letter: Comparable, Sendable, ExpressibleByUnicodeScalarLiteral {
    /// Bytes that are no text count from here, above all scalars.
    private static let foreign: UInt32 = 0x11_0000

    private let value: UInt32

    init(unicodeScalarLiteral scalar: Unicode.Scalar) {
        value = scalar.value
    }

    private init(value: UInt32) {
        self.value = value
    }

    /// The letters of a name.
    static func all(of bytes: some Collection<UInt8>) -> [Letter] {
        var letters: [Letter] = []
        var rest = bytes[...]
        while let first = rest.first {
            let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
            if let scalar = String(validating: rest.prefix(length), as: UTF8.self)?.unicodeScalars.first {
                letters.append(Letter(value: scalar.value))
                rest = rest.dropFirst(length)
            } else {
                letters.append(Letter(value: foreign + UInt32(first)))
                rest = rest.dropFirst()
            }
        }
        return letters
    }

    /// The bytes it stands for.
    var bytes: [UInt8] {
        guard let scalar = Unicode.Scalar(value) else { return [UInt8(truncatingIfNeeded: value)] }
        return Array(String(Character(scalar)).utf8)
    }

    static func < (left: Letter, right: Letter) -> Bool { left.value < right.value }
}
