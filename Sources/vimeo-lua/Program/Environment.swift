#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The environment variables, and the user's folders that they name.
enum Environment {
    static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    static var all: [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let pair = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { variables[String(pair[0])] = String(pair[1]) }
            entry += 1
        }
        return variables
    }

    /// The folder for history and other state; nil if there is no home.
    static var stateFolder: String? { folder("XDG_STATE_HOME", or: ".local/state") }

    /// The folder for settings; nil if there is no home.
    static var settingsFolder: String? { folder("XDG_CONFIG_HOME", or: ".config") }

    /// A folder by the XDG Base Directory specification.
    private static func folder(_ variable: String, or place: String) -> String? {
        // A relative path is invalid and has to be ignored.
        if let own = value(variable), own.hasPrefix("/") { return "\(own)/vimeo-lua" }
        guard let home = value("HOME"), home.hasPrefix("/") else { return nil }
        return "\(home)/\(place)/vimeo-lua"
    }
}
