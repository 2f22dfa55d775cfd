import FoundationEssentials
import Subprocess
import SystemPackage
import Testing

/// A command line, and what the program finds when it runs.
struct Command: Sendable, CustomTestStringConvertible {
    var arguments: [Text]
    var input: Text
    /// Added to an otherwise clean environment.
    var environment: [String: String]
    /// Where it starts, within the folder of the run.
    var workingFolder = ""
    /// Put into the working directory.
    var files: [String: Text]
    /// What `argv[0]` is: messages begin with it, so it must be the same where they are compared.
    var name = "lua"

    init(
        _ arguments: Text...,
        input: Text = "",
        environment: [String: String] = [:],
        files: [String: Text] = [:]
    ) {
        self.arguments = arguments
        self.input = input
        self.environment = environment
        self.files = files
    }

    var testDescription: String {
        let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let words = variables + ["lua"] + arguments.map(\.string)
        let text = (words + (input.bytes.isEmpty ? [] : ["<<<", input.string])).joined(separator: " ")
        return text.count > 200 ? "\(text.prefix(200))…" : text
    }

    /// Runs our program in a folder of its own, or in one given.
    func run(in folder: TemporaryFolder? = nil) async throws -> Outcome {
        try await run(Programs.ours, in: folder)
    }

    /// Runs the stand-alone interpreter.
    func runStock() async throws -> Outcome {
        try await run(Programs.lua, in: nil)
    }

    /// Runs another program with the same arguments.
    func run(_ program: String, in folder: TemporaryFolder?) async throws -> Outcome {
        try await Turns.take {
            let folder = try folder ?? TemporaryFolder()
            for (name, content) in files { try folder.write(name, content) }
            // A file, since writing to a pipe that nobody reads would end the tests by SIGPIPE.
            let input = try folder.write(".input", input)
            return try await guardingAgainstHang(testDescription) { [self] in
                let outcome = try await Subprocess.run(
                    configuration(program, in: folder),
                    input: .fileDescriptor(
                        try .open(input, .readOnly, options: .closeOnExec),
                        closeAfterSpawningProcess: true
                    ),
                    output: .bytes(limit: 1 << 25),
                    error: .bytes(limit: 1 << 25)
                )
                return Outcome(
                    output: Text(outcome.standardOutput),
                    error: Text(outcome.standardError),
                    ending: outcome.terminationStatus
                )
            }
        }
    }

    /// How the process is started: nothing of the tests' own environment reaches it.
    func configuration(_ program: String, in folder: TemporaryFolder) -> Configuration {
        var variables = [
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": folder.path,
            "TMPDIR": folder.path,
            "XDG_CONFIG_HOME": "\(folder.path)/config",
            "XDG_DATA_HOME": "\(folder.path)/data",
            "XDG_STATE_HOME": "\(folder.path)/state",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "SWIFT_BACKTRACE": "enable=no",
        ]
        // A sanitized program is told how by these.
        for name in ["ASAN_OPTIONS", "TSAN_OPTIONS"] {
            variables[name] = ProcessInfo.processInfo.environment[name]
        }
        variables.merge(environment) { _, own in own }
        return Configuration(
            executable: .path(FilePath(program)),
            arguments: Arguments(
                executablePathOverride: Text(name).terminated,
                remainingValues: arguments.map(\.terminated)
            ),
            environment: .custom(variables.map { Text("\($0.key)=\($0.value)").terminated }),
            workingDirectory: FilePath(folder.file(workingFolder))
        )
    }
}

extension Text {
    /// As C strings end: raw arguments are passed on as they are.
    fileprivate var terminated: [UInt8] { bytes + [0] }
}
