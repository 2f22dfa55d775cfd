internal import Dispatch
internal import JSONCore
internal import Platform
internal import Synchronization
package import Vimeo

/// The log of a run, JSON lines: what was planned, and what came of it.
///
/// A line is on the disk when ``append(_:)`` returns. Lines of several tasks share one write to the disk.
package final class RunLog: Sendable {
    private struct State {
        var lines: [UInt8] = []
        var waiting: [CheckedContinuation<Void, any Error>] = []
        var isWriting = false
    }

    package let path: String
    private let file: File
    private let queue = DispatchQueue(label: "run log")
    private let state = Mutex(State())

    /// Creates the log with its first record, or opens that of an earlier run, to complete it.
    ///
    /// - Parameter size: the bytes that are kept of the log of an earlier run.
    /// - Throws: `file` if it cannot be written.
    package init(path: String, beginning: RunRecord, keeping size: Int = 0) throws(VimeoError) {
        self.path = path
        do throws(Errno) {
            try? FilePath(path).removingLastComponent().createFolder(permissions: .privateFolder)
            file = try File(FilePath(path), .readWrite, [.append, .create], permissions: .privateFile)
            try file.resize(to: Int64(size))
            if size == 0 {
                let line = beginning.line
                try Errno.catching { try line.withUnsafeBytes { try file.write($0) } }
                try file.sync()
            }
        } catch {
            throw VimeoError(.file, "cannot write the run log \(path): \(error)", hint: "check XDG_STATE_HOME")
        }
    }

    /// Writes records, and returns when they are on the disk.
    package func append(_ records: [RunRecord]) async throws {
        let lines = records.flatMap { $0.line }
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let starts = state.withLock { state in
                state.lines += lines
                state.waiting.append(continuation)
                defer { state.isWriting = true }
                return !state.isWriting
            }
            if starts { queue.async { self.write() } }
        }
    }

    private func write() {
        while true {
            let (lines, waiting) = state.withLock { state in
                defer { (state.lines, state.waiting) = ([], []) }
                state.isWriting = !state.waiting.isEmpty
                return (state.lines, state.waiting)
            }
            if waiting.isEmpty { return }
            let result: Result<Void, any Error> = Result {
                do throws(Errno) {
                    try Errno.catching { try lines.withUnsafeBytes { try file.write($0) } }
                    try file.sync()
                } catch {
                    throw VimeoError(.file, "cannot write the run log \(path): \(error)", hint: "free some space")
                }
            }
            for continuation in waiting { continuation.resume(with: result) }
        }
    }
}
