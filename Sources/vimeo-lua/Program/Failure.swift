internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo

/// What a failure says, and the exit status that it ends the program with.
struct Failure {
    /// It may hold a name that is not UTF-8.
    var message: [UInt8]
    var hint: String?
    var status: Int32 = 1
    var kind = "script"
    var statusCode: Int?

    init(_ error: any Error) {
        message = []
        let misspelt = error as? MisspeltCommand
        defer { if let misspelt { hint = misspelt.hint } }
        switch misspelt?.reason ?? error {
        case let error as Interrupted:
            // As in `lua`, Ctrl-C shows a traceback; SIGTERM does not.
            let report = error.report.message
            message = error.signal == SIGINT ? report : Array(report.prefix { $0 != UInt8(ascii: "\n") })
            (kind, status) = ("cancelled", 128 + error.signal)
        case let error as LuaError where error.code == .raised:
            if let origin = error.report?.origin { explain(origin) }
            if let report = error.report {
                message = report.message
            } else if case .string(let bytes) = error.value {
                message = bytes
            } else {
                message = Array(error.message.utf8)
            }
        default:
            explain(error)
        }
    }

    private mutating func explain(_ error: any Error) {
        switch error {
        case let error as VimeoError:
            (message, hint) = (Array(error.message.utf8), error.hint)
            (kind, statusCode) = (error.kind.rawValue, error.statusCode)
            status = Self.status(of: error)
        case let error as LuaError:
            (message, hint) = (Array(error.message.utf8), error.hint)
        case let error as UsageError:
            (message, hint) = (Array(error.message.utf8), error.hint)
            (kind, status) = ("usage", UsageError.status)
        default:
            message = Array("\(error)".utf8)
        }
    }

    /// The exit status of a failed call.
    static func status(of error: VimeoError) -> Int32 {
        switch error.kind {
        case .auth: 4
        // A retry would get the same response.
        case .network where error.code == .tooLarge || error.code == .redirect: 1
        case .network, .timeout, .rateLimit: 5
        case .api, .upload: error.isTransient ? 5 : error.statusCode == nil ? 1 : 6
        case .cancelled, .file, .permission, .usage: 1
        }
    }
}

extension Failure {
    /// The same with nothing that could change the terminal.
    var escaped: Failure {
        var failure = self
        failure.message = Array(TerminalText.escaped(TerminalText.text(of: message), keepingLines: true).utf8)
        failure.hint = hint.map { TerminalText.escaped($0) }
        return failure
    }

    init(message: [UInt8], hint: String? = nil, kind: String, status: Int32) {
        self.message = message
        self.hint = hint
        self.kind = kind
        self.status = status
    }
}

/// Writes failures to standard error: as text, or in JSON mode as an object.
struct ErrorPrinter: Sendable {
    /// The prefix of a message.
    let program: [UInt8]
    let progress: Progress

    /// Writes a failure; returns its exit status.
    @discardableResult
    func print(_ failure: Failure) -> Int32 {
        LuaStreams.flush()
        guard progress.mode == .json else { return printText(failure, after: program + Array(": ".utf8)) }
        progress.handle(
            .failed(
                id: -1,
                kind: failure.kind,
                message: String(decoding: failure.message, as: UTF8.self),
                hint: failure.hint,
                statusCode: failure.statusCode
            )
        )
        return failure.status
    }

    /// Writes a failure of an input, which has no prefix.
    func printAtPrompt(_ failure: Failure) {
        LuaStreams.flush()
        printText(failure, after: [])
    }

    @discardableResult
    private func printText(_ failure: Failure, after prefix: [UInt8]) -> Int32 {
        let hint = failure.hint.map { "\nhint: \($0)" } ?? ""
        progress.withCleared { LuaStreams.writeError(prefix + failure.message + Array("\(hint)\n".utf8)) }
        return failure.status
    }
}

/// Wrong usage of a long option or command: exit status 64.
struct UsageError: Error {
    let message: String
    let hint: String

    static let status: Int32 = 64

    static func missingValue(of name: String) -> UsageError {
        UsageError(message: "--\(name) needs a value", hint: "write --\(name) VALUE or --\(name)=VALUE")
    }
}
