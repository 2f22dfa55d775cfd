internal import Platform
internal import Subprocess
internal import Synchronization
internal import Vimeo

/// A program that runs beside this one until it ends, or until its task is cancelled.
///
/// It has a session of its own: it cannot ask on the terminal, and what it has started ends with it when it is cancelled.
struct ChildProcess: Sendable {
    struct Outcome: Sendable {
        /// The exit status; 128 and the number of the signal that ended it, as shells have it.
        var status: Int32
        var signal: Int32?
        var output: [UInt8]
        var error: [UInt8]
    }

    /// A name that is looked up in `PATH`, or a path.
    var program: String
    var arguments: [[UInt8]]
    /// Changes of the environment; nil removes a variable.
    var environment: [String: String?] = [:]
    var folder: Path?
    var input: [UInt8] = []
    /// The most bytes that are taken of its output, and of its errors.
    var maximumOutput: Int

    /// How long a cancelled process may take to end by itself.
    private static let grace = Duration.seconds(2)

    /// - Throws: `VimeoError`; `CancellationError` when its task is cancelled.
    func run() async throws -> Outcome {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: Self.grace)
        ]
        let configuration = Configuration(
            executable: executable,
            // Its texts are those of C, with a NUL at their end.
            arguments: Subprocess.Arguments(
                executablePathOverride: Array(program.utf8) + [0],
                remainingValues: arguments.map { $0 + [0] }
            ),
            environment: .inherit.updating(
                Dictionary(
                    environment.map { name, value in (Subprocess.Environment.Key(stringLiteral: name), value) },
                    uniquingKeysWith: { _, new in new }
                )
            ),
            workingDirectory: folder?.filePath,
            platformOptions: options
        )
        let started = Mutex<pid_t?>(nil)
        // Also where it fails or is cancelled: soon the number may be that of another process.
        defer { if let process = started.withLock({ $0 }) { RunningProcesses.remove(process) } }
        do {
            let limit = maximumOutput
            let result = try await Subprocess.run(
                configuration,
                input: .fileDescriptor(try standardInput(), closeAfterSpawningProcess: true),
                output: .bytes(limit: limit),
                error: .bytes(limit: limit)
            ) { running in
                let process = running.processIdentifier.value
                started.withLock { $0 = process }
                RunningProcesses.add(process)
            }
            try Task.checkCancellation()
            let (status, signal): (Int32, Int32?) =
                switch result.terminationStatus {
                case .exited(let code): (code, nil)
                case .signaled(let signal): (128 + signal, signal)
                }
            return Outcome(
                status: status,
                signal: signal,
                output: result.standardOutput,
                error: result.standardError
            )
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            throw problem(error)
        }
    }

    private var executable: Executable {
        guard program.contains("/") else { return .name(program) }
        let path = FilePath(program)
        guard folder != nil, path.isRelative, let current = getcwd(nil, 0) else { return .path(path) }
        defer { free(current) }
        // As seen from here, not from the folder it runs in.
        return .path(FilePath(platformString: current).pushing(path))
    }

    /// A file that has no name: the process may read it or not, neither has to wait for the other.
    private func standardInput() throws -> FileDescriptor {
        guard !input.isEmpty else { return try .open("/dev/null", .readOnly, options: .closeOnExec) }
        do throws(Errno) {
            let folder = try FilePath.makeTemporaryFolder(prefix: "vimeo-lua")
            defer { try? folder.removeTree() }
            let path = folder.appending("input")
            let file = try File(path, .writeOnly, [.create, .exclusiveCreate], permissions: .privateFile)
            try Errno.catching { try input.withUnsafeBytes { try file.write($0) } }
            return try Errno.catching { try .open(path, .readOnly, options: .closeOnExec) }
        } catch {
            throw VimeoError(.file, "cannot write what \(program) is to read: \(error)", hint: "set TMPDIR")
        }
    }

    private func problem(_ error: SubprocessError) -> VimeoError {
        switch error.code {
        case .executableNotFound:
            VimeoError(
                .file,
                code: .noProgram,
                "there is no program \(program)",
                hint: program.contains("/") ? "check the path" : "install it, or add its folder to PATH"
            )
        case .outputLimitExceeded:
            VimeoError(
                .file,
                code: .tooLarge,
                "\(program) has written more than \(maximumOutput) bytes",
                hint: "raise max_output, or let it write to a file"
            )
        case .failedToChangeWorkingDirectory:
            VimeoError(
                .file,
                code: .noFolder,
                "\(program) cannot run in \(folder?.text ?? ""): \(reason(error))",
                hint: "check cwd"
            )
        default: VimeoError(.file, "cannot run \(program): \(reason(error))")
        }
    }

    private func reason(_ error: SubprocessError) -> String {
        error.underlyingError.map { "\($0)" } ?? "\(error)"
    }
}

/// The processes that run at the moment: they end with this one at the latest.
enum RunningProcesses {
    static let processes = Mutex<Set<pid_t>>([])
    /// A forked child has its parent's list, but not its processes.
    private static let owner: pid_t = {
        atexit {
            guard RunningProcesses.owner == getpid() else { return }
            for process in RunningProcesses.processes.withLock({ $0 }) { kill(-process, SIGKILL) }
        }
        return getpid()
    }()

    static func add(_ process: pid_t) {
        _ = owner
        processes.withLock { _ = $0.insert(process) }
    }

    static func remove(_ process: pid_t) {
        processes.withLock { _ = $0.remove(process) }
    }
}
