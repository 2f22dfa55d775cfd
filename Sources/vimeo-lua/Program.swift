internal import LuaKit
internal import Platform
internal import VimeoLua

@main
enum Program {
    static func main() {
        Signals.surviveFileSizeLimit()
        let arguments = commandLineBytes()
        let program = Interpreter.programName(arguments)
        do {
            let options = try LuaOptions.scan(arguments)
            if options.long.showsHelp { finish(writing: Help.text) }
            if options.long.showsVersion { finish(writing: Help.version) }
            if options.script < arguments.count, !options.scriptFollowsDashes,
                let command = Command(name: arguments[options.script])
            {
                let words = arguments.dropFirst(options.script + 1).map { String(decoding: $0, as: UTF8.self) }
                exit(command.run(words, options.long))
            }
            exit(try LuaThread.runProgram { state in ScriptRun(arguments, options).run(on: state) })
        } catch let error as LuaUsageError {
            LuaStreams.writeError(error.report(program: program))
            exit(1)
        } catch let error as UsageError {
            LuaStreams.writeError(program + Array(": \(error.message)\nhint: \(error.hint)\n".utf8))
            exit(UsageError.status)
        } catch {
            LuaStreams.writeError(program + Array(": \(error)\n".utf8))
            exit(1)
        }
    }

    /// The arguments as they came: bytes, not always UTF-8.
    private static func commandLineBytes() -> [[UInt8]] {
        (0..<Int(CommandLine.argc)).map { index in
            CommandLine.unsafeArgv[index].map { argument in
                Array(UnsafeRawBufferPointer(start: argument, count: strlen(argument)))
            } ?? []
        }
    }

    private static func finish(writing text: String) -> Never {
        LuaStreams.write(Array(text.utf8))
        LuaStreams.flush()
        exit(0)
    }
}
