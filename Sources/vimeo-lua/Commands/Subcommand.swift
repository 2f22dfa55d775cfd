internal import ArgumentParser
internal import LuaKit
internal import Platform
internal import Vimeo

/// The commands of the program; a script of that name is run as `./name`.
enum Subcommand: String, CaseIterable {
    case login
    case logout
    case whoami
    case recipe
    case sandbox
    case uploads

    init?(name: [UInt8]) {
        self.init(rawValue: String(decoding: name, as: UTF8.self))
    }

    /// Runs the command; returns the exit status.
    func run(_ arguments: [String], _ options: LongOptions, _ printer: ErrorPrinter) -> Int32 {
        switch self {
        case .login: parse(LoginCommand.self, arguments, printer) { try await $0.run(options, printer) }
        case .logout: parse(LogoutCommand.self, arguments, printer) { try await $0.run(options, printer) }
        case .whoami: parse(WhoamiCommand.self, arguments, printer) { try await $0.run(options, printer) }
        case .recipe: RecipeCommand(options: options, printer: printer).run(arguments)
        case .sandbox: parse(SandboxCommand.self, arguments, printer) { try await $0.run(printer) }
        case .uploads: parse(UploadsCommand.self, arguments, printer) { try await $0.run(options, printer) }
        }
    }

    private func parse<Command: ParsableCommand>(
        _ type: Command.Type,
        _ arguments: [String],
        _ printer: ErrorPrinter,
        _ body: @escaping @Sendable (Command) async throws -> Void
    ) -> Int32 {
        do {
            try runBlocking { try await body(Command.parse(arguments)) }
            return 0
        } catch let error as VimeoError {
            return printer.print(Failure(error))
        } catch let error as UsageError {
            return printer.print(Failure(error))
        } catch is CancellationError {
            return 128 + SIGINT
        } catch {
            let text = type.fullMessage(for: error)
            let status = type.exitCode(for: error).rawValue
            // Each failure of a batch has been printed.
            if text.isEmpty { return status }
            guard status == 0 else {
                return printer.print(Failure(message: Array(text.utf8), kind: "usage", status: status))
            }
            LuaStreams.write(Array("\(text)\n".utf8))
            LuaStreams.flush()
            return 0
        }
    }
}
