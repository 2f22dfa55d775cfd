internal import LuaKit
internal import Synchronization
internal import Vimeo

/// What the functions that move files have in common: their options, and progress reported to the script.
struct MoverOptions {
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
    static let resume = Parameter.optional(
        "resume",
        .flag,
        default: true,
        "whether an unfinished transfer is resumed"
    )
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

    let chunkSize: Int64?
    let owner: String?
    let retryCount: Int?
    let seconds: Double?
    let bytesPerSecond: Int64?
    let resumes: Bool
    let waits: Bool
    let callback: LuaReference?

    init(_ arguments: Arguments) throws {
        chunkSize = try arguments.option(Self.chunkSize)
        owner = try arguments.option(Self.owner)
        retryCount = try arguments.option(Self.retries)
        seconds = try arguments.option(RequestOptions.timeout)
        bytesPerSecond = try arguments.option(Self.limit)
        resumes = try arguments.option(Self.resume)
        waits = try arguments.option(Self.wait)
        callback = try arguments.option(Self.onProgress)
    }

    var upload: UploadOptions {
        var options = UploadOptions()
        if let chunkSize { options.chunkSize = chunkSize }
        options.owner = owner
        if let retryCount { options.retries = retryCount }
        options.timeout = seconds
        options.limit = bytesPerSecond
        options.resume = resumes
        return options
    }

    /// What concerns the script while the transfer runs.
    enum Event: Sendable {
        case progress(sent: Int64, total: Int64?)
        case wantsPiece(LuaTurn)
        /// All reports so far are to be handled before the upload continues.
        case catchesUp(LuaTurn)
    }

    /// Runs `work`; its events are handled on the Lua thread.
    func run<Value: Sendable>(
        sending source: UploadSourceArgument? = nil,
        _ work: @escaping @Sendable (_ report: @escaping @Sendable (Event) -> Void) async throws -> Value,
        deliver: @escaping (Value, LuaStack) throws -> Int
    ) -> LuaReply {
        let hasCallback = callback != nil
        // What the source raised is the script's own error, and ends the call once the upload has ended.
        let raised = Raised()
        return .wait(
            LuaWait(
                receiving: { (event: Event, stack: LuaStack) in
                    switch event {
                    case .progress(let sent, let total): try report(sent, total, on: stack)
                    case .wantsPiece(let turn):
                        do {
                            turn.resume(with: .success(try source?.nextPiece(on: stack)))
                        } catch {
                            raised.error.withLock { $0 = error }
                            turn.resume(with: .failure(error))
                        }
                    case .catchesUp(let turn): turn.resume(with: .success(nil))
                    }
                },
                { post in
                    let meter = ProgressMeter()
                    do {
                        return try await work { event in
                            if case .progress(let sent, let total) = event {
                                guard hasCallback, meter.lets(sent, of: total) else { return }
                            }
                            post(event)
                        }
                    } catch {
                        throw raised.error.withLock { $0 } ?? error
                    }
                },
                deliver: deliver
            )
        )
    }

    private final class Raised: Sendable {
        let error = Mutex<(any Error)?>(nil)
    }

    private func report(_ sent: Int64, _ total: Int64?, on stack: LuaStack) throws {
        guard let callback else { return }
        callback.push(on: stack)
        stack.push(sent)
        if let total { stack.push(total) } else { stack.pushNil() }
        try stack.call(arguments: 2, results: 0)
    }
}

/// Lets progress through to scripts at most ten times a second, never backwards, and always the last.
final class ProgressMeter: Sendable {
    private struct State {
        var last: ContinuousClock.Instant?
        var sent: Int64 = -1
    }

    private let state = Mutex(State())

    func lets(_ sent: Int64, of total: Int64?) -> Bool {
        state.withLock { state in
            guard sent > state.sent else { return false }
            let now = ContinuousClock.now
            let isLast = total.map { sent >= $0 } ?? false
            if let last = state.last, now - last < .milliseconds(100), !isLast { return false }
            state.last = now
            state.sent = sent
            return true
        }
    }
}
