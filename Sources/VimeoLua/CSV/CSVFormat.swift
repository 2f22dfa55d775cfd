internal import Vimeo

/// The characters that mean something in CSV.
struct CSVFormat {
    /// What stands between fields.
    let separator: UInt8

    static let quote = UInt8(ascii: "\"")
    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")
    /// The UTF-8 byte order mark that some programs begin files with.
    static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// A format with a separator of one byte; a comma unless given.
    init(separator: [UInt8]? = nil) throws(VimeoError) {
        let separator = separator ?? [UInt8(ascii: ",")]
        guard let byte = separator.first, separator.count == 1,
            ![Self.quote, Self.carriageReturn, Self.lineFeed].contains(byte)
        else {
            throw VimeoError(
                .usage,
                "the separator must be one byte, and no quote or line break",
                hint: "usual are \",\", \";\" and \"\\t\""
            )
        }
        self.separator = byte
    }
}
