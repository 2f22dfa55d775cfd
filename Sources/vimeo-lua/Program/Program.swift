internal import LuaKit
internal import Platform
internal import Terminal

@main
enum Program {
    static func main() {
        Signals.surviveFileSizeLimit()
        let arguments = commandLineBytes()
        let name = Array("vimeo-lua".utf8)
        let program = arguments.first.flatMap { $0.isEmpty ? nil : $0 } ?? name
        var options = LuaOptions()
        // Without them it would wait for a script on standard input, whatever it was asked to do.
        guard !arguments.isEmpty else {
            let error = UsageError(message: "cannot read the program's arguments", hint: "mount /proc")
            exit(printer(name, options.long).print(Failure(error)))
        }
        do {
            try options.scan(arguments)
        } catch let error as LuaUsageError {
            let message = error.message(program: program)
            exit(printer(program, options.long).print(Failure(message: message, kind: "usage", status: 1)))
        } catch {
            exit(printer(program, options.long).print(Failure(error)))
        }
        if options.long.showsHelp { finish(writing: Help.text, printer(name, options.long)) }
        if options.long.showsVersion { finish(writing: Help.version, printer(name, options.long)) }
        if options.script < arguments.count, !options.scriptFollowsDashes,
            let command = Subcommand.named(String(decoding: arguments[options.script], as: UTF8.self))
        {
            if let problem = options.conflict(with: command.name) {
                exit(printer(program, options.long).print(Failure(problem)))
            }
            let words = arguments.dropFirst(options.script + 1).map { String(decoding: $0, as: UTF8.self) }
            exit(command.run(words, options.long, printer(name, options.long)))
        }
        if options.long.hasAllowOption, !options.long.isRestricted {
            let error = UsageError(
                message: "--allow options are for restricted scripts and for recipes",
                hint: "add --restrict, or leave them out: other scripts may do everything"
            )
            exit(printer(program, options.long).print(Failure(error)))
        }
        let run = ScriptRun(arguments, options, printer(program, options.long))
        do {
            exit(try LuaThread.runProgram { state in run.run(on: state) })
        } catch {
            exit(run.printer.print(Failure(error)))
        }
    }

    private static func printer(_ program: [UInt8], _ options: LongOptions) -> ErrorPrinter {
        let progress = Progress(
            mode: options.progress,
            isColored: options.color.isOn(descriptor: STDERR_FILENO, environment: Environment.variable),
            environment: Environment.variable
        )
        return ErrorPrinter(program: program, progress: progress)
    }

    /// The arguments as bytes, which need not be UTF-8.
    private static func commandLineBytes() -> [[UInt8]] {
        (0..<Int(CommandLine.argc)).map { index in
            CommandLine.unsafeArgv[index].map { argument in
                Array(UnsafeRawBufferPointer(start: argument, count: strlen(argument)))
            } ?? []
        }
    }

    private static func finish(writing text: String, _ printer: ErrorPrinter) -> Never {
        do {
            try StandardOutput.write(text)
            exit(0)
        } catch {
            exit(printer.print(Failure(error)))
        }
    }
}
