internal import Platform
internal import Synchronization

/// Signals while bars are on the terminal: a crash restores the streams first, so that its message is shown, and after
/// Ctrl-Z and `fg` the bars do not overwrite what the shell has written.
///
/// Only default actions are replaced. Never at the same time as a ``LineEditor``'s.
struct ProgressSignals {
    fileprivate static let hasContinued = Atomic<Bool>(false)

    private var installed: [Int32] = []

    mutating func install() {
        // Also so that no signal handler is the first to use them.
        _ = Self.takeContinued()
        _ = TerminalRestorer.prepare()
        for signal in Signals.fatal { install(onFatalSignal, for: signal) }
        install(onContinue, for: SIGCONT)
    }

    mutating func uninstall() {
        for signal in installed {
            var current = sigaction()
            let ours = sigaction(handler: signal == SIGCONT ? onContinue : onFatalSignal)
            guard sigaction(signal, nil, &current) == 0, current.hasHandler(of: ours) else { continue }
            var original = sigaction()
            sigaction(signal, &original, nil)
        }
        installed = []
    }

    /// Whether the process was stopped and has continued since the last call.
    static func takeContinued() -> Bool {
        hasContinued.exchange(false, ordering: .acquiringAndReleasing)
    }

    private mutating func install(_ handler: @escaping @convention(c) (Int32) -> Void, for signal: Int32) {
        var current = sigaction()
        var action = sigaction(handler: handler)
        guard sigaction(signal, nil, &current) == 0, current.isDefault, sigaction(signal, &action, nil) == 0 else {
            return
        }
        installed.append(signal)
    }
}

private func onContinue(_ number: Int32) {
    ProgressSignals.hasContinued.store(true, ordering: .releasing)
}

/// Restores the streams; then the default action takes place when this handler returns.
private func onFatalSignal(_ number: Int32) {
    let error = errno
    TerminalRestorer.endCapture()
    var original = sigaction()
    sigaction(number, &original, nil)
    raise(number)
    errno = error
}
