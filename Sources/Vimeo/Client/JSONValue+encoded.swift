// Part of this module's interface: `JSONValue` and `JSONObject`.
@_exported public import JSONCore

extension JSONValue {
    /// The value as JSON text with sorted keys; NaN and infinities are a usage error.
    public func encoded() throws(VimeoError) -> [UInt8] {
        guard isFinite else {
            throw VimeoError(
                .usage,
                code: .notJSON,
                "the value cannot be written as JSON",
                hint: "NaN and infinities have no JSON form"
            )
        }
        return bytes(sortedKeys: true)
    }
}
