internal import ArgumentParser
internal import LuaKit
internal import Terminal
internal import Vimeo

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// `vimeo-lua uploads`: shows the uploads that did not end, goes on with them, or forgets them.
struct UploadsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vimeo-lua uploads",
        abstract: "Show unfinished uploads, go on with them, or forget them.",
        discussion: """
            An upload goes on by itself when the same call is made again. This shows what is left of calls that were not,
            and how much Vimeo had confirmed at last; of a program that was killed it may have more.
            What is forgotten stays at Vimeo as a video without its bytes until somebody deletes it.
            """
    )

    enum Action: String, ExpressibleByArgument, CaseIterable {
        case list
        case resume
        case forget
    }

    @Argument(help: "What to do.")
    var action = Action.list

    @Argument(help: "Which ones, by file or by ID as list shows it; resume takes all if none is named.")
    var names: [String] = []

    @Flag(help: "Forget all of them.")
    var all = false

    func validate() throws {
        if action == .forget, names.isEmpty, !all {
            throw ValidationError("forget needs a file, an ID, or --all; 'vimeo-lua uploads' lists them")
        }
        if all, !names.isEmpty { throw ValidationError("give names or --all, not both") }
    }

    func run(_ options: LongOptions) async throws {
        let environment: (String) -> String? = { getenv($0).map { String(cString: $0) } }
        let progress = Progress(
            mode: options.progress,
            isColored: options.color.isOn(descriptor: STDERR_FILENO, environment: environment),
            environment: environment
        )
        defer { progress.finish() }
        let client = try Client(ClientSettings.configuration(options, account: nil, progress: progress))
        let found = try chosen(from: try await client.pendingUploads(), progress)
        switch action {
        case .list: list(found)
        case .forget: try each(found, progress) { upload throws(VimeoError) in try client.forget(upload) }
        case .resume:
            var failures: [VimeoError] = []
            for upload in found {
                do throws(VimeoError) {
                    let uri = try await client.resume(upload)
                    LuaStreams.write(Array("\(uri)\n".utf8))
                    LuaStreams.flush()
                } catch {
                    failures.append(error)
                    show(error, progress)
                }
            }
            try end(failures, of: found.count)
        }
    }

    /// The uploads that are named: by the whole path, its last part, or the beginning of an ID.
    private func chosen(from all: [PendingUpload], _ progress: Progress) throws -> [PendingUpload] {
        guard !names.isEmpty else { return all }
        var chosen: [PendingUpload] = []
        for name in names {
            let found = all.filter { $0.path == name || Self.lastPart($0.path) == Self.lastPart(name) || $0.id == name }
            guard !found.isEmpty else {
                show(
                    VimeoError(
                        .usage,
                        "there is no unfinished upload of \(TerminalText.escaped(name))",
                        hint: "'vimeo-lua uploads' lists them"
                    ),
                    progress
                )
                throw ExitCode(1)
            }
            chosen += found.filter { upload in !chosen.contains { $0.id == upload.id } }
        }
        return chosen
    }

    private static func lastPart(_ path: String) -> Substring {
        path.split(separator: "/").last ?? ""
    }

    private func each(
        _ uploads: [PendingUpload],
        _ progress: Progress,
        _ body: (PendingUpload) throws(VimeoError) -> Void
    ) throws {
        var failures: [VimeoError] = []
        for upload in uploads {
            do throws(VimeoError) {
                try body(upload)
            } catch {
                failures.append(error)
                show(error, progress)
            }
        }
        try end(failures, of: uploads.count)
    }

    private func show(_ error: VimeoError, _ progress: Progress) {
        if progress.mode == .json { return progress.handle(ProgressEvent(error, id: -1)) }
        let hint = error.hint.map { "\nhint: \($0)" } ?? ""
        progress.note("vimeo-lua: \(error.message)\(hint)")
    }

    /// One failure has its own status; some of many are part of a batch.
    private func end(_ failures: [VimeoError], of count: Int) throws {
        guard let first = failures.first else { return }
        throw ExitCode(count == 1 ? ExitStatus.of(first) : 7)
    }

    /// A line each; with names of the columns where people read them.
    private func list(_ uploads: [PendingUpload]) {
        guard !uploads.isEmpty else { return Notices.show("there are no unfinished uploads") }
        var rows = uploads.map { upload in
            [
                upload.id, upload.size > 0 ? "\(upload.confirmed * 100 / upload.size)%" : "", "\(upload.size)",
                upload.videoURI ?? "", Self.describe(upload.state), TerminalText.escaped(upload.path),
            ]
        }
        let isTerminal = isatty(STDOUT_FILENO) != 0
        if isTerminal { rows.insert(["ID", "CONFIRMED", "BYTES", "VIDEO", "STATE", "FILE"], at: 0) }
        for row in rows {
            let cells = row.enumerated().map { column, cell in
                guard isTerminal, column < row.count - 1 else { return cell }
                let width = rows.map { $0[column].count }.max() ?? 0
                return cell + String(repeating: " ", count: width - cell.count)
            }
            LuaStreams.write(Array((cells.joined(separator: isTerminal ? "  " : "\t") + "\n").utf8))
        }
        LuaStreams.flush()
    }

    private static func describe(_ state: PendingUpload.State) -> String {
        switch state {
        case .ready: "ready"
        case .changed: "file changed"
        case .missing: "file missing"
        case .corrupt(let reason): TerminalText.escaped(reason)
        case .locked(let process): process.map { "running as \($0)" } ?? "running"
        }
    }
}
