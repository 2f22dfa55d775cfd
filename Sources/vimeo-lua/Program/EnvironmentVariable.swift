internal import Platform

/// A variable of the environment that the program reads.
struct EnvironmentVariable: Sendable {
    let name: String
    /// Whether its value is never shown.
    var isSecret = false

    /// All of them, in the order of the help.
    static var all: [EnvironmentVariable] {
        let first = [
            EnvironmentVariable(name: "VIMEO_ACCESS_TOKEN", isSecret: true),
            EnvironmentVariable(name: "VIMEO_CLIENT_ID"),
            EnvironmentVariable(name: "VIMEO_CLIENT_SECRET", isSecret: true),
            EnvironmentVariable(name: "VIMEO_API_ROOT"),
        ]
        let options = LongOptions.rows.compactMap(\.variable).map { EnvironmentVariable(name: $0) }
        let rest = [
            "VIMEO_LUA_RECIPES", "LUA_INIT_5_4", "LUA_INIT", "LUA_PATH_5_4", "LUA_PATH", "LUA_CPATH_5_4", "LUA_CPATH",
            "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME", "TMPDIR", "https_proxy", "HTTPS_PROXY",
            "http_proxy", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY", "SSL_CERT_FILE", "NO_COLOR", "BROWSER",
            "TERM",
            "EDITOR", "VISUAL", "PAGER",
        ].map { EnvironmentVariable(name: $0) }
        return first + options + rest
    }

    /// Each variable with its present value, then those that look like ours and are not.
    static func rows(_ environment: [String: String] = Environment.all) -> [(name: String, text: String)] {
        let known = all
        let unknown = environment.keys.filter { name in
            name.hasPrefix("VIMEO_LUA_") && !known.contains { $0.name == name }
        }
        return known.map { ($0.name, $0.shown(environment[$0.name])) }
            + unknown.sorted().map { name in
                let nearest = NearestName.find(name, in: known.map(\.name))
                return (name, "set, but there is no such variable" + (nearest.map { "; did you mean \($0)?" } ?? ""))
            }
    }

    private func shown(_ value: String?) -> String {
        guard let value else { return "not set" }
        if value.isEmpty { return "empty" }
        return isSecret ? "set" : Self.withoutUser(value)
    }

    /// The user and password of an address are secrets.
    private static func withoutUser(_ value: String) -> String {
        let start = value.firstRange(of: "://")?.upperBound ?? value.startIndex
        let authority = value[start...].prefix { $0 != "/" && $0 != "?" }
        // A proxy can be given without a scheme; in what is not an address, an @ is a character like any other.
        guard let at = authority.lastIndex(of: "@"), start > value.startIndex || authority[..<at].contains(":") else {
            return value
        }
        return "\(value[..<start])***\(value[at...])"
    }
}
