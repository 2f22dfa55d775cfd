import FoundationEssentials
import Testing

@Suite("The official client vimeo.py, unchanged, against the sandbox")
struct OfficialClientTests {
    /// The Python of `scripts/bench.sh`, which installs vimeo.py.
    private static let python = Programs.file(".build/bench-venv/bin/python")

    @Test(
        "It does what it does at Vimeo",
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: python),
            "needs vimeo.py: python3 -m venv .build/bench-venv && .build/bench-venv/bin/pip install PyVimeo==1.1.2"
        ),
        arguments: ["reading", "uploading", "lists", "grants", "rate limit", "quota"]
    )
    func official(part: String) async throws {
        let limit: [Text] = part == "rate limit" ? ["--rate-limit", "3"] : []
        var sandbox = Command()
        sandbox.arguments = ["sandbox"] + limit
        _ = try await sandbox.converse { session in
            try await session.waitForSandbox()
            var client = Command(environment: session.variables)
            client.name = Self.python
            client.arguments = [Text(Programs.file("Tests/Fixtures/official_client.py")), Text(part)]
            let outcome = try await client.converse(with: Self.python) { _ in }
            #expect(outcome.output == "done\n", "\(outcome)")
            try session.terminate()
        }
    }
}
