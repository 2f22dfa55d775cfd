/// How much an account may still upload.
public struct UploadQuota: Sendable, Equatable {
    /// Bytes of storage that are free; nil if there is no limit or nothing is known of it.
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

    /// What to tell somebody who is about to upload that many bytes; nil if they fit, as far as is known.
    ///
    /// Vimeo has the last word: it may count otherwise.
    public func warning(for size: Int64) -> String? {
        if let space, size > space {
            return "the file has \(Wording.bytes(size)), but the account has room for \(Wording.bytes(max(0, space)))"
        }
        if let periodic, size > periodic {
            let end = reset.map { ", until \(PlainText.oneLine($0))" } ?? ""
            return
                "the file has \(Wording.bytes(size)), but the account may upload \(Wording.bytes(max(0, periodic))) more\(end)"
        }
        return nil
    }
}
