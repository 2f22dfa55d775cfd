internal import ArgumentParser
internal import LuaKit
internal import Vimeo

/// The commands; a script of that name is run as `./name`.
enum Command: String, CaseIterable {
    case sandbox
    case uploads

    init?(name: [UInt8]) {
        self.init(rawValue: String(decoding: name, as: UTF8.self))
    }

    private var type: any ParsableCommand.Type {
        switch self {
        case .sandbox: SandboxCommand.self
        case .uploads: UploadsCommand.self
        }
    }

    /// Runs the command; returns the exit status.
    func run(_ arguments: [String], _ options: LongOptions) -> Int32 {
        do {
            try runBlocking {
                switch self {
                case .sandbox: try await SandboxCommand.parse(arguments).run()
                case .uploads: try await UploadsCommand.parse(arguments).run(options)
                }
            }
            return 0
        } catch let error as VimeoError {
            let hint = error.hint.map { "\nhint: \($0)" } ?? ""
            LuaStreams.writeError(Array("vimeo-lua: \(error.message)\(hint)\n".utf8))
            return ExitStatus.of(error)
        } catch {
            let text = type.fullMessage(for: error)
            let status = type.exitCode(for: error).rawValue
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
