/// A request that was made and what came of it, without secrets: for people who watch.
public struct Exchange: Sendable {
    /// The method.
    public var method: String
    /// Where it went; secret parameters are masked, and secret links cut to their origin.
    public var url: String
    /// The header fields that were sent; `Authorization` shows its scheme only.
    public var headers: [(name: String, value: String)]
    /// A body held in memory, with the values of secret fields masked.
    public var body: String?
    /// The size of the body in bytes.
    public var bodySize: Int
    /// The status; nil without an answer.
    public var status: Int?
    /// Why there was none.
    public var failure: String?
    /// The size of the answer's body in bytes.
    public var answerSize: Int
    /// How long it took, in seconds.
    public var seconds: Double
}

extension Exchange {
    init(_ outgoing: Transport.Outgoing, url: String, secrets: [String], seconds: Double) {
        method = outgoing.method.rawValue
        self.url = url
        headers = outgoing.headers.fields.map { field in
            let isSecret = field.name.lowercased() == "authorization"
            let scheme = field.value.prefix { $0 != " " }
            return (field.name, isSecret ? "\(scheme) ***" : Redaction.text(field.value, hiding: secrets))
        }
        bodySize = outgoing.file.map { Int($0.length) } ?? outgoing.body.count
        body =
            outgoing.file != nil || outgoing.body.isEmpty
            ? nil : String(validating: outgoing.body, as: UTF8.self).map { Self.masked($0, outgoing, secrets) }
        answerSize = 0
        self.seconds = seconds
    }

    private static func masked(_ body: String, _ outgoing: Transport.Outgoing, _ secrets: [String]) -> String {
        let isForm = outgoing.headers["Content-Type"]?.hasPrefix("application/x-www-form-urlencoded") == true
        return Redaction.text(isForm ? Redaction.parameters(body[...]) : body, hiding: secrets)
    }
}
