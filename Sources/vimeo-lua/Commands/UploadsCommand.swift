internal import ArgumentParser
internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo

/// `vimeo-lua uploads`: shows the uploads that did not end, goes on with them, or forgets them.
struct UploadsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vimeo-lua uploads",
        abstract: "Show unfinished uploads, go on with them, or forget them.",
        discussion: """
            An upload goes on by itself when the same call is made again. This shows what is left of calls that were not,
            and asks Vimeo how much it has of each: one that is complete, or gone at Vimeo, only has to be forgotten.
            Of one that is ready, a video without all its bytes stays at Vimeo until somebody deletes it.
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
        let progress = Progress(
            mode: options.progress,
            isColored: options.color.isOn(descriptor: STDERR_FILENO, environment: Environment.variable),
            environment: Environment.variable
        )
        defer { progress.finish() }
        let client = try Client(ClientSettings.configuration(options, account: nil, progress: progress))
        let found = try chosen(from: try await client.pendingUploads(), progress)
        switch action {
        case .list: list(found, await standings(of: found, client, progress))
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

    /// How far an upload is.
    private enum Standing {
        case bytes(Int64)
        case gone
    }

    /// What Vimeo says of each, by ID; nothing of those that it cannot be asked about.
    ///
    /// One that is under way is left alone.
    private func standings(
        of uploads: [PendingUpload],
        _ client: Client,
        _ progress: Progress
    ) async -> [String: Standing] {
        let asked = uploads.filter { [.ready, .changed, .missing].contains($0.state) }
        return await withTaskGroup(of: (String, Result<Standing, VimeoError>).self) { group in
            for upload in asked {
                group.addTask {
                    do throws(VimeoError) {
                        let stored = try await client.storedBytes(of: upload)
                        return (upload.id, .success(stored.map { .bytes($0) } ?? .gone))
                    } catch {
                        return (upload.id, .failure(error))
                    }
                }
            }
            var standings: [String: Standing] = [:]
            var failure: VimeoError?
            for await (id, result) in group {
                switch result {
                case .success(let standing): standings[id] = standing
                case .failure(let error): failure = error
                }
            }
            if let failure {
                Notices.show("Vimeo does not say how much it has, so it may have more: \(failure.message)", progress)
            }
            return standings
        }
    }

    /// A line each; with names of the columns where people read them.
    private func list(_ uploads: [PendingUpload], _ standings: [String: Standing]) {
        guard !uploads.isEmpty else { return Notices.show("there are no unfinished uploads") }
        var rows = uploads.map { upload in
            [
                upload.id, Self.percent(upload, standings[upload.id]), "\(upload.size)", upload.videoURI ?? "",
                Self.describe(upload, standings[upload.id]), TerminalText.escaped(upload.path),
            ]
        }
        let isTerminal = isatty(STDOUT_FILENO) != 0
        if isTerminal { rows.insert(["ID", "DONE", "BYTES", "VIDEO", "STATE", "FILE"], at: 0) }
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

    private static func percent(_ upload: PendingUpload, _ standing: Standing?) -> String {
        guard upload.size > 0 else { return "" }
        let count =
            switch standing {
            case .bytes(let count): count
            case .gone: Int64(0)
            case nil: upload.confirmed
            }
        return count == upload.size ? "100%" : "\(min(99, Int(Double(count) / Double(upload.size) * 100)))%"
    }

    private static func describe(_ upload: PendingUpload, _ standing: Standing?) -> String {
        switch (standing, upload.state) {
        case (.bytes(upload.size), _): "complete"
        case (.gone, _): "gone at Vimeo"
        case (_, .ready): "ready"
        case (_, .changed): "file changed"
        case (_, .missing): "file missing"
        case (_, .corrupt(let reason)): TerminalText.escaped(reason)
        case (_, .locked(let process)): process.map { "running as \($0)" } ?? "running"
        }
    }
}
