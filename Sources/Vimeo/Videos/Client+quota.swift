extension Client {
    /// What the account may still upload: the object `upload_quota`, as ``UploadQuota`` reads it.
    public func quota(timeout: Double? = nil) async throws(VimeoError) -> JSONValue {
        let field = QueryValue.string("upload_quota")
        let response = try await send(Request(.get, "/me", query: [.init("fields", field)], timeout: timeout))
        guard let quota = try Self.accepted(response)["upload_quota"], quota != .null else {
            throw Self.lacking("upload quota", response)
        }
        return quota
    }
}
