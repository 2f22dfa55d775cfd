internal import Dispatch
internal import JSONCore
internal import Platform
internal import Synchronization
package import Vimeo

/// The log of a run, JSON lines: what was planned, and what came of it.
///
/// A line is in the file when ``append(_:)`` returns, which `kill -9` cannot undo; a power failure cannot undo what was
/// appended before ``whenSynced(_:)`` called back. Tasks that wait at the same time share one write to the disk.
package final class RunLog: Sendable {
    package typealias Callback = @Sendable (Result<Void, any Error>) -> Void

    private struct State {
        /// How many appends there were, and how many of them are on the disk.
        var appended = 0
        var synced = 0
        var isSyncing = false
        /// Whether what nobody waits for will be synced soon.
        var isScheduled = false
        var waiting: [(count: Int, done: Callback)] = []
        var failure: VimeoError?
    }

    package let path: String
    private let file: File
    private let queue = DispatchQueue(label: "run log")
    private let state = Mutex(State())

    /// Creates the log with its first record, or opens that of an earlier run, to complete it.
    ///
    /// - Parameter size: the bytes that are kept of the log of an earlier run; nil creates one, in place of none.
    /// - Throws: `file` if it cannot be written.
    package init(path: String, beginning: RunBeginning, keeping size: Int? = nil) throws(VimeoError) {
        self.path = path
        do throws(Errno) {
            let folder = FilePath(path).removingLastComponent()
            try? folder.createFolder(permissions: .privateFolder)
            let options: FileDescriptor.OpenOptions = size == nil ? [.append, .create, .exclusiveCreate] : .append
            file = try File(FilePath(path), .readWrite, options, permissions: .privateFile)
            if let size {
                try file.resize(to: Int64(size))
            } else {
                let line = RunRecord.began(beginning).line
                try Errno.catching { try line.withUnsafeBytes { try file.write($0) } }
                try file.sync()
                FilePlace(FilePath(path)).syncFolder()
            }
        } catch {
            throw VimeoError(.file, "cannot write the run log \(path): \(error)", hint: "check the folder it is in")
        }
    }

    /// Writes records; they are on the disk soon, even if nobody waits for that.
    ///
    /// - Throws: `file` if they, or earlier ones, cannot be written.
    package func append(_ records: [RunRecord]) throws(VimeoError) {
        let lines = records.flatMap { $0.line }
        do throws(Errno) {
            try Errno.catching { try lines.withUnsafeBytes { try file.write($0) } }
        } catch {
            throw failure(error)
        }
        let (failure, schedules) = state.withLock { state in
            state.appended += 1
            defer { state.isScheduled = true }
            return (state.failure, !state.isScheduled)
        }
        if let failure { throw failure }
        guard schedules else { return }
        queue.asyncAfter(deadline: .now() + .milliseconds(100)) {
            self.state.withLock { $0.isScheduled = false }
            self.whenSynced { _ in }
        }
    }

    /// Calls back, from any thread, when all that was appended is on the disk.
    package func whenSynced(_ done: @escaping Callback) {
        let (result, starts): (Result<Void, any Error>?, Bool) = state.withLock { state in
            if let failure = state.failure { return (.failure(failure), false) }
            guard state.synced < state.appended else { return (.success(()), false) }
            state.waiting.append((state.appended, done))
            defer { state.isSyncing = true }
            return (nil, !state.isSyncing)
        }
        if let result { done(result) }
        if starts { queue.async { self.sync() } }
    }

    private func failure(_ error: Errno) -> VimeoError {
        VimeoError(.file, "cannot write the run log \(path): \(error)", hint: "check that the disk has space")
    }

    /// Syncs until nobody waits for it.
    private func sync() {
        while let count = next() {
            var result: Result<Void, any Error> = .success(())
            do throws(Errno) {
                try file.sync()
            } catch {
                let failure = failure(error)
                state.withLock { $0.failure = failure }
                result = .failure(failure)
            }
            let waiting = state.withLock { state in
                state.synced = count
                let end = state.waiting.firstIndex { $0.count > count } ?? state.waiting.endIndex
                defer { state.waiting.removeFirst(end) }
                return state.waiting[..<end]
            }
            for (_, done) in waiting { done(result) }
        }
    }

    /// How many appends the next sync covers; nil if nobody waits for one.
    private func next() -> Int? {
        state.withLock { state in
            state.isSyncing = !state.waiting.isEmpty
            return state.isSyncing ? state.appended : nil
        }
    }
}
