internal import LuaKit
internal import Vimeo

extension VimeoError {
    /// The answer to a request should have been JSON.
    static func notJSON(_ error: JSONError, method: String, url: String) -> VimeoError {
        // The query of a link may be a secret.
        let url = String(url.prefix { $0 != "?" })
        return VimeoError(
            .api,
            code: .notJSON,
            "\(method) \(url): the answer is not JSON: \(error.message)",
            hint: "vimeo.get gives it as it came, in the field body",
            method: method,
            url: url
        )
    }
}
