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
        let watch = Task {
            let signal = await TerminationSignal.first()
            guard !Task.isCancelled else { return }
            WorkFolder.removePresent(exitingWith: 128 + signal)
        }
        defer { watch.cancel() }
        var failed = 0
        for number in 1...recipe.testCount {
            let proofs = try RecipeProofs(file, recipe, number: number, options, printer)
            try proofs.run { proof in
                if proof.problem != nil { failed += 1 }
                try StandardOutput.write(text(of: proof, number: recipe.testCount > 1 ? number : nil))
            }
        }
        Notices.write(
            failed == 0 ? "\(file.name): all proofs hold" : "\(file.name): \(failed) failed",
            printer.progress
        )
        return failed == 0 ? 0 : 7
    }

    private func text(of proof: RecipeProofs.Proof, number: Int?) -> String {
        let head = "\(proof.problem == nil ? "ok  " : "FAIL")  \(number.map { "\($0). " } ?? "")\(proof.text)\n"
        let lines = proof.problem?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
        return head + lines.map { "      \(TerminalText.escaped(String($0), keepingLines: true))\n" }.joined()
    }
}
