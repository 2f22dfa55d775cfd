internal import Platform

/// The folders that the XDG Base Directory specification names.
extension Environment {
    /// The folder for history and other state; nil if there is no home.
    static var stateFolder: String? { folder("XDG_STATE_HOME", or: ".local/state") }

    /// The folder for settings; nil if there is no home.
    static var settingsFolder: String? { folder("XDG_CONFIG_HOME", or: ".config") }

    private static func folder(_ name: String, or place: String) -> String? {
        // A relative path is invalid and has to be ignored.
        if let own = variable(name), own.hasPrefix("/") { return "\(own)/vimeo-lua" }
        guard let home = variable("HOME"), home.hasPrefix("/") else { return nil }
        return "\(home)/\(place)/vimeo-lua"
    }
}
