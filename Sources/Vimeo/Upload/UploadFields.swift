import Platform

/// The fields that a call gives to what it uploads.
struct UploadFields: Sendable {
    /// How Vimeo gets the bytes.
    enum Approach: String, Sendable {
        case tus
        case pull
    }

    private let given: JSONObject
    private let upload: JSONObject
    /// The body that gives an existing object these fields: without those that only describe the upload.
    let amendment: [UInt8]
    let isEmpty: Bool
    /// Tells them from those of another call.
    let checksum: String

    /// - Throws: `usage` if the field `upload` asks for another approach.
    init(_ fields: JSONObject, approach: Approach) throws(VimeoError) {
        given = fields
        guard var upload = (fields["upload"] ?? [:]).object else {
            throw VimeoError(.usage, "the field upload must be an object", hint: "leave it out")
        }
        let approach = JSONValue.string(approach.rawValue)
        guard upload["approach"] ?? approach == approach else {
            throw VimeoError(
                .usage,
                "upload.approach can only be \(approach.string ?? "") here",
                hint: "leave it out; upload sends a file with the approach tus, pull lets Vimeo fetch a link"
            )
        }
        upload["approach"] = approach
        self.upload = upload
        var amendable = fields
        amendable["upload"] = nil
        amendable["file_name"] = nil
        amendment = try JSONValue.object(amendable).encoded()
        isEmpty = amendable.isEmpty
        var checksum = Checksum()
        checksum.add(amendment)
        self.checksum = checksum.text
    }

    /// The body that creates the upload: the caller's fields, and what the approach needs.
    func creation(adding members: JSONObject) throws(VimeoError) -> [UInt8] {
        var (fields, upload) = (given, upload)
        upload.merge(members)
        fields["upload"] = .object(upload)
        return try JSONValue.object(fields).encoded()
    }
}
