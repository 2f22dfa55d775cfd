internal import LuaKit
internal import Terminal
internal import Vimeo
internal import VimeoLua

extension RecipeRunner {
    /// Shows why a run failed; returns the exit status.
    func report(_ error: any Error) -> Int32 {
        switch error {
        case let error as RecipeUsage: return usage(error)
        case let error as RecipeProblem:
            return printer.print(
                Failure(
                    message: Array("\(file.path ?? file.name): \(error.message)".utf8),
                    hint: error.hint,
                    kind: "usage",
                    status: UsageError.status
                ).escaped
            )
        case let error as Busy:
            let holder = error.process.map { "as process \($0)" } ?? "in another process"
            return printer.print(
                Failure(
                    message: Array("this run is under way \(holder)".utf8),
                    hint: "wait until it has ended",
                    kind: "usage",
                    status: Busy.status
                )
            )
        case let error as LuaError:
            return (error.report?.origin as? RecipeUsage).map(usage) ?? printer.print(Self.failure(error))
        default: return printer.print(Failure(error).escaped)
        }
    }

    /// An error of the recipe; a traceback of native functions alone says nothing, and what it quotes may come from anybody.
    private static func failure(_ error: LuaError) -> Failure {
        var failure = Failure(error).escaped
        let text = String(decoding: failure.message, as: UTF8.self)
        let end = "\nstack traceback:\n\t[C]: in ?"
        if text.hasSuffix(end) { failure.message = Array(text.dropLast(end.count).utf8) }
        return failure
    }

    private func usage(_ error: RecipeUsage) -> Int32 {
        let name = TerminalText.escaped(file.shownName)
        let place = error.unknownOption.flatMap { option in
            option.hasPrefix("allow-")
                ? "--\(option) belongs before the recipe: vimeo-lua recipe run --\(option)=… \(name)"
                : LongOptions.isOption(option)
                    ? "--\(option) belongs before 'recipe': vimeo-lua --\(option) recipe run \(name)" : nil
        }
        return printer.print(
            Failure(
                message: Array(TerminalText.escaped(error.message).utf8),
                hint: place ?? "vimeo-lua recipe run \(name) --help shows the usage",
                kind: "usage",
                status: UsageError.status
            )
        )
    }
}
