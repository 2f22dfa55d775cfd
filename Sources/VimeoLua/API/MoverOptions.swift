internal import LuaKit
internal import Synchronization
internal import Vimeo

/// The options that functions which move files have in common.
enum MoverOptions {
    static let chunkSize = Parameter.optional(
        "chunk_size",
        .integer(atLeast: 1),
        "bytes per request, 128 MiB by default; raised so that there are at most 1024 requests"
    )
    static let retries = Parameter.optional(
        "retries",
        .count(atLeast: 0),
        "how many failures in a row, without progress, are allowed"
    )
    static let limit = Parameter.optional(
        "limit",
        .integer(atLeast: 1),
        "bytes per second at most; transfers that run at the same time share it"
    )
    static let resume = Parameter.optional("resume", .flag, default: true, "whether an unfinished transfer is resumed")
    static let owner = Parameter.optional(
        "owner",
        .resource,
        "the user whose account gets the video, such as /users/2; the token's user by default"
    )
    static let wait = Parameter.optional("wait", .flag, default: false, "also wait until the video is transcoded")
    static let onProgress = Parameter.optional(
        "on_progress",
        .callback,
        "function(sent, total), called while bytes move"
    )
}

extension UploadOptions {
    init(_ arguments: Arguments) throws {
        self.init()
        chunkSize = try arguments.option(MoverOptions.chunkSize) ?? chunkSize
        owner = try arguments.option(MoverOptions.owner)
        retries = try arguments.option(MoverOptions.retries)
        timeout = try arguments.option(RequestOptions.timeout)
        limit = try arguments.option(MoverOptions.limit)
        resume = try arguments.option(MoverOptions.resume)
    }
}

/// What concerns the script while a transfer runs.
enum TransferStep: Sendable {
    case progress(sent: Int64, total: Int64?)
    case wantsPiece(LuaTurn)
    /// All reports so far are to be handled before the upload continues.
    case catchesUp(LuaTurn)
}

extension VimeoTable {
    /// Moves a file by `work`, whose reports are handled on the Lua thread; `push` pushes the results.
    func move<Value: Sendable>(
        _ arguments: Arguments,
        sending source: UploadSourceArgument? = nil,
        _ work:
            @escaping @Sendable (Client, _ report: @escaping @Sendable (TransferStep) -> Void) async throws -> Value,
        push: @escaping (Value, LuaStack) throws -> Void
    ) throws -> LuaReply {
        let client = try client()
        let callback = try arguments.option(MoverOptions.onProgress)
        let hasCallback = callback != nil
        // What the source raised is the script's own error, and ends the call once the upload has ended.
        let raised = Mutex<(any Error)?>(nil)
        return .wait(
            LuaWait(
                receiving: { (step: TransferStep, stack: LuaStack) in
                    switch step {
                    case .progress(let sent, let total):
                        guard let callback else { return }
                        callback.push(on: stack)
                        stack.push(sent)
                        stack.push(total.map { .integer($0) } ?? .nil)
                        try stack.call(arguments: 2, results: 0)
                    case .wantsPiece(let turn):
                        do {
                            turn.resume(with: .success(try source?.nextPiece(on: stack)))
                        } catch {
                            raised.withLock { $0 = error }
                            turn.resume(with: .failure(error))
                        }
                    case .catchesUp(let turn): turn.resume(with: .success(nil))
                    }
                },
                { post in
                    let meter = ProgressMeter()
                    do {
                        return try await work(client) { step in
                            if case .progress(let sent, let total) = step {
                                guard hasCallback, meter.lets(sent, of: total) else { return }
                            }
                            post(step)
                        }
                    } catch {
                        throw raised.withLock { $0 } ?? error
                    }
                },
                deliver: { value, stack in try stack.countPushed { try push(value, stack) } }
            )
        )
    }
}

/// Lets progress through to scripts at most ten times a second, never backwards, and always the last.
private final class ProgressMeter: Sendable {
    private let state = Mutex((last: ContinuousClock.Instant?.none, sent: Int64(-1)))

    func lets(_ sent: Int64, of total: Int64?) -> Bool {
        state.withLock { state in
            guard sent > state.sent else { return false }
            let now = ContinuousClock.now
            let isLast = total.map { sent >= $0 } ?? false
            if let last = state.last, now - last < .milliseconds(100), !isLast { return false }
            state = (now, sent)
            return true
        }
    }
}

/// A turn on the Lua thread that an upload waits for: to have the next bytes of a source made, or to know that the script
/// has taken all that was reported so far.
///
/// One that never comes, since the upload's task is gone, fails.
final class LuaTurn: Sendable {
    private let answer: Mutex<CheckedContinuation<[UInt8]?, any Error>?>

    private init(_ continuation: CheckedContinuation<[UInt8]?, any Error>) {
        answer = Mutex(continuation)
    }

    deinit {
        resume(with: .failure(CancellationError()))
    }

    /// Asks for it, and waits for what it gives.
    static func take(_ ask: (LuaTurn) -> Void) async throws -> [UInt8]? {
        try await withCheckedThrowingContinuation { ask(LuaTurn($0)) }
    }

    func resume(with result: Result<[UInt8]?, any Error>) {
        let continuation = answer.withLock { answer in
            defer { answer = nil }
            return answer
        }
        continuation?.resume(with: result)
    }
}
