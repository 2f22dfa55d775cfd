internal import Platform

/// A script that does not exist and has nearly the name of a command.
struct MisspeltCommand: Error {
    let reason: any Error
    let hint: String

    /// Nil unless the name alone was given, and is nearly that of a command: otherwise messages are those of `lua`.
    init?(_ path: [UInt8], in options: LuaOptions, _ reason: any Error) {
        let name = String(decoding: path, as: UTF8.self)
        guard options.steps.isEmpty, !options.isInteractive, !options.ignoresEnvironment, !options.scriptFollowsDashes,
            name.utf8.allSatisfy({ UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }),
            let nearest = NearestName.find(name, in: Subcommand.all.map(\.name)), access(name, F_OK) != 0
        else { return nil }
        self.reason = reason
        hint = "did you mean the command vimeo-lua \(nearest)?"
    }
}
