/// A request that was made and what came of it, without secrets: for people who watch.
public struct Exchange: Sendable {
    /// The method.
    public var method: String
    /// Where it went; secret parameters are masked, and secret links cut to their origin.
    public var url: String { outgoing.safeURL }
    /// The header fields that were sent; `Authorization` shows its scheme only, and other secrets are masked.
    public var headers: [(name: String, value: String)] {
        outgoing.headers.fields.map { ($0.name, Redaction.header($0, hiding: secrets)) }
    }
    /// A body held in memory, with the values of secret fields masked; nil if it is large or not text.
    public var body: String? {
        Redaction.body(outgoing.body, contentType: outgoing.headers["Content-Type"], hiding: secrets)
    }
    /// The size of the body in bytes.
    public var bodySize: Int
    /// The status; nil without an answer.
    public var status: Int?
    /// Why there was no answer.
    public var failure: String?
    /// The size of the answer's body in bytes; 0 if it was not read as a whole.
    public var answerSize = 0
    /// How long it took, in seconds.
    public var seconds = 0.0

    // Few are ever shown: the texts without secrets are made for those only.
    private var outgoing: Transport.Outgoing
    private var secrets: [String] { outgoing.shown.secrets }

    init(_ outgoing: Transport.Outgoing) {
        method = outgoing.method.rawValue
        bodySize = outgoing.file.map { Int($0.length) } ?? outgoing.body.count
        self.outgoing = outgoing
        // It may be kept for long.
        if outgoing.body.count > Redaction.largestBody { self.outgoing.body = [] }
    }
}
