/// Text or bytes: arguments, files and output need not be UTF-8.
struct Text: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    var bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    init(stringLiteral text: String) {
        self.init(text)
    }

    var string: String { String(decoding: bytes, as: UTF8.self) }

    var description: String { string.debugDescription }
}
