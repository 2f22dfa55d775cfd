import Subprocess

/// A process that a test talks to while it runs.
final class Session {
    typealias Running = Execution<CustomWriteInput, SequenceOutput, BytesOutput>

    private let running: Running
    private var chunks: SubprocessOutputSequence.Iterator
    /// Standard output so far.
    private(set) var output: [UInt8] = []

    init(_ running: Running) {
        self.running = running
        chunks = running.standardOutput.makeAsyncIterator()
    }

    var text: String { String(decoding: output, as: UTF8.self) }

    var processIdentifier: Int32 { running.processIdentifier.value }

    /// Waits until standard output has this text, which the process writes when it is where the test wants it.
    func wait(for text: String) async throws {
        while !self.text.contains(text) {
            guard try await readMore() else { throw Ended(output: self.text, expected: text) }
        }
    }

    /// Waits for the lines of `vimeo-lua sandbox`.
    func waitForSandbox() async throws {
        let last = "VIMEO_SECOND_ACCESS_TOKEN"
        while !variables.keys.contains(where: { $0.hasSuffix(last) }) {
            guard try await readMore() else { throw Ended(output: text, expected: last) }
        }
    }

    /// The complete NAME=value lines so far.
    var variables: [String: String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let pairs = lines.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        return Dictionary(uniqueKeysWithValues: pairs.compactMap { $0.count == 2 ? ($0[0], $0[1]) : nil })
    }

    func interrupt() throws {
        try running.send(signal: .interrupt)
    }

    func kill() throws {
        try running.send(signal: .kill)
    }

    func terminate() throws {
        try running.send(signal: .terminate)
    }

    func write(_ text: String) async throws {
        _ = try await running.standardInputWriter.write(Array(text.utf8))
    }

    func closeInput() async throws {
        try await running.standardInputWriter.finish()
    }

    /// Reads standard output to its end.
    func drain() async throws {
        while try await readMore() {}
    }

    /// Reads what comes next; false at the end.
    @discardableResult
    func readMore() async throws -> Bool {
        guard let chunk = try await chunks.next() else { return false }
        chunk.withUnsafeBytes { output += $0 }
        return true
    }

    struct Ended: Error {
        let output: String
        let expected: String
    }
}

extension Command {
    /// Runs our program while `body` talks to it; then waits for its end.
    func converse(
        with program: String = Programs.ours,
        in folder: TemporaryFolder? = nil,
        _ body: @escaping @Sendable (Session) async throws -> Void
    ) async throws -> Outcome {
        let folder = try folder ?? TemporaryFolder()
        for (name, content) in files { try folder.write(name, content) }
        return try await Turns.take {
            try await guardingAgainstHang(testDescription) { [self] in
                let result = try await Subprocess.run(
                    configuration(program, in: folder),
                    input: .inputWriter,
                    output: .sequence,
                    error: .bytes(limit: 1 << 25)
                ) { running in
                    let session = Session(running)
                    try await body(session)
                    try await session.drain()
                    return session.output
                }
                return Outcome(
                    output: Text(result.closureResult),
                    error: Text(result.standardError),
                    ending: result.terminationStatus
                )
            }
        }
    }
}
