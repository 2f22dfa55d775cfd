internal import JSONCore
internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua
internal import VimeoSandbox

/// `vimeo-lua recipe test`: runs a recipe's tests, each in a sandbox and a folder of its own.
struct RecipeTest {
    private let file: RecipeFile
    private let options: LongOptions
    private let printer: ErrorPrinter

    init(_ file: RecipeFile, _ options: LongOptions, _ printer: ErrorPrinter) {
        (self.file, self.options, self.printer) = (file.withAbsoluteModules, options, printer)
    }

    /// Prints a line for each proof; returns 0 if all hold, else 7.
    func run() throws -> Int32 {
        let recipe = try RecipeReader.read(file, options, printer.progress)
        guard recipe.testCount > 0 else {
            throw UsageError(
                message: "the recipe \(file.name) has no tests",
                hint: "add tests = { { args = { … }, check = function() … end } }"
            )
        }
        _ = try RecipePowers(file, recipe, RecipeCommandLine([], for: recipe), options.allowed)
            .granted(printer.progress, isTest: true)
        var failed = 0
        for number in 1...recipe.testCount {
            let proofs = try RecipeProofs(file, recipe, number: number, options, printer)
            try proofs.run { proof in
                let head = recipe.testCount > 1 ? "\(number). " : ""
                LuaStreams.write(
                    Array("\(proof.problem == nil ? "ok  " : "FAIL")  \(head)\(proof.text)\n".utf8)
                )
                if let problem = proof.problem {
                    failed += 1
                    let lines = problem.split(separator: "\n", omittingEmptySubsequences: false)
                    for line in lines {
                        LuaStreams.write(
                            Array("      \(TerminalText.escaped(String(line), keepingLines: true))\n".utf8)
                        )
                    }
                }
                LuaStreams.flush()
            }
        }
        Notices.write(
            failed == 0 ? "\(file.name): all proofs hold" : "\(file.name): \(failed) failed",
            printer.progress
        )
        return failed == 0 ? 0 : 7
    }
}
