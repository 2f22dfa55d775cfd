import Platform

/// The fields that a call gives what it uploads.
struct UploadFields: Sendable {
    /// As they are sent to change what exists already: without those that only make an upload.
    let body: [UInt8]
    let isEmpty: Bool
    /// Tells them from those of another call.
    let checksum: String

    init(_ fields: JSONObject) throws(VimeoError) {
        var fields = fields
        fields["upload"] = nil
        fields["file_name"] = nil
        body = try JSONValue.object(fields).encoded()
        isEmpty = fields.isEmpty
        var checksum = Checksum()
        checksum.add(body)
        self.checksum = checksum.text
    }
}
