import FoundationEssentials
import Testing

@Suite("The tour of the README")
struct TourTests {
    private static let script = Programs.file("scripts/tour.sh")

    private static func run(_ script: String, in folder: TemporaryFolder) async throws -> Outcome {
        var tour = Command(Text(script), environment: ["VIMEO_LUA_PROGRAM": Programs.ours])
        tour.name = "bash"
        return try await tour.run("/bin/bash", in: folder)
    }

    @Test("Each of its commands runs, word for word, in a new home with the sandbox, and nothing of it stays")
    func tour() async throws {
        let folder = try TemporaryFolder()
        let outcome = try await Self.run(Self.script, in: folder)
        try #require(outcome.status == 0, "\(outcome)")
        let readme = String(decoding: try Data(contentsOf: URL(filePath: Programs.file("README.md"))), as: UTF8.self)
        let start = try #require(readme.firstRange(of: "<!-- tour -->")?.upperBound)
        let end = try #require(readme.firstRange(of: "<!-- /tour -->")?.lowerBound)
        let shown = readme[start..<end].split(separator: "\n").filter { $0.hasPrefix("    ") }
        let commands = shown.map { String($0.dropFirst(4)) }
        let lines = outcome.output.string.split(separator: "\n").map(String.init)
        #expect(lines.filter { $0.hasPrefix("$ ") } == commands.map { "$ \($0)" })
        for command in ["login", "--print", "recipe run upload-folder", "recipe new", "recipe test", "recipe add"] {
            #expect(commands.contains { $0.hasPrefix("vimeo-lua \(command)") }, "\(command)")
        }
        #expect(outcome.error.string.contains("the token is for Ada Winter"))
        #expect(lines.contains("\"Ada Winter\""))
        // Planned, and then done.
        #expect(lines.filter { $0 == "talks/2026/Closing.mp4: upload as Closing" }.count == 2)
        #expect(lines.contains("ok    a run does what check says"))
        #expect(lines.last?.hasSuffix("Opening: Opening -> 2026: Opening") == true, "\(outcome)")
        #expect(try folder.names.allSatisfy { !$0.hasPrefix("tmp.") })
    }

    @Test("A command that fails ends it with 1 and is named, and so does a README without commands")
    func failures() async throws {
        let folder = try TemporaryFolder()
        try folder.make("scripts/", "Tests/Fixtures/clip.mp4")
        try folder.link("scripts/tour.sh", to: Self.script)
        let commands = ["vimeo-lua --print 1", "vimeo-lua -e 'os.exit(3)'", "vimeo-lua --print 2"]
        let shown = commands.map { "    \($0)\n" }.joined()
        try folder.write("README.md", "<!-- tour -->\n\n\(shown)\n<!-- /tour -->\n")
        let failed = try await Self.run("scripts/tour.sh", in: folder)
        #expect(failed.status == 1)
        #expect(failed.output == "$ vimeo-lua --print 1\n1\n$ vimeo-lua -e 'os.exit(3)'\n", "\(failed)")
        #expect(failed.error.string.hasSuffix("this command of the tour failed with status 3\n"), "\(failed)")
        try folder.write("README.md", shown)
        let empty = try await Self.run("scripts/tour.sh", in: folder)
        #expect(empty.status == 1)
        #expect(empty.output == "")
        #expect(empty.error.string.contains("the README has no commands"), "\(empty)")
    }
}
