import NIOCore

/// Runs tasks on the thread of an event loop: what they wait for happens there, so no other thread has to wake for it.
final class LoopExecutor: TaskExecutor {
    let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

extension Client {
    /// Runs tasks on the thread of all connections, which starts if it has to: for tasks that wait for requests, and do not
    /// block.
    package func executor() throws(VimeoError) -> any TaskExecutor { try Transport.executor() }
}

extension Transport {
    /// Waits so many seconds; throws `CancellationError` when the task is cancelled.
    static func sleep(_ seconds: Double) async throws {
        // Timers of tasks take descriptors, without which the process would end.
        guard let loop = startedExecutor?.loop else { return try await Task.sleep(for: .seconds(seconds)) }
        let delay = TimeAmount.nanoseconds(Int64(exactly: (max(0, seconds) * 1e9).rounded(.up)) ?? .max / 2)
        let timer = loop.scheduleTask(in: delay) {}
        try await withTaskCancellationHandler {
            do { try await timer.futureResult.get() } catch { throw CancellationError() }
        } onCancel: {
            timer.cancel()
        }
    }
}
