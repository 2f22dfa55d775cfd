internal import JSONCore
internal import LuaKit
internal import Platform
internal import Synchronization
internal import Terminal
internal import Vimeo
internal import VimeoLua
internal import VimeoSandbox

/// The proofs of one test of a recipe.
struct RecipeProofs: Sendable {
    /// What was proved, or what differed.
    struct Proof {
        let text: String
        var problem: String?
    }

    private let file: RecipeFile
    private let recipe: Recipe
    private let number: Int
    private let options: LongOptions
    private let printer: ErrorPrinter
    private let setup: TestSetup

    init(_ file: RecipeFile, _ recipe: Recipe, number: Int, _ options: LongOptions, _ printer: ErrorPrinter) throws {
        (self.file, self.recipe, self.number, self.options, self.printer) = (file, recipe, number, options, printer)
        let path = file
        setup = try runBlocking {
            try await LuaThread.run { state in
                let session = try RecipeSession(
                    path,
                    on: state,
                    client: nil,
                    powers: Powers(modules: path.moduleFolders),
                    logger: ClientSettings.logger(options, printer.progress),
                    warn: { _ in }
                )
                _ = try session.load()
                return try TestSetup(number, of: path, on: session.stack)
            }
        }
    }

    func run(_ show: (Proof) throws -> Void) throws {
        let folder = try WorkFolder()
        defer { folder.remove() }
        try folder.write(setup.files)
        var first: Trial.Outcome?
        try inSandbox(faults: setup.faults, in: folder) { trial, sandbox in
            let before = sandbox.state
            if recipe.isPlanned {
                let dry = try trial.run(setup.words + ["--dry-run"])
                try show(
                    proof("a dry run changes nothing", dry, expecting: 0) {
                        dry.lines.isEmpty
                            ? "it plans nothing, so that this test proves nothing"
                            : difference(before, sandbox.state)
                    }
                )
            }
            let run = try trial.run(setup.words + ["--yes"])
            first = run
            try show(proof("a run does what check says", run, expecting: 0) { try trial.call("check", of: number) })
            if recipe.isPlanned {
                let again = try trial.run(setup.words + ["--dry-run"])
                try show(
                    proof("a second run plans nothing", again, expecting: 0) {
                        again.lines.isEmpty ? nil : "it plans:\n\(again.lines.joined(separator: "\n"))"
                    }
                )
            }
        }
        if recipe.isPlanned, setup.faults == nil, let first, first.status == 0, !first.lines.isEmpty {
            try proveRetry(show)
        }
        try show(
            Proof(
                text: "no power beyond the declared ones is used",
                problem: first.flatMap { $0.refusals.isEmpty ? nil : $0.refusals.joined(separator: "\n") }
            )
        )
        try show(
            Proof(
                text: "no global is set",
                problem: first.flatMap { $0.globals.isEmpty ? nil : "it sets \($0.globals.joined(separator: ", "))" }
            )
        )
    }

    /// One changing request in ten fails, the first of each kind for sure; of a recipe that changes nothing, downloads do.
    private func proveRetry(_ show: (Proof) throws -> Void) throws {
        let folder = try WorkFolder()
        defer { folder.remove() }
        try folder.write(setup.files)
        let changing = ["api.post", "api.put", "api.patch", "api.delete"]
        let places = recipe.api == .none || recipe.api == .read ? ["download"] : changing
        let faults = (places.map { "\($0):500@#1" } + places.map { "\($0):500@10%" }).joined(separator: ",")
        let hits = Hits()
        try inSandbox(faults: faults, in: folder, counting: hits) { trial, _ in
            let run = try trial.run(setup.words + ["--yes", "--concurrency", "1"], retries: 0)
            // Nothing that it does can fail in this way.
            if run.status == 0, hits.count == 0 { return }
            try show(proof("with failing requests a run ends with 7", run, expecting: 7) { nil })
            guard run.status == 7, let log = run.log else { return }
            var retry = run
            let words = try RecipeCommandLine(setup.words, for: recipe).secretWords + ["--yes", "--retry", log]
            // The faults go on: what fails again is retried again.
            for _ in 0..<20 where retry.status == 7 { retry = try trial.run(words, retries: 0) }
            try show(proof("--retry completes it", retry, expecting: 0) { try trial.call("check", of: number) })
        }
    }

    /// Starts a sandbox in which the test has prepared what it needs; the faults begin after that.
    private func inSandbox(
        faults: String?,
        in folder: WorkFolder,
        counting hits: Hits = Hits(),
        _ body: (Trial, Sandbox) throws -> Void
    ) throws {
        var options = SandboxOptions()
        options.seed = setup.seed
        options.onFault = { _ in hits.add() }
        var plan = FaultPlan()
        if let faults {
            do { plan = try FaultPlan(faults) } catch {
                throw RecipeProblem("faults of test \(number): \(error.message)", hint: error.hint)
            }
        }
        let sandbox = try runBlocking { [options] in try await Sandbox.start(options) }
        defer { try? runBlocking { await sandbox.shutdown() } }
        let trial = Trial(file, recipe, self.options, printer, sandbox, folder)
        if let problem = try trial.call("prepare", of: number) {
            throw RecipeProblem("prepare of test \(number) failed: \(problem)")
        }
        sandbox.setFaults(plan)
        try body(trial, sandbox)
    }

    private func proof(
        _ text: String,
        _ outcome: Trial.Outcome,
        expecting status: Int32,
        _ difference: () throws -> String?
    ) -> Proof {
        guard outcome.status == status else {
            let messages = outcome.messages.isEmpty ? "" : ":\n\(outcome.messages.joined(separator: "\n"))"
            return Proof(text: text, problem: "it ended with \(outcome.status), not \(status)\(messages)")
        }
        do {
            return Proof(text: text, problem: try difference())
        } catch {
            return Proof(text: text, problem: String(decoding: Failure(error).message, as: UTF8.self))
        }
    }

    /// Where two states differ, at most ten places.
    private func difference(_ before: JSONValue, _ after: JSONValue) -> String? {
        let lines = StateDifference.lines(before, after)
        guard !lines.isEmpty else { return nil }
        let rest = lines.count > 10 ? ["… and \(lines.count - 10) more"] : []
        return (["the account differs:"] + lines.prefix(10) + rest).joined(separator: "\n")
    }
}

/// How many requests have failed on purpose.
private final class Hits: Sendable {
    private let state = Mutex(0)
    var count: Int { state.withLock { $0 } }
    func add() { state.withLock { $0 += 1 } }
}
