import FoundationEssentials
import Testing

/// The commands that `help "shards"` shows, run as their schedulers would run them.
@Suite("The page about several machines")
struct ShardPageTests {
    /// What a scheduler puts into a command, or into the environment of the part with a number from 1.
    private static let schedulers: [(mark: String, environment: @Sendable (Int) -> [String: String])] = [
        ("$((JOB_COMPLETION_INDEX + 1))", { ["JOB_COMPLETION_INDEX": "\($0 - 1)"] }),
        ("$SLURM_ARRAY_TASK_ID", { ["SLURM_ARRAY_TASK_ID": "\($0)"] }),
        ("${{ matrix.part }}", { _ in [:] }),
        ("$PART", { ["PART": "\($0)"] }),
    ]

    @Test("Three parts of a run do every item once", arguments: schedulers.map(\.mark))
    func parts(mark: String) async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.file("bin"), withIntermediateDirectories: false)
        try folder.link("bin/vimeo-lua", to: Programs.ours)
        let page = try await Command("-e", "vimeo.help('shards')").run(in: folder).output.string
        let line = try #require(page.split(separator: "\n").first { $0.contains(mark) })
        let start = try #require(line.firstRange(of: "vimeo-lua recipe run NAME")?.lowerBound)
        let command = line[start...].replacing("NAME", with: "set-privacy nobody")
        let scheduler = try #require(Self.schedulers.first { $0.mark == mark })
        _ = try await Command("sandbox").converse { session in
            try await session.waitForSandbox()
            let dryRun = Command(
                "recipe",
                "run",
                "set-privacy",
                "nobody",
                "--dry-run",
                environment: session.variables
            )
            let planned = try await dryRun.run(in: folder).output.string.split(separator: "\n").sorted()
            #expect(planned.count > 6)
            var done: [Substring] = []
            for part in 1...3 {
                var environment = session.variables.merging(scheduler.environment(part)) { _, own in own }
                environment["PATH"] = "\(folder.file("bin")):/usr/bin:/bin"
                // A CI service writes the value into the text before a shell sees it.
                let text = command.replacing("${{ matrix.part }}", with: "\(part)")
                let shell: Text = "os.exit(os.execute(os.getenv('COMMAND')))"
                environment["COMMAND"] = String(text)
                let outcome = try await Command("-e", shell, environment: environment).run(in: folder)
                #expect(outcome.status == 0, "\(outcome)")
                let lines = outcome.output.string.split(separator: "\n")
                #expect(!lines.isEmpty && lines.count < planned.count)
                done += lines
            }
            #expect(done.sorted() == planned)
            #expect(try await dryRun.run(in: folder).output == "")
            try session.terminate()
        }
    }
}
