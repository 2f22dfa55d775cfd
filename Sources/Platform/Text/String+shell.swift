extension String {
    /// As a word of a shell's command line: in single quotes.
    package var shellQuoted: String {
        "'\(split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
    }

    /// The same, but a word that needs no quotes gets none.
    package var shellWord: String {
        let isPlain =
            !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-_./:=,@%+".utf8.contains(byte)
                }
            }
        return isPlain ? self : shellQuoted
    }
}
