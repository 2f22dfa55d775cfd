internal import LuaKit
internal import Platform
internal import Vimeo

/// A path of the API with places for values: `/videos/{video_id}/tags/{}`.
enum PathTemplate {
    /// Puts values, percent-encoded, in the places, in order.
    static func fill(_ template: String, with values: [String]) throws(VimeoError) -> String {
        var path = ""
        var rest = template[...]
        var count = 0
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            path += rest[..<open]
            if count < values.count {
                path += PercentEncoding.encoded(values[count], keeping: PercentEncoding.isUnreserved)
            }
            count += 1
            rest = rest[rest.index(after: close)...]
        }
        guard count == values.count else {
            throw VimeoError(
                .usage,
                "the path \(template) takes \(count) values, not \(values.count)",
                hint: "write {} for each value"
            )
        }
        return path + rest
    }
}

extension LuaStack {
    /// A text or number that stands for a part of a path.
    func pathValue(at index: Int32) throws -> String {
        switch value(at: index) {
        case .integer(let number): return "\(number)"
        case .string:
            // These would lead to another path.
            if let text = string(at: index), !["", ".", ".."].contains(text) { return text }
            throw VimeoError(.usage, "argument #\(index) cannot be a part of a path", hint: "give a name or a number")
        default: throw LuaError.expected("string", at: Int(index), on: self)
        }
    }
}
