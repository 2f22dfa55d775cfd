internal import Platform

/// What a browser that comes back from the authorize page brings (RFC 6749 section 4.1.2).
enum RedirectAnswer: Equatable {
    case code(String)
    /// The user, or Vimeo, has refused: `access_denied` and the like.
    case refused(String)
    /// Something else: another page, or an answer that does not belong to a sign-in of ours.
    case other

    static let path = "/callback"

    /// - Parameters:
    ///   - target: the path and query of the request.
    ///   - state: what the authorize page was given; only an answer with the same belongs to this sign-in.
    init(target: String, state: String) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self = .other
        guard parts.count == 2, parts[0] == Self.path else { return }
        var fields: [String: String] = [:]
        for field in parts[1].split(separator: "&") {
            let pair = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            // A name that comes twice is not an answer of Vimeo's.
            guard pair.count == 2, fields[String(pair[0])] == nil else { return }
            fields[String(pair[0])] = PercentEncoding.decoded(String(pair[1].map { $0 == "+" ? " " : $0 }))
        }
        guard fields["state"] == state else { return }
        if let error = fields["error"] {
            self = .refused(error)
        } else if let code = fields["code"], !code.isEmpty {
            self = .code(code)
        }
    }
}
