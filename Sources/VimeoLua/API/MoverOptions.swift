internal import LuaKit
internal import Synchronization
internal import Vimeo

/// What the functions that move files have in common: their options, and progress reported to the script.
struct MoverOptions {
    static let timeout = Option("timeout", .number, "seconds without progress after which a request fails")
    static let retries = Option("retries", .number, "how many failures in a row, without progress, are put up with")
    static let limit = Option("limit", .number, "bytes per second at most; those that run at once share it")
    static let resume = Option("resume", .boolean, "whether an unfinished one is gone on with; true by default")
    static let onProgress = Option("on_progress", .any, "function(sent, total), called while bytes move")

    let chunkSize: Int64?
    let retryCount: Int?
    let seconds: Double?
    let bytesPerSecond: Int64?
    let resumes: Bool
    let waits: Bool
    let callback: LuaReference?

    /// Reads the options that are given; nil and `true` have none.
    init(_ argument: Argument?) throws {
        let options = argument.flatMap { $0.stack.type(at: $0.index) == .table ? $0 : nil }
        chunkSize = try options?.withField("chunk_size") { try $0.integer(atLeast: 1) }
        retryCount = try options?.withField("retries") { Int(clamping: try $0.integer(atLeast: 0)) }
        seconds = try options?.withField("timeout") { try $0.seconds() }
        bytesPerSecond = try options?.withField("limit") { try $0.integer(atLeast: 1) }
        resumes = options?.withField("resume") { $0.flag } ?? true
        waits = options?.withField("wait") { $0.flag } ?? false
        callback = try options?.withField("on_progress") { option in
            guard option.stack.type(at: option.index) == .function else {
                throw VimeoError(.usage, "on_progress must be a function(sent, total)")
            }
            return LuaReference(to: option.index, on: option.stack)
        }
    }

    var upload: UploadOptions {
        var options = UploadOptions()
        if let chunkSize { options.chunkSize = chunkSize }
        if let retryCount { options.retries = retryCount }
        options.timeout = seconds
        options.limit = bytesPerSecond
        options.resume = resumes
        return options
    }

    /// What happens on the way that concerns the script.
    enum Event: Sendable {
        case progress(sent: Int64, total: Int64?)
        case wantsPiece(LuaTurn)
        /// All reports so far are to be taken before the upload goes on.
        case catchesUp(LuaTurn)
    }

    /// Runs `work`; its events are handled on the Lua thread.
    func run<Value: Sendable>(
        sending source: UploadSourceArgument? = nil,
        _ work: @escaping @Sendable (_ report: @escaping @Sendable (Event) -> Void) async throws -> Value,
        deliver: @escaping (Value, LuaStack) throws -> Int
    ) -> LuaReply {
        let hasCallback = callback != nil
        // What the source raised is the script's own, and ends the call once the upload has put away what it made.
        let raised = Raised()
        return .wait(
            LuaWait(
                receiving: { (event: Event, stack: LuaStack) in
                    switch event {
                    case .progress(let sent, let total): try report(sent, total, on: stack)
                    case .wantsPiece(let turn):
                        do {
                            turn.resume(with: .success(try source?.makePiece(on: stack)))
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
