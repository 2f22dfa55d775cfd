internal import ArgumentParser
internal import LuaKit
internal import Platform
internal import Vimeo

/// A command of the program; a script of that name is run as `./name`.
struct Subcommand: Sendable {
    let name: String
    /// What may follow the name, in short.
    let usage: String
    /// What it does, in one line without a full stop.
    let summary: String
    /// What `vimeo-lua NAME --help` prints.
    let help: @Sendable () -> String
    /// What can stand at the end of the words behind the name.
    let completion: @Sendable (_ words: [String]) -> Completion
    /// Runs it; returns the exit status.
    let run: @Sendable (_ words: [String], LongOptions, ErrorPrinter) -> Int32

    /// All commands, in the order of the help.
    static let all: [Subcommand] = [
        // It waits for others itself.
        blocking(HelpCommand.self, usage: "[NAME]", completion: HelpCommand.completion) { command, options, _ in
            try command.run(options)
        },
        parsed(LoginCommand.self, usage: "[--web] …") { try await $0.run($1, $2) },
        parsed(LogoutCommand.self, usage: "[--profile NAME]") { try await $0.run($1, $2) },
        parsed(WhoamiCommand.self, usage: "[--json]") { try await $0.run($1, $2) },
        Subcommand(
            name: "recipe",
            usage: "list|show|run|test|…",
            summary: "Find, run, write and test recipes",
            help: { RecipeCommand.help },
            completion: RecipeCommand.completion,
            run: { RecipeCommand(options: $1, printer: $2).run($0) }
        ),
        parsed(SandboxCommand.self, usage: "[--fault SPEC] …") { command, _, printer in
            try await command.run(printer)
        },
        parsed(UploadsCommand.self, usage: "list|resume|forget") { try await $0.run($1, $2) },
        parsed(TypesCommand.self, usage: "DIR") { command, _, printer in try await command.run(printer) },
        blocking(CompletionsCommand.self, usage: "bash|zsh|fish") { command, _, _ in try command.run() },
    ]

    static func named(_ name: String) -> Subcommand? {
        // Most scripts have a dot in their name: then the table is not needed.
        name.utf8.contains(UInt8(ascii: ".")) ? nil : all.first { $0.name == name }
    }

    /// A command whose arguments ArgumentParser reads; its name, summary, help and completion come from there.
    private static func parsed<Command: ParsableCommand & Sendable>(
        _ type: Command.Type,
        usage: String,
        _ body: @escaping @Sendable (Command, LongOptions, ErrorPrinter) async throws -> Void
    ) -> Subcommand {
        blocking(type, usage: usage) { command, options, printer in
            try runBlocking { try await body(command, options, printer) }
        }
    }

    /// The same for a command that runs on the main thread.
    private static func blocking<Command: ParsableCommand & Sendable>(
        _ type: Command.Type,
        usage: String,
        completion: (@Sendable ([String]) -> Completion)? = nil,
        _ body: @escaping @Sendable (Command, LongOptions, ErrorPrinter) throws -> Void
    ) -> Subcommand {
        let abstract = type.configuration.abstract
        return Subcommand(
            name: String(type.configuration.commandName?.split(separator: " ").last ?? ""),
            usage: usage,
            summary: abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract,
            help: { type.helpMessage(columns: 80) + "\n" },
            completion: completion ?? { CommandWords(of: type).completion(of: $0) },
            run: { words, options, printer in
                parse(type, words, printer) { try body($0, options, printer) }
            }
        )
    }

    private static func parse<Command: ParsableCommand>(
        _ type: Command.Type,
        _ arguments: [String],
        _ printer: ErrorPrinter,
        _ body: (Command) throws -> Void
    ) -> Int32 {
        do {
            try body(Command.parse(arguments))
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
            do {
                try StandardOutput.write("\(text)\n")
                return 0
            } catch {
                return printer.print(Failure(error))
            }
        }
    }
}
