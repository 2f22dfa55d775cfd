internal import ArgumentParser
internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo

/// `vimeo-lua uploads`: lists unfinished uploads, continues them, or removes their records.
struct UploadsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vimeo-lua uploads",
        abstract: "List, continue or forget unfinished uploads.",
        discussion: """
            An interrupted upload continues when the same call is made again. This lists the uploads of calls that were
            not, and asks Vimeo how much it has of each: forget the ones that are complete or no longer at Vimeo.
            After forgetting one that is ready, its incomplete video stays at Vimeo until you delete it.
            """
    )

    enum Action: String, ExpressibleByArgument, CaseIterable {
        case list
        case resume
        case forget
    }

    @Argument(help: "What to do.")
    var action = Action.list

    @Argument(
        help: "Which uploads, by file or by the ID that list shows; by default resume takes all.",
        completion: .file()
    )
    var names: [String] = []

    @Flag(help: "Forget all unfinished uploads.")
    var all = false

    func validate() throws {
        if action == .forget, names.isEmpty, !all {
            throw ValidationError("forget needs a file, an ID, or --all; 'vimeo-lua uploads' lists them")
        }
        if all, !names.isEmpty { throw ValidationError("give names or --all, not both") }
    }

    func run(_ options: LongOptions, _ printer: ErrorPrinter) async throws {
        let progress = printer.progress
        defer { progress.finish() }
        let sandbox = try await ClientSettings.startSandbox(options, progress)
        let client = try Client(try ClientSettings.configuration(options, sandbox: sandbox, progress: progress))
        let found = try chosen(from: try await client.pendingUploads())
        switch action {
        case .list: try list(found, await standings(of: found, client, progress), progress)
        case .forget: try await each(found, printer) { upload throws(VimeoError) in try client.forget(upload) }
        case .resume:
            try await each(found, printer) { upload throws(VimeoError) in
                let uri = try await client.resume(upload)
                try StandardOutput.write("\(uri)\n")
            }
        }
    }

    /// The uploads with the given names: a path, the last part of one, or an ID.
    private func chosen(from all: [PendingUpload]) throws -> [PendingUpload] {
        guard !names.isEmpty else { return all }
        var chosen: [PendingUpload] = []
        for name in names {
            let path = name.contains("/") ? Self.absolute(name) : nil
            let found = all.filter { upload in
                if let path { return upload.path == path }
                return upload.id == name || FilePath(upload.path).lastComponent?.string == name
            }
            guard !found.isEmpty else {
                throw UsageError(
                    message: "there is no unfinished upload of \(TerminalText.escaped(name))",
                    hint: "'vimeo-lua uploads' lists them"
                )
            }
            chosen += found.filter { upload in !chosen.contains { $0.id == upload.id } }
        }
        return chosen
    }

    /// The path as the list of uploads has it: absolute and without links, also if the file is gone.
    private static func absolute(_ name: String) -> String {
        let path = FilePath(name)
        if let path = try? path.resolved() { return path.string }
        let folder = path.removingLastComponent()
        guard let last = path.lastComponent, let folder = try? folder.resolved() else { return name }
        return folder.appending(last).string
    }

    /// Does something with each upload and prints the failures.
    ///
    /// The exit status is that of the failure if there is one upload, and that of a batch otherwise.
    private func each(
        _ uploads: [PendingUpload],
        _ printer: ErrorPrinter,
        _ body: (PendingUpload) async throws(VimeoError) -> Void
    ) async throws {
        var statuses: [Int32] = []
        for upload in uploads {
            do throws(VimeoError) {
                try await body(upload)
            } catch {
                statuses.append(printer.print(Failure(error)))
            }
        }
        if let first = statuses.first { throw ExitCode(uploads.count == 1 ? first : 7) }
    }

    /// How far along an upload is.
    private enum Standing {
        case bytes(Int64)
        case gone
    }

    /// How far each upload is according to Vimeo, by ID; without those that fail, and those that are running.
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
                Notices.show("cannot ask Vimeo how much it has, so it may have more: \(failure.message)", progress)
            }
            return standings
        }
    }

    /// A line for each upload, on a terminal with a heading.
    private func list(_ uploads: [PendingUpload], _ standings: [String: Standing], _ progress: Progress) throws {
        guard !uploads.isEmpty else { return Notices.show("there are no unfinished uploads", progress) }
        var rows = uploads.map { upload in
            [
                upload.id, Self.percent(upload, standings[upload.id]), "\(upload.size)",
                TerminalText.escaped(upload.videoURI ?? ""),
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
            try StandardOutput.write(cells.joined(separator: isTerminal ? "  " : "\t") + "\n")
        }
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
        case (.gone, _): "no longer at Vimeo"
        case (_, .ready): "ready"
        case (_, .changed): "file changed"
        case (_, .missing): "file missing"
        case (_, .corrupt(let reason)): TerminalText.escaped(reason)
        case (_, .locked(let process)): process.map { "running as \($0)" } ?? "running"
        }
    }
}
