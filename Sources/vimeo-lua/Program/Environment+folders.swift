internal import Platform

/// The folders that the XDG Base Directory specification names.
extension Environment {
    /// The folder for history and other state; nil if there is no home.
    static var stateFolder: String? { folder("XDG_STATE_HOME", or: ".local/state") }

    /// The folder for settings; nil if there is no home.
    static var settingsFolder: String? { folder("XDG_CONFIG_HOME", or: ".config") }

    /// The folder for data of the user, such as recipes; nil if there is no home.
    static var dataFolder: String? { folder("XDG_DATA_HOME", or: ".local/share") }

    private static func folder(_ name: String, or place: String) -> String? {
        // A relative path is invalid and has to be ignored.
        if let own = variable(name), own.hasPrefix("/") { return "\(own)/vimeo-lua" }
        guard let home = variable("HOME"), home.hasPrefix("/") else { return nil }
        return "\(home)/\(place)/vimeo-lua"
    }
}
