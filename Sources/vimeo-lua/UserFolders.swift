/// The user's folders, by the XDG Base Directory specification.
enum UserFolders {
    /// For history and other state; nil where there is no home.
    static func state(_ environment: (String) -> String?) -> String? {
        folder("XDG_STATE_HOME", or: ".local/state", environment)
    }

    /// For settings.
    static func configuration(_ environment: (String) -> String?) -> String? {
        folder("XDG_CONFIG_HOME", or: ".config", environment)
    }

    private static func folder(_ variable: String, or place: String, _ environment: (String) -> String?) -> String? {
        // A relative path is invalid and has to be ignored.
        if let own = environment(variable), own.hasPrefix("/") { return "\(own)/vimeo-lua" }
        guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
        return "\(home)/\(place)/vimeo-lua"
    }
}
