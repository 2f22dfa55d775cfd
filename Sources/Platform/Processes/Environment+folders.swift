/// The folders that the XDG Base Directory specification names.
extension Environment {
    /// The folder for history and other state; nil if there is no home.
    package static var stateFolder: String? { stateFolder(variable) }

    /// The folder for settings; nil if there is no home.
    package static var settingsFolder: String? { settingsFolder(variable) }

    /// The folder for data of the user, such as recipes; nil if there is no home.
    package static var dataFolder: String? { folder("XDG_DATA_HOME", or: ".local/share", variable) }

    /// All of them.
    package static var ownFolders: [String] { [settingsFolder, stateFolder, dataFolder].compactMap { $0 } }

    /// The same in another environment than that of the process.
    package static func stateFolder(_ variable: (String) -> String?) -> String? {
        folder("XDG_STATE_HOME", or: ".local/state", variable)
    }

    /// The same in another environment than that of the process.
    package static func settingsFolder(_ variable: (String) -> String?) -> String? {
        folder("XDG_CONFIG_HOME", or: ".config", variable)
    }

    private static func folder(_ name: String, or place: String, _ variable: (String) -> String?) -> String? {
        // A relative path is invalid and has to be ignored.
        if let own = variable(name), own.hasPrefix("/") { return "\(own)/vimeo-lua" }
        guard let home = variable("HOME"), home.hasPrefix("/") else { return nil }
        return "\(home)/\(place)/vimeo-lua"
    }
}
