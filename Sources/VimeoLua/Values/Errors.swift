public import LuaKit
import Platform
public import Vimeo

extension VimeoError: LuaErrorConvertible {
    /// The fields of an error table, as the help topic `errors` lists them.
    public func setFields(on stack: LuaStack) {
        stack.set("kind", kind.rawValue)
        stack.set("message", message)
        stack.set("hint", hint)
        stack.set("code", code.rawValue)
        stack.set("method", method)
        stack.set("url", url)
        stack.set("developer_message", developerMessage)
        stack.set("status_code", statusCode)
        stack.set("error_code", errorCode)
        guard !invalidParameters.isEmpty else { return }
        stack.pushTable(items: invalidParameters.count)
        for (index, parameter) in invalidParameters.enumerated() {
            stack.pushTable(fields: 3)
            stack.set("field", parameter.field)
            stack.set("error", parameter.message)
            stack.set("error_code", parameter.code)
            stack.setRaw(Int64(index + 1), in: -2)
        }
        stack.setRaw("invalid_parameters", in: -2)
    }
}

extension VimeoError {
    /// A usage error that names what the caller probably meant.
    static func unknown(_ what: String, _ name: String, in owner: String, known: [String]) -> VimeoError {
        // `file` for `filename`, `uri` for `video_uri`.
        let part = known.first { name.utf8.count >= 3 && ($0.hasPrefix(name) || $0.hasSuffix(name)) }
        return VimeoError(
            .usage,
            "unknown \(what) \(name) in \(owner)",
            hint: (NearestName.find(name, in: known) ?? part).map { "did you mean \($0)?" }
                ?? "valid \(what)s: \(known.joined(separator: ", "))"
        )
    }
}
