internal import Platform

/// How far a client may use the API; each includes those before it.
public enum Access: Int, Comparable, Sendable {
    /// No requests.
    case none
    /// GET, HEAD and OPTIONS.
    case read
    /// All but DELETE.
    case write
    /// Everything.
    case delete

    /// Whether it allows less than another.
    public static func < (left: Access, right: Access) -> Bool { left.rawValue < right.rawValue }
}

extension Client {
    /// The answer with our own secrets masked, for restricted scripts: `GET /oauth/verify` repeats the token.
    func hidingSecrets(in response: Response) -> Response {
        guard configuration.hidesSecrets else { return response }
        var response = response
        for secret in credentials.secrets where secret.utf8.count >= Redaction.shortestSecret {
            response.body = Redaction.bytes(response.body, hiding: secret)
        }
        let secrets = credentials.secrets
        let fields = response.headers.fields
        if fields.contains(where: { Redaction.text($0.value, hiding: secrets) != $0.value }) {
            response.headers = Headers()
            for field in fields { response.headers.add(field.name, Redaction.text(field.value, hiding: secrets)) }
        }
        return response
    }

    /// Throws `permission` for a request that is beyond what the client may do; the error shows the request.
    ///
    /// Signing in changes nothing in an account.
    func checkAccess(_ request: Request, _ address: Address) throws(VimeoError) {
        let isOther = address.origin != root.origin && !request.isToGivenLink
        let allowed = isOther ? configuration.otherAccess : configuration.access
        guard allowed < .delete, request.signing != .basic || allowed == .none else { return }
        guard request.method.access > allowed || Self.mayOverrideMethod(request, to: address) else { return }
        var body: [UInt8] = []
        switch request.body {
        case .json(let bytes), .raw(let bytes, _): body = bytes
        case .none: break
        }
        let type = request.body.contentType
        let shownBody = Redaction.body(body, contentType: type, hiding: credentials.secrets).map { " \($0)" } ?? ""
        let url = shown(address, of: request).text
        let what = "\(request.method.rawValue) \(url)"
        throw VimeoError(
            .permission,
            "not allowed: \(what)\(shownBody)",
            hint: isOther ? configuration.otherAccessHint : configuration.accessHint,
            method: request.method.rawValue,
            url: url
        )
    }

    /// The error for what needs more of the API than the client may use.
    package func refusal(of what: String) -> VimeoError {
        VimeoError(.permission, "not allowed: \(what)", hint: configuration.accessHint)
    }

    /// Throws `permission` for a host that may not be named, and for credentials of the caller's own where hosts are limited.
    func checkHost(_ address: Address, of request: Request) throws(VimeoError) {
        guard let hosts = configuration.hosts, !request.isToGivenLink else { return }
        let origin = address.origin
        func refused(_ what: (_ url: String) -> String, _ hint: String) -> VimeoError {
            let url = shown(address, of: request).text
            return VimeoError(
                .permission,
                "not allowed: \(what(url))",
                hint: hint,
                method: request.method.rawValue,
                url: url
            )
        }
        if origin == root.origin {
            // With a token of its own it could send what it reads to another account.
            guard request.headers["Authorization"] == nil else {
                throw refused(
                    { "\(request.method.rawValue) \($0) with credentials of the script's own" },
                    "leave the header out"
                )
            }
        } else if !hosts.contains(origin.host), !hosts.contains("\(origin.host):\(origin.port)") {
            throw refused(
                { _ in "connecting to \(origin.host)" },
                configuration.files.grantHint.text("net", origin.host)
            )
        }
    }

    /// Whether a server may take a header or parameter for the method; some tell `_` and `-` in names of headers not apart.
    private static func mayOverrideMethod(_ request: Request, to address: Address) -> Bool {
        let names = request.headers.fields.map { $0.name.lowercased().replacing("_", with: "-") }
        if names.contains(where: { ["x-http-method-override", "x-http-method", "x-method-override"].contains($0) }) {
            return true
        }
        return address.target.split(separator: "?", maxSplits: 1).dropFirst().first.map { query in
            query.split(separator: "&").contains { parameter in
                PercentEncoding.decoded(String(parameter.prefix { $0 != "=" })).lowercased() == "_method"
            }
        } ?? false
    }
}

extension Request.Method {
    /// What a client must be allowed to send it.
    fileprivate var access: Access {
        switch self {
        case .get, .head, .options: .read
        case .post, .put, .patch: .write
        case .delete: .delete
        }
    }
}
