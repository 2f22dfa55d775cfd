import Platform

/// Header fields in their order, with names that ignore case.
public struct Headers: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// One field.
    public struct Field: Sendable, Equatable {
        /// The name as it was written.
        public var name: String
        /// The value.
        public var value: String
    }

    /// All fields, in order.
    public private(set) var fields: [Field]

    /// No fields.
    public init() { fields = [] }

    /// Creates the fields of a literal.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// The first value of that name.
    public subscript(name: String) -> String? {
        fields.first { Self.areEqual($0.name, name) }?.value
    }

    /// Every value of that name.
    public func all(_ name: String) -> [String] {
        fields.filter { Self.areEqual($0.name, name) }.map(\.value)
    }

    /// The header `Date`, in seconds since 1970; nil without a valid one.
    var date: Int? { self["Date"].flatMap { Timestamp.httpDate($0) } }

    /// Adds a field at the end.
    public mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    private static func areEqual(_ one: String, _ other: String) -> Bool {
        one.utf8.count == other.utf8.count
            && one.utf8.elementsEqual(other.utf8) { left, right in
                left == right || left ^ right == 0x20 && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(left | 0x20)
            }
    }
}

extension Headers {
    /// These frame the message or belong to the connection: only the client itself may set them.
    private static let reserved: Set<String> = [
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-authorization", "proxy-connection", "te",
        "trailer", "transfer-encoding", "upgrade",
    ]

    /// Those of a caller that may follow a redirect to another origin.
    private static let harmless: Set<String> = [
        "accept", "accept-language", "if-match", "if-modified-since", "if-none-match", "if-range",
        "if-unmodified-since", "range",
    ]

    /// Refuses what would break or smuggle a message.
    func check() throws(VimeoError) {
        for field in fields {
            let isName = field.name.utf8.allSatisfy { $0.isASCIIAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains($0) }
            guard isName, !field.name.isEmpty else {
                throw Self.bad("a header has an invalid name", hint: "names are letters, digits and '-'")
            }
            try Self.check(field.value, of: field.name)
            guard !Self.reserved.contains(field.name.lowercased()) else {
                throw Self.bad("the header \(field.name) cannot be set", hint: "vimeo-lua sets it itself")
            }
        }
    }

    /// Refuses a value that would end its line.
    static func check(_ value: String, of name: String) throws(VimeoError) {
        guard !value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) else {
            throw bad(
                "the header \(name) contains a line break or a control character",
                hint: "a header value is one line"
            )
        }
    }

    private static func bad(_ message: String, hint: String) -> VimeoError {
        VimeoError(.usage, code: .badHeader, message, hint: hint)
    }

    /// Servers take 8 to 32 KiB, and a head that does not fit the connection's buffer can upset the HTTP library.
    static let largestHead = 32 * 1024

    /// Refuses the head of a message that no server would accept.
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

    /// What of a caller's headers is also sent to another origin.
    var harmlessOnly: Headers { filtered { Self.harmless.contains($0) } }

    /// Those that do not make the request depend on what the caller has already.
    var unconditional: Headers { filtered { !$0.hasPrefix("if-") } }

    private func filtered(_ isKept: (String) -> Bool) -> Headers {
        var result = self
        result.fields.removeAll { !isKept($0.name.lowercased()) }
        return result
    }
}
