extension Headers {
    /// These frame the message or belong to the connection: only the client itself may set them.
    private static let reserved: Set<String> = [
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-authorization", "proxy-connection", "te",
        "trailer", "transfer-encoding", "upgrade",
    ]

    /// Those of a caller that may follow a redirect to another origin.
    private static let harmless: Set<String> = [
        "accept", "accept-language", "if-match", "if-modified-since", "if-none-match", "if-range",
        "if-unmodified-since",
        "range",
    ]

    /// Refuses what would break or smuggle a message.
    func check() throws(VimeoError) {
        for field in fields {
            guard !field.name.isEmpty, field.name.utf8.allSatisfy(Self.isTokenByte) else {
                throw VimeoError(
                    .usage,
                    code: .badHeader,
                    "a header has a senseless name",
                    hint: "names are letters, digits and '-'"
                )
            }
            guard !field.value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) else {
                throw VimeoError(
                    .usage,
                    code: .badHeader,
                    "the header \(field.name) has a line break or control character in it",
                    hint: "a header value is one line"
                )
            }
            guard !Self.reserved.contains(field.name.lowercased()) else {
                throw VimeoError(
                    .usage,
                    code: .badHeader,
                    "the header \(field.name) cannot be set",
                    hint: "vimeo-lua sets it itself"
                )
            }
        }
    }

    /// Servers take 8 to 32 KiB, and a head that does not fit the connection's buffer can upset the HTTP library.
    static let largestHead = 32 * 1024

    /// Refuses a head of a message that no server would take.
    func checkSize(with target: String) throws(VimeoError) {
        let size = fields.reduce(target.utf8.count) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
        guard size <= Self.largestHead else {
            throw VimeoError(
                .usage,
                code: .headTooLarge,
                "the URL and the headers have \(size) bytes, more than the \(Self.largestHead) a request may have",
                hint: "send long values in the body"
            )
        }
    }

    /// What of a caller's headers goes along to another origin.
    var harmlessOnly: Headers {
        var result = Headers()
        for field in fields where Self.harmless.contains(field.name.lowercased()) {
            result.add(field.name, field.value)
        }
        return result
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
