/// How much an account may still upload.
public struct UploadQuota: Sendable, Equatable {
    /// Bytes of storage that are free; nil if there is no limit or it is not known.
    public var space: Int64?

    /// Bytes that may still be uploaded in this period.
    public var periodic: Int64?

    /// When the next period begins, as Vimeo writes it.
    public var reset: String?

    /// Reads the object `upload_quota` of a user.
    public init(_ json: JSONValue) {
        space = json["space"]?["free"]?.integer
        periodic = json["periodic"]?["free"]?.integer
        reset = json["periodic"]?["reset_date"]?.string
    }

    /// A warning before an upload of that many bytes; nil if they seem to fit: Vimeo may count otherwise.
    public func warning(for size: Int64) -> String? {
        if let space, size > space {
            return "the file has \(Wording.bytes(size)), but the account has room for \(Wording.bytes(max(0, space)))"
        }
        if let periodic, size > periodic {
            let end = reset.map { " before \(PlainText.oneLine($0))" } ?? ""
            return
                "the file has \(Wording.bytes(size)), but the account may upload \(Wording.bytes(max(0, periodic))) more\(end)"
        }
        return nil
    }
}

extension Client {
    /// What the account may still upload: the object `upload_quota`, as ``UploadQuota`` reads it.
    ///
    /// - Throws: `auth` with code `no_quota` if the account has none.
    public func quota(timeout: Double? = nil) async throws(VimeoError) -> JSONValue {
        let field = QueryValue.string("upload_quota")
        let response = try await send(Request(.get, "/me", query: [.init("fields", field)], timeout: timeout))
        guard let quota = try response.accepted()["upload_quota"], quota != .null else {
            throw VimeoError(
                .auth,
                code: .noQuota,
                "Vimeo does not report an upload quota: the token or its app may not upload",
                hint: "use a token with the scope upload; an app must first be granted upload access at "
                    + "https://developer.vimeo.com/apps",
                of: response.describedError()
            )
        }
        return quota
    }
}
