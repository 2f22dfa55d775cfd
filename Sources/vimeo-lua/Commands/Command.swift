internal import ArgumentParser
internal import LuaKit

/// The commands; a script of that name is run as `./name`.
enum Command: String, CaseIterable {
    case sandbox

    init?(name: [UInt8]) {
        self.init(rawValue: String(decoding: name, as: UTF8.self))
    }

    /// Runs the command; returns the exit status.
    func run(_ arguments: [String]) -> Int32 {
        do {
            try runBlocking {
                switch self {
                case .sandbox:
                    let command = try SandboxCommand.parse(arguments)
                    try await command.run()
                }
            }
            return 0
        } catch {
            let text = SandboxCommand.fullMessage(for: error)
            let status = SandboxCommand.exitCode(for: error).rawValue
            if status == 0 {
                LuaStreams.write(Array("\(text)\n".utf8))
                LuaStreams.flush()
            } else if !text.isEmpty {
                LuaStreams.writeError(Array("vimeo-lua: \(text)\n".utf8))
            }
            return status
        }
    }
}
